"""What agencies of the demonstration partnership answer to recommendations and say of them: all of it invented."""

ACTIONS = (
    ("Name who leads this here, and tell the committee", "The committee has the name."),
    ("Show it at every team meeting and note who was there", "Nine teams of ten have had it."),
    ("Change the form and the guide, and withdraw the old ones", "No old form comes in for a month."),
    ("Bring the figures of one quarter", "The committee has seen them."),
    ("Read ten cases and say what was found", "Ten cases were read by two people."),
    ("Hold two sessions and ask those who came what they will do", "Forty people came."),
)
GOES = (
    "Half of the teams have had it; the others follow before the holidays.",
    "The form is with the printers.",
    "We wait for the figures of one more month.",
    "Two of three sessions were held.",
    "It goes more slowly than we thought: the person who led it has left.",
)
DONE = (
    ("All teams were shown what is meant, and ten cases were read afterwards.",
     "In eight of the ten cases the child's own words stood in the record; before it was three."),
    ("The form and the guide were changed and the old ones withdrawn.",
     "Parents say that they knew what would be talked about; more of them came."),
    ("Two sessions were held and a short film was made.",
     "Practitioners ask earlier: contacts that came too late fell from eleven to four a quarter."),
    ("A named person answers for it, and a deputy while that person is away.",
     "Calls from schools are answered the same day."),
    ("The figures are brought every quarter.", "We know now which children wait. It is too early to say more."),
)  # fmt: skip
REFUSED = (
    "The committee sees what was done and not what it changed. Bring five cases.",
    "One of the two hospitals has not begun.",
)
REJECTED = (
    "The law gives us no right to do this without the parents' leave.",
    "It would cost more than the whole training budget, and the same is reached by the course on early help.",
    "Our system cannot show it, and will be replaced next year.",
)
VARIED = "In two teams first, and everywhere from April: "
VARIED_WHY = "We cannot do it everywhere at once, and wish to see first what it brings."
MOVED = ("The new record system comes three months later.", "The person who leads it was ill.")
WITHDRAWN = "The new arrangements of the hub have overtaken it."
REAUDIT = "Read twenty cases again and compare them with the first audit."
NOT_HELD = "In nine of twenty cases the note of supervision was missing again."
