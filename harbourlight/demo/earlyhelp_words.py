"""What is said and written in the early help of the demonstration."""

HANDED_ON = "The plan reached what it was for. What still worries us: the mornings, and money at the end of the month."
REFUSED = "The family thanked us and does not want a service now."
ADVICE = "How to come back, the family hub's number, and whom to ring when it gets worse."
STEPPED_UP = "What the family told us since the last review goes beyond what early help can carry."
SECTIONS = {
    "strengths": "The children are loved, clean and curious. The grandmother fetches them twice a week.",
    "worries": "Money runs out, sleep is short, and school sees it on Mondays.",
    "parents_view": "“We want help with the nights and with the letters. Not ten people.”",
    "what_would_help": "A bed for each child, the debt adviser, and somebody to talk with on Thursdays.",
    "analysis": "Nobody means harm. Without rest and money the week falls apart, and the eldest carries it.",
}
VOICES = (
    "“I want my own bed.”",
    "“I like Thursdays because Gran comes.”",
    "Drew the family at the sea.",
    "“I do not want to be late again.”",
    "Too small for words: happy on the mat, looks for Mum.",
)
OUTCOMES = (
    ("The children sleep through", "The parents' diary; the school sees it"),
    ("Everybody is at school on time", "Attendance above 95% for half a term"),
    ("Money lasts the month", "The adviser's plan is kept for three months"),
    ("The parents have somebody to turn to", "They say so, with a name"),
)
ACTIONS = (
    ("Ask the charity for two beds", "The beds stand"),
    ("Go with the parents to the debt adviser", "The first letter is answered"),
    ("Keep a place at breakfast club", "The children come four days of five"),
)
SUMMARIES = (
    "The beds are there and the nights are better. School still late on Mondays.",
    "Much has moved. The family asks for less.",
    "Slow: the adviser was ill and the letters piled up again.",
)
FAMILY_SAYS = (
    "“It is better. Thank you for asking the children.”",
    "“Same. But we know whom to ring.”",
    "“We can do the rest ourselves.”",
)
CHANGED = (
    "The children sleep, eat breakfast and are on time; the eldest has friends round again.",
    "The parents have people to ask; the children say that it is calmer.",
    "What had worried people was over before we began; the children are well.",
)
WHO = ("Both parents", "The mother", "The mother and the grandmother", "The father")
LIMITS = "With the school and the health visitor; not with the landlord."
PARTS = ("Knows the children best", "Helps with money and letters", "Sees the baby each week")
