"""The invented places and agencies of the demonstration, in the published register's real shape."""

AREAS = (
    ("Harbourhaven", "harbourhaven", "E06990001", "HH"),
    ("Saltmere", "saltmere", "E06990002", "SM"),
    ("Orrinmoor", "orrinmoor", "E06990003", "OM"),
    ("Wickenvale", "wickenvale", "E06990004", "WV"),
)
COAST = "Tallowcoast"
POLICE = f"{COAST} Constabulary"
HEALTH = f"{COAST} Integrated Care Board"
REGISTER = {
    "health": 21,
    "education": 70,
    "early_years": 79,
    "other": 7,
    "voluntary": 16,
}  # 193 relevant agencies

_TREES = (
    "Alder",
    "Beacon",
    "Bracken",
    "Causeway",
    "Coombe",
    "Dunlin",
    "Elmhurst",
    "Fairlight",
    "Fulmar",
    "Gorse",
    "Hartland",
    "Heron",
    "Juniper",
    "Kestrel",
    "Kittiwake",
    "Larkmead",
    "Marram",
    "Millpond",
    "Northgate",
    "Orchard",
    "Pebble",
    "Petrel",
    "Quarry",
    "Redshank",
    "Reedbed",
    "Rowan",
    "Saltings",
    "Seaholly",
    "Skylark",
    "Spinnaker",
    "Stonechat",
    "Sundial",
    "Thrift",
    "Turnstone",
    "Wherry",
    "Whinchat",
    "Yarrow",
)
_SCHOOLS = (
    "Infant School",
    "Junior School",
    "Primary School",
    "Primary Academy",
    "Secondary School",
    "Academy",
    "Special School",
    "College",
    "Sixth Form College",
)
_SETTINGS = ("Nursery", "Pre-school", "Playgroup", "Day Nursery", "Childminders", "After School Club")
_HEALTH_BODIES = (
    f"{COAST} Hospitals Trust",
    f"{COAST} Community Health Trust",
    f"{COAST} Ambulance Service",
    f"{COAST} Mental Health Trust",
    f"{COAST} Urgent Care",
)
_OTHERS = (
    f"{COAST} Probation Service",
    "Border Welfare Service",
    "Fleet Families Welfare",
    "Assembly of Faiths",
    "Society of the Lamp",
    "Harbour Day Camps",
    f"{COAST} Housing Association",
)
_VOLUNTARY = (
    "Alliance for Young People",
    "Active Quays",
    "The Toy Boat Library",
    "Bridge to Work",
    "The Lighthouse Centre",
    "Homeside Visitors",
    "Learning Ladders",
    "Spark Youth",
    "Haven Counselling",
    "Football in the Community",
    "Autism Friends",
    "Open Doors",
    "Talk It Through",
    "The Windrow Trust",
    "Young Carers' Crew",
    "Saints' Hall Project",
)


def councils():
    """Give the council of each area, in the order of the areas."""
    return [f"{name} Council" for name, *_ in AREAS]


def relevant_agencies():
    """Give (sector, name, index of the area or None for all) for each of the 193 relevant agencies."""
    yield from (("health", name, None) for name in _HEALTH_BODIES)
    surgeries = REGISTER["health"] - len(_HEALTH_BODIES)
    yield from (("health", f"{_TREES[i * 2]} Surgery", i % 4) for i in range(surgeries))
    yield from _numbered("education", _SCHOOLS, 0)
    yield from _numbered("early_years", _SETTINGS, 11)
    yield from (
        ("probation" if "Probation" in name else "faith" if "Faith" in name else "other", name, None)
        for name in _OTHERS
    )
    yield from (("voluntary", name, i % 4 if i % 3 else None) for i, name in enumerate(_VOLUNTARY))


def _numbered(sector, kinds, shift):
    """Give a sector's invented names, spread over the areas."""
    for i in range(REGISTER[sector]):
        tree = _TREES[(i + shift) % len(_TREES)]
        kind = kinds[(i + i // len(_TREES)) % len(kinds)]
        yield sector, f"{tree} {kind}", i % 4
