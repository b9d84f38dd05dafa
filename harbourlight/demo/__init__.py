"""The demonstration partnership: invented places, agencies, people and contacts of real sizes and rates.

A seeded generator: the same seed, size and moment give the same partnership. Its rates stand in
``rates.py`` with the published figures they come from, its words in ``words.py``, its places in
``places.py``. Rows are the ones the product's own actions would write, written in bulk. Nothing here
is a real place, agency or person; NHS numbers begin with 999, which no patient has.
"""

CANARIES = (
    "Canary Perch House, 1 Yellowfinch Hidden Row",
    "Canary Refuge Seven, 7 Yellowfinch Hidden Row",
    "Canary Lantern Cottage, 13 Yellowfinch Hidden Row",
    "Canary Moorings, 21 Yellowfinch Hidden Row",
    "Canary Attic Flat, 34 Yellowfinch Hidden Row",
)
"""Protected addresses planted in the demonstration: their words must turn up in no output for the "never to"."""
