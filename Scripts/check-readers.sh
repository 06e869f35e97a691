#!/bin/sh
# Holds what the command writes against readers of other makers: of every sample article, and of generated graphs with hostile names.
#
# usage: Scripts/check-readers.sh NEWSGRAPH [COUNT]
#
# COUNT is the number of generated graphs (100). Their generator, GenerateGraphs, has to lie beside NEWSGRAPH (swift build makes both),
# and the readers in .venv (Scripts/setup.sh --tests).
set -eu
[ $# = 1 ] || [ $# = 2 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 64; }
newsgraph=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
count=${2:-100}
cd "$(dirname "$0")/.."
generator=$(dirname "$newsgraph")/GenerateGraphs
for program in "$newsgraph" "$generator" .venv/bin/python; do
  [ -x "$program" ] || { echo "check-readers: there is no $program" >&2; exit 69; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for article in Samples/*.*; do
  name=$(basename "$article")
  name=$work/files/${name%.*}
  mkdir -p "$work/files"
  "$newsgraph" extract "$article" -o "$name.json" -o "$name.graphml" -o "$name.jsonld" -o "$name.dot" -o "$name.svg" -o "$name.png" \
    -o "$name.pdf"
done
"$generator" "$work/generated" "$count"
for graph in "$work"/generated/*.json; do
  name=$work/files/$(basename "$graph" .json)
  "$newsgraph" convert "$graph" -o "$name.json" -o "$name.graphml" -o "$name.jsonld" -o "$name.dot" -o "$name.svg"
  cmp "$graph" "$name.json"
done
.venv/bin/python Tests/ForeignReaders/check_outputs.py "$work/files" Schemas/graph.schema.json Tests/ForeignReaders/graphml.xsd
