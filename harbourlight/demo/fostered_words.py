"""What was told of the demonstration's privately fostered children, and what was seen at the visits to them."""

SAID = (
    "I have my own bed and the cat sleeps on it.",
    "I miss my mum, and I ring her on Sundays.",
    "School is all right. Maths is boring.",
    "I want to stay until my exams.",
    "We went to the beach. I like it here.",
)
SAW = (
    "Warm, clean home; the carer knows the child’s day by heart. Food in the house, school bag by the door.",
    "The carer and the child laughed together. GP seen for asthma in the month before.",
    "Contact with the parents by telephone each week. The school says that attendance is good.",
)


def told(by, who, carer_is, carer, *, days_before, lasts="yes"):
    """Return what was told when an arrangement was heard of."""
    return {
        "notified_by": by, "notifier": who, "carer_is": carer_is, "carer_name": carer, "days_before": days_before,
        "is_meant_to_last": lasts,
    }  # fmt: skip


WISHES = {
    "wishes": "To stay here and to see mum in the holidays.",
    "parents": "The mother works abroad and agreed in writing.",
    "why_here": "The carer has known the child since birth.",
}  # fmt: skip
HOMES = (
    (70, told("school", "Admissions clerk of the secondary school", "partners_family", "Delia Rushbrook",
              days_before=40), "open", WISHES),
    (730, told("carer", "The carer herself, by telephone", "godparent", "Marion Applegarth", days_before=12),
     "open", WISHES),
    (430, told("health", "Health visitor", "great_aunt_or_uncle", "Ottilie Penhaligon", days_before=60),
     "late", WISHES),
    (300, told("host_body", "Language school", "host_family", "Graham Thistlewood", days_before=3), "ended", WISHES),
    (210, told("council", "Housing office", "friend", "Nerys Coldstream", days_before=90), "conditions", WISHES),
    (25, told("parent", "The mother, from abroad", "cousin", "Tobias Hartnell", days_before=5), "checked", WISHES),
    (18, told("school", "Designated safeguarding lead", "grandparent", "Winifred Oakshott", days_before=30), "not",
     {"set_aside": "relative", "reason": "The birth certificates show that she is the mother’s mother."}),
    (3, told("health", "GP surgery", "neighbour", "Pauline Sedgemoor", days_before=9, lasts="unknown"), "heard", {}),
)  # fmt: skip
