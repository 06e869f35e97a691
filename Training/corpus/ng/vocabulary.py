"""Types, roles, relations and their allowed ends, as the annotation guidelines define them."""
NODE = set("Person Agency Organization Group Place Work Product".split())
EVENT = set("""Attack Death Injury Abduction Threat Crime Repression Protest Uprising MilitaryAction Ceasefire Plot Cyberattack
Arrest Detention Investigation Search Charge Trial Ruling Conviction Sentence Acquittal ReleaseFromCustody Lawsuit Extradition
Election Vote Legislation Policy Appointment Departure Nomination Designation Sanction Meeting Gathering Visit Movement Negotiation
Agreement Cooperation Aid Rescue Request Dispute Propaganda Disaster Accident DiseaseOutbreak MedicalTreatment Evacuation
Founding Closure Merger Acquisition Transaction Launch Discovery Study Publication Production Broadcast Competition Award Exhibition
Performance Birth Marriage Education Other""".split())
ROLE = set("agent patient participant recipient instrument topic origin destination place authority".split())
BODY = {"Agency", "Organization"}
ANY = NODE | {"Event"}
ACTOR = BODY | {"Person", "Group", "Place"}
# relation -> allowed subject types, object types
REL = {
    "headOf": ({"Person"}, BODY | {"Place", "Group", "Work"}), "worksFor": ({"Person", "Group"}, BODY | {"Place", "Person", "Work"}),
    "memberOf": ({"Person", "Group"} | BODY | {"Place"}, BODY | {"Group"}), "founderOf": ({"Person", "Group"} | BODY, BODY | {"Work", "Place", "Group"}),
    "candidateFor": ({"Person", "Group"} | BODY, BODY | {"Work", "Place"}), "educatedAt": ({"Person", "Group"}, BODY), "spouseOf": ({"Person"}, {"Person"}),
    "parentOf": ({"Person"}, {"Person", "Group"}), "relativeOf": ({"Person", "Group"}, {"Person", "Group"}),
    "citizenOf": ({"Person", "Group"}, {"Place"}), "residentOf": ({"Person", "Group"}, {"Place"}), "bornIn": ({"Person"}, {"Place"}),
    "partOf": (ANY, ANY), "basedIn": (BODY | {"Group", "Person"}, {"Place"}), "locatedIn": ({"Place", "Work", "Product"}, {"Place"} | BODY),
    "governs": (BODY, {"Place"}), "ownerOf": ({"Person", "Group", "Place"} | BODY, ANY), "makerOf": ({"Person", "Group", "Place"} | BODY, {"Product", "Work"}),
    "authorOf": ({"Person", "Group", "Place"} | BODY, {"Work"}), "partyTo": ({"Person", "Group", "Place"} | BODY, {"Work", "Event"}),
    "affiliatedWith": (ANY, ANY), "alliedWith": (ACTOR, ACTOR), "supports": (ACTOR | {"Work"}, ANY), "opposes": (ACTOR | {"Work"}, ANY), "represents": (ACTOR, ACTOR | {"Product"}),
    "successorOf": (ANY, ANY), "causes": ({"Event"}, {"Event"}), "respondsTo": ({"Event"}, {"Event"}),
}
SYM = {"opposes", "alliedWith", "affiliatedWith", "relativeOf", "spouseOf"}
FACT = set("asserted alleged denied planned possible counterfactual".split())
STANCE = set("asserts denies demands asks accuses praises promises warns".split())
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
