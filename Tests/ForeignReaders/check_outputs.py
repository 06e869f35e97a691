"""Holds graph files against what readers of other makers make of them.

usage: check_outputs.py FOLDER SCHEMA XSD

FOLDER holds, for each graph, NAME.json with NAME.graphml, NAME.jsonld, NAME.dot, NAME.svg, NAME.png, NAME.pdf (a format may be missing where
the name begins with "generated-"). One line for each check; the last says how many passed and failed. The exit status is 1 after a failure.
"""

import copy
import json
import math
import pathlib
import subprocess
import sys
import warnings

import igraph
import jsonschema
import networkx
import pyoxigraph
import rdflib
from pyld import jsonld

NG = "urn:newsgraph:ns:"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
XSD_DOUBLE = "http://www.w3.org/2001/XMLSchema#double"
KINDS = {"json", "graphml", "jsonld", "dot", "svg", "png", "pdf"}

# Readers that normalize numbers would hide what stands in the file.
rdflib.NORMALIZE_LITERALS = False


class Wrong(Exception):
    """A file is not what it should be."""


def expect(condition, message):
    if not condition:
        raise Wrong(message)


# --- GraphML ----------------------------------------------------------------------------------------------------------------------

# Characters that XML 1.0 has no way to write become U+FFFD.
UNWRITABLE = {c: 0xFFFD for c in [*range(0x20), 0xFFFE, 0xFFFF] if c not in (9, 10, 13)}


def xml_text(text):
    return text.translate(UNWRITABLE)


def token(text):
    """A JSON id as the id that it has in GraphML, restated from its description: one to one, and a name token in every edition of XML."""
    letters = [
        (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x131), (0x134, 0x13E), (0x141, 0x148), (0x14A, 0x17E), (0x38E, 0x3A1), (0x3A3, 0x3CE),
        (0x401, 0x40C), (0x40E, 0x44F), (0x451, 0x45C), (0x5D0, 0x5EA), (0x621, 0x63A), (0x641, 0x64A), (0x3041, 0x3094),
        (0x30A1, 0x30FA), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3),
    ]
    result = ""
    for c in text:
        if c == "/":
            result += "."
        elif c.isascii() and c.isalnum() or c == "-" or any(a <= ord(c) <= b for a, b in letters):
            result += c
        else:
            result += f"_x{ord(c):x}_"
    return result or "_x_"


def passages(items):
    return [{k: item[k] for k in ("article", "start", "end", "text")} for item in items]


def place(evidence):
    if not evidence:
        return {}
    first = evidence[0]
    return {"quote": xml_text(first["text"]), "article": xml_text(first["article"]), "start": first["start"], "end": first["end"]}


def time(value):
    if not value:
        return {}
    result = {"time": value["value"]} if value["value"] else {}
    if "text" in value:
        result |= {"timeWords": xml_text(value["text"]), "timeEvidence": passages([value])}
    return result


JSON_KEYS = {"aliases", "sameAs", "attributes", "mentions", "evidence", "timeEvidence", "cueEvidence", "contentEvidence"}


def node_values(node):
    """What the node must have in GraphML; the values of JSON_KEYS as values, not as text."""
    result = {
        "label": xml_text(node["label"]), "name": xml_text(node["label"]), "type": node["type"], "aliases": node["aliases"],
        "sameAs": node["sameAs"], "attributes": node["attributes"], "mentions": node["mentions"], "salience": float(node["salience"]),
        "confidence": float(node["confidence"]), "kind": {"Event": "event", "Claim": "claim"}.get(node["type"], "entity"),
    }
    if node["type"] == "Event":
        result |= {"eventType": node["eventType"], "factuality": node["factuality"], **time(node["time"])}
        if node["attributedTo"] is not None:
            result["attributedTo"] = token(node["attributedTo"])
    if node["type"] == "Claim":
        result |= {"stance": node["stance"], "direct": node["direct"], "content": xml_text(node["content"]["text"]),
                   "contentEvidence": passages([node["content"]])}
        if node["cue"]:
            result["cueEvidence"] = passages([node["cue"]])
    return result | place(node["mentions"] or [node["content"]])


def edge_values(edge, labels):
    result = {
        "type": edge["type"], "interaction": edge["type"], "factuality": edge["factuality"], "attributes": edge["attributes"],
        "evidence": edge["evidence"], "confidence": float(edge["confidence"]), **time(edge["time"]), **place(edge["evidence"]),
    }
    if edge["attributedTo"] is not None:
        result |= {"attributedTo": token(edge["attributedTo"]), "attributedToLabel": xml_text(labels[edge["attributedTo"]])}
    return result


def unwritable_replaced(value):
    """JSON inside XML keeps control characters as escapes, but not U+FFFE and U+FFFF."""
    return json.loads(xml_text(json.dumps(value, ensure_ascii=False)))


def compare(where, found, expected, absent):
    for key, value in expected.items():
        got = found.get(key)
        if key in JSON_KEYS:
            got, value = json.loads(got), unwritable_replaced(value)
        expect(got == value and isinstance(got, bool) == isinstance(value, bool), f"{where}: {key} is {got!r}, not {value!r}")
    extra = {k: v for k, v in found.items() if k not in expected and not absent(v)}
    extra.pop("label", None)
    extra.pop("kind", None)
    extra.pop("id", None)
    expect(not extra, f"{where}: has besides {extra!r}")


def check_networkx(path, graph):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = networkx.read_graphml(path, force_multigraph=True)
    expect(read.is_directed() and read.is_multigraph(), "not a directed multigraph")
    expect(read.number_of_nodes() == len(graph["nodes"]), f"{read.number_of_nodes()} nodes, not {len(graph['nodes'])}")
    expect(read.number_of_edges() == len(graph["edges"]), f"{read.number_of_edges()} edges, not {len(graph['edges'])}")
    labels = {node["id"]: node["label"] for node in graph["nodes"]}
    for node in graph["nodes"]:
        compare(f"node {node['id']!r}", read.nodes[token(node["id"])], node_values(node), lambda v: False)
    edges = {key: (source, target, data) for source, target, key, data in read.edges(keys=True, data=True)}
    expect(len(edges) == len(graph["edges"]), "edge ids are not unique")
    for edge in graph["edges"]:
        source, target, data = edges[token(edge["id"])]
        expect((source, target) == (token(edge["source"]), token(edge["target"])), f"edge {edge['id']!r}: other ends")
        compare(f"edge {edge['id']!r}", data, edge_values(edge, labels), lambda v: False)
    expect(unwritable_replaced(graph["articles"]) == json.loads(read.graph["articles"]), "articles differ")


def check_igraph(path, graph):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = igraph.Graph.Read_GraphML(str(path))
    expect(read.is_directed(), "not directed")
    expect(read.vcount() == len(graph["nodes"]), f"{read.vcount()} nodes, not {len(graph['nodes'])}")
    expect(read.ecount() == len(graph["edges"]), f"{read.ecount()} edges, not {len(graph['edges'])}")
    labels = {node["id"]: node["label"] for node in graph["nodes"]}

    # igraph fills in what an element has not.
    def absent(value):
        return value in ("", False, None) or isinstance(value, float) and math.isnan(value)

    for vertex, node in zip(read.vs, graph["nodes"]):
        expect(vertex["id"] == token(node["id"]), f"node {node['id']!r} is {vertex['id']!r}")
        compare(f"node {node['id']!r}", vertex.attributes(), node_values(node), absent)
    for found, edge in zip(read.es, graph["edges"]):
        ends = (read.vs[found.source]["id"], read.vs[found.target]["id"])
        expect(ends == (token(edge["source"]), token(edge["target"])), f"edge {edge['id']!r}: other ends")
        compare(f"edge {edge['id']!r}", found.attributes(), edge_values(edge, labels), absent)


# --- JSON-LD ----------------------------------------------------------------------------------------------------------------------


def refuse(url, options=None):
    raise Wrong(f"{url} would be fetched")


def pyld_document(document):
    options = {"documentLoader": refuse}
    return jsonld.to_rdf(document, options), jsonld.normalize(
        document, {**options, "algorithm": "URDNA2015", "format": "application/n-quads"})


def pyld_quads(dataset):
    quads = set()
    for name, triples in dataset.items():
        for triple in triples:
            for part in ("subject", "predicate", "object"):
                expect(triple[part]["type"] != "blank node", f"blank node {triple[part]['value']}")
            term = triple["object"]
            kind = "iri" if term["type"] == "IRI" else "literal"
            quads.add((triple["subject"]["value"], triple["predicate"]["value"], (kind, term["value"], term.get("datatype")),
                       "" if name == "@default" else name))
    return quads


def rdflib_quads(text):
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="json-ld")
    quads = set()
    for subject, predicate, term, name in dataset.quads():
        for part in (subject, predicate, term):
            expect(not isinstance(part, rdflib.BNode), f"blank node {part}")
        if isinstance(term, rdflib.Literal):
            value = ("literal", str(term), str(term.datatype or XSD_STRING))
        else:
            value = ("iri", str(term), None)
        quads.add((str(subject), str(predicate), value, "" if name in (None, rdflib.graph.DATASET_DEFAULT_GRAPH_ID) else str(name)))
    return quads


def oxigraph_canonical(text):
    quads = list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.JSON_LD))
    for quad in quads:
        for part in (quad.subject, quad.object, quad.graph_name):
            expect(not isinstance(part, pyoxigraph.BlankNode), f"blank node {part}")
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    plain = set()
    for quad in dataset:
        if isinstance(quad.object, pyoxigraph.Literal):
            term = ("literal", quad.object.value, quad.object.datatype.value)
        else:
            term = ("iri", quad.object.value, None)
        name = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else quad.graph_name.value
        plain.add((quad.subject.value, quad.predicate.value, term, name))
    lines = pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS).decode().split("\n")
    return plain, "".join(sorted(line + "\n" for line in lines if line))


def pyld_rounded(quad):
    """PyLD rewrites every xsd:double with 16 digits, also one that was given as text."""
    subject, predicate, (kind, value, datatype), name = quad
    if datatype == XSD_DOUBLE:
        mantissa, exponent = f"{float(value):.15E}".split("E")
        mantissa = mantissa.rstrip("0")
        value = mantissa + ("0" if mantissa.endswith(".") else "") + f"E{int(exponent)}"
    return subject, predicate, (kind, value, datatype), name


def difference(first, second, names):
    only = sorted(first - second, key=str)[:1] + sorted(second - first, key=str)[:1]
    return f"{names}: {len(first)} and {len(second)} quads; {only}"


def check_jsonld(path, graph, roles):
    text = path.read_text(encoding="utf-8")
    document = json.loads(text)
    dataset, normalized = pyld_document(document)
    quads = pyld_quads(dataset)
    oxigraph, canonical = oxigraph_canonical(text)
    rounded = set(map(pyld_rounded, oxigraph))
    expect(quads == rounded, difference(quads, rounded, "PyLD and oxigraph"))
    others = rdflib_quads(text)
    expect(oxigraph == others, difference(oxigraph, others, "oxigraph and rdflib"))
    # URDNA2015 escapes fewer control characters than RDFC-1.0 does, so for those only the quads can be compared.
    escapes_differ = any(ord(c) < 0x20 and c not in "\n\r" or ord(c) == 0x7F for quad in quads for c in quad[2][1])
    if not escapes_differ and rounded == oxigraph:
        expect(normalized == canonical, "canonical N-Quads differ")
    check_shape(graph, quads, roles)


def check_shape(graph, quads, roles):
    """Every node and edge is there; what is not the article's own assertion is in no short triple of the default graph."""
    types = {}
    for subject, predicate, term, name in quads:
        if predicate == RDF + "type" and not name:
            types.setdefault(term[1], set()).add(subject)
    for node_type in {node["type"] for node in graph["nodes"]}:
        expected = sum(node["type"] == node_type for node in graph["nodes"])
        found = len(types.get(NG + node_type, ()))
        expect(found == expected, f"{found} nodes of type {node_type}, not {expected}")
    classes = ("RoleEdge", "ClaimEdge", "RelationEdge")
    edges = set().union(*(types.get(NG + name, set()) for name in classes))
    expect(len(edges) == len(graph["edges"]), f"{len(edges)} edges, not {len(graph['edges'])}")

    facts = {}
    for subject, predicate, term, name in quads:
        if subject in edges and not name:
            facts.setdefault(subject, {}).setdefault(predicate, []).append(term[1])
    unsure = {s for s, p, o, g in quads if p in (NG + "attributedTo",) and s not in edges and not g}
    unsure |= {s for s, p, o, g in quads if p == NG + "factuality" and o[1] != NG + "asserted" and s not in edges and not g}
    # A short triple is sound when one of the edges behind it is the article's own assertion.
    sound = set()
    for fact in facts.values():
        subject, kind, target = fact[NG + "subject"][0], fact[NG + "edgeType"][0], fact[NG + "object"][0]
        if NG + "attributedTo" in fact or fact[NG + "factuality"] != [NG + "asserted"]:
            continue
        if kind.removeprefix(NG) in roles and subject in unsure:
            continue
        sound.add((subject, target))
        if (subject, kind, ("iri", target, None), "") not in quads:
            raise Wrong(f"no short triple for {subject} {kind} {target}")
    things = {s for name in {n["type"] for n in graph["nodes"]} for s in types.get(NG + name, ())}
    members = {NG + name for name in ("attributedTo",)}
    for subject, predicate, term, name in quads:
        if name or subject not in things or term[0] != "iri" or term[1] not in things or predicate in members:
            continue
        expect((subject, term[1]) in sound or (term[1], subject) in sound,
               f"{subject} {predicate} {term[1]} is in the default graph, but the article does not assert it")
    claims = {s for s in types.get(NG + "Claim", ())}
    for name in {name for *_, name in quads if name}:
        expect(name in claims, f"the graph {name} is no claim's")


# --- Everything else --------------------------------------------------------------------------------------------------------------


def run(command):
    result = subprocess.run(command, capture_output=True, text=True, errors="replace")
    expect(result.returncode == 0 and not result.stderr.strip(), f"{command[0]}: {result.stderr.strip()[:300]}")


def xmllint(paths, *options):
    run(["xmllint", "--nonet", "--noout", *options, *map(str, paths)])


def check_magic(path, magic, tail=b""):
    data = path.read_bytes()
    expect(data.startswith(magic) and data.rstrip().endswith(tail), "is not such a file")


def at(value, path):
    for step in path:
        value = value[step]
    return value


def mutants(graph):
    """The graph with one thing wrong each time, with a name for it."""
    nodes = graph["nodes"]
    entity = next(i for i, n in enumerate(nodes) if n["type"] not in ("Event", "Claim"))
    event = next(i for i, n in enumerate(nodes) if n["type"] == "Event")
    claim = next(i for i, n in enumerate(nodes) if n["type"] == "Claim")
    timed = next((i for i, n in enumerate(nodes) if n.get("time") and "start" in n["time"]), None)
    n, v, c, e, m = ["nodes", entity], ["nodes", event], ["nodes", claim], ["edges", 0], ["nodes", entity, "mentions", 0]
    missing = [
        ["newsgraph"], ["generator"], ["articles", 0, "sha256"], [*n, "type"], [*n, "mentions"], [*n, "confidence"], [*v, "eventType"],
        [*v, "factuality"], [*c, "stance"], [*c, "content"], [*c, "direct"], [*e, "factuality"], [*e, "evidence"], [*e, "target"],
        [*m, "kind"], [*m, "start"],
    ]
    changed = [
        (["newsgraph"], "2.0"), (["nodes"], {}), (["extra"], 1), (["articles", 0, "published"], "June"), (["articles", 0, "characters"], -1),
        (["articles", 0, "sha256"], "abc"), ([*n, "id"], ""), ([*n, "label"], ""), ([*n, "type"], "Alien"), ([*n, "confidence"], 1.5),
        ([*n, "confidence"], "high"), ([*n, "mentions"], []), ([*n, "stance"], "asserts"), ([*n, "aliases"], "x"), ([*n, "salience"], -1),
        ([*n, "attributes"], {"x": None}), ([*n, "attributes"], {"x": {"y": 1}}), ([*n, "colour"], "red"), ([*m, "start"], -1),
        ([*m, "end"], 0.5), ([*m, "text"], ""), ([*m, "kind"], "verb"), ([*v, "eventType"], "Fun"), ([*v, "factuality"], "true"),
        ([*v, "attributedTo"], 7), ([*v, "stance"], "asserts"), ([*v, "time"], {"value": "2018-13"}), ([*c, "stance"], "shouts"),
        ([*c, "direct"], "yes"), ([*c, "eventType"], "Trial"), ([*e, "type"], "knows"), ([*e, "evidence"], []), ([*e, "weight"], 1),
        ([*e, "time"], {}), ([*e, "source"], None), ([*e, "confidence"], -0.1),
    ]
    if timed is not None:
        missing.append(["nodes", timed, "time", "end"])
    for path in missing:
        mutant = copy.deepcopy(graph)
        del at(mutant, path[:-1])[path[-1]]
        yield f"without {path}", mutant
    for path, value in changed:
        mutant = copy.deepcopy(graph)
        at(mutant, path[:-1])[path[-1]] = value
        yield f"{path} = {value!r}", mutant


def check_mutants(graphs, validator):
    def rich(graph):
        types = {node["type"] for node in graph["nodes"]}
        return {"Event", "Claim"} <= types and len(types) > 2 and graph["edges"] and any("start" in (n.get("time") or {}) for n in graph["nodes"])

    graph = next((graph for graph in graphs.values() if rich(graph)), None)
    expect(graph is not None, "no graph has all that is to be damaged")
    count = 0
    for name, mutant in mutants(graph):
        expect(not validator.is_valid(mutant), f"accepted: {name}")
        count += 1
    expect(count >= 30, f"only {count} mutants")


# --- Running ----------------------------------------------------------------------------------------------------------------------


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, name, items, body):
        """One line for one check over many files; the files that fail are named below it."""
        failures = []
        for item in items:
            try:
                body(item)
            except Wrong as error:
                failures.append((item, str(error)))
            except Exception as error:  # A reader's own error is a failure of our file.
                failures.append((item, f"{type(error).__name__}: {error}"))
        self.passed += len(items) - len(failures)
        self.failed += len(failures)
        print(f"{'FAILED' if failures else 'passed'}  {name}: {len(items) - len(failures)} of {len(items)}", flush=True)
        for item, error in failures[:5]:
            print(f"        {item}: {error[:600]}")


def main():
    folder, schema_path, xsd = map(pathlib.Path, sys.argv[1:4])
    schema = json.loads(schema_path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    roles = set(next(kind for kind in schema["$defs"]["edge"]["properties"]["type"]["oneOf"] if kind["title"] == "role")["enum"])
    files = {kind: sorted(folder.glob(f"*.{kind}")) for kind in KINDS}
    graphs = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files["json"]}
    jsonld.set_document_loader(refuse)

    report = Report()

    def valid(path):
        error = next(validator.iter_errors(graphs[path.stem]), None)
        expect(error is None, error and f"{list(error.absolute_path)}: {error.message[:300]}")

    def sets(name):
        expect(any(path.stem == name for path in files["graphml"]) and any(path.stem == name for path in files["jsonld"]),
               "a format is missing")
        if not name.startswith("generated-"):
            expect(all((folder / f"{name}.{kind}").exists() for kind in KINDS), "a format is missing")

    report.check("every format was written", sorted(graphs), sets)
    report.check("JSON is valid against the schema", files["json"], valid)
    report.check("damaged JSON is refused by the schema", ["mutants"], lambda _: check_mutants(graphs, validator))
    report.check("GraphML is valid against its schema", ["all files"], lambda _: run(
        ["xmllint", "--nonet", "--noout", "--quiet", "--schema", str(xsd), *map(str, files["graphml"])]))
    report.check("networkx reads the GraphML as the JSON", files["graphml"], lambda path: check_networkx(path, graphs[path.stem]))
    report.check("igraph reads the GraphML as the JSON", files["graphml"], lambda path: check_igraph(path, graphs[path.stem]))
    report.check("PyLD, rdflib and oxigraph read the same from the JSON-LD", files["jsonld"],
                 lambda path: check_jsonld(path, graphs[path.stem], roles))
    report.check("SVG is well-formed", ["all files"] if files["svg"] else [], lambda _: xmllint(files["svg"]))
    report.check("DOT is read by dot", files["dot"], lambda path: run(["dot", "-Tcanon", "-o", "/dev/null", str(path)]))
    report.check("PNG is a PNG", files["png"], lambda path: check_magic(path, b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"))
    report.check("PDF is a PDF", files["pdf"], lambda path: check_magic(path, b"%PDF-", b"%%EOF"))
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
