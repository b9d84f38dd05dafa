"""What is written in the assessments and plans of the demonstration."""

ANALYSES = (
    "The home is warm and the children are loved, but meals, school and appointments slip when {parent} is low. "
    "Without help with this the children's health and learning will suffer.",
    "{child} has seen more than a child should. {parent} has ended the relationship and uses the support offered; "
    "the worry is what happens when the tenancy ends.",
    "Alcohol decides how a week goes in this family. {child} looks after the little ones on the bad days and says so "
    "plainly. The family agrees to a plan.",
    "The worry that was told was real and is over: the grandparents have moved in, and {child} is back at school.",
    "{child} is out late with older people and does not say where. School and parents see the change.",
)
WISHES = (
    "I want it to be like before Christmas.",
    "I want Mum to get up and take us.",
    "I like it when nobody shouts. I want my own bed.",
    "I want to see Dad, but not at the flat.",
    "I want people to ask me and not my teacher.",
)
CHANGES = (
    "The plan begins with the mornings, because that is what the child named first.",
    "Contact with the father is in the family centre, as the child asked.",
    "The visits are at school at lunch, where the child talks.",
    "A bed and a lamp were bought in the first week.",
)
STRENGTHS = "The family opens the door, keeps appointments and has people nearby who help."
WORRIES = "What happens on the bad days, and how much the children carry then."
OUTCOMES = (
    ("The children are at school on time every day", "Attendance above 95% for half a term"),
    ("There is food in the house and a meal in the evening", "The children say so; the health visitor sees it"),
    ("{child} has somebody to talk with", "{child} has met the mentor six times"),
    ("{parent} has help with her health", "Seen by the GP and the service she was referred to"),
    ("Nobody is hurt or frightened at home", "No new incident in three months; the children say they feel safe"),
)
PROGRESS = (
    "Better than at the last review: attendance is up and the house is calmer.",
    "Much the same. The mornings are better, the evenings are not.",
    "Things have slipped since the summer. The plan was changed.",
)
CHILD_SAYS = ("It is better.", "It is the same.", "I like my mentor.", "Mum laughs more.", "I do not know.")
NOTES = (
    "Seen at home. Talked in the bedroom about school and about Dad.",
    "Seen at school at lunch. Drew the family; left the stepfather out.",
    "Seen at home with the baby. Both clean, fed and at ease with Mum.",
)
