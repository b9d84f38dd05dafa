"""What the bodies of the demonstration partnership voted on, disputed and asked for: all of it invented."""

MONEY = "The three partners pay for two health posts in the hub in equal parts from April."
MONEY_WHY = "The posts end in March. Without an answer the notice to the two nurses goes out in three weeks."
MONEY_ANSWERS = (
    ("rosalind.director", "The council pays its third for two years."),
    ("rufus.police", "Agreed, now that the sum is capped and the posts also serve the night team."),
    ("beryl.board", "Agreed for two years, with a review after one."),
)
THRESHOLDS = "The second edition of the threshold document is used from the first of next month."
DISSENTS = (
    ("hilary.head", "The words on neglect still ask for too much before a school is heard."),
    ("leonard.head", "Pupils who move every second year are not thought of."),
)
DISPUTE = "The minutes say that heads agreed to the threshold document. Two of us voted against it."
DISPUTE_OUTCOME = "The minutes now name who voted against it, and why."
DISPUTED = "Others wished to begin now and to look again in a year."
CORRECTED = "Others wished to begin now and to look again in a year. Two members voted against it and said why."
AFTER_LEAVING = "The training pool keeps its money for one more year."
WAITING = "Who covers for the designated doctor from next month, while the post is empty."
WAITING_WHY = "No body meets before the post falls empty, and every conference needs medical advice."
URGENT = (
    (
        "The hub closes its line for schools over the holiday and one number serves all agencies.",
        "Two screeners are ill, and the holiday begins in six days.",
        "One number serves all agencies over the holiday; the night team has two more people.",
    ),
    (
        "A letter to all heads about a man who approaches children near schools.",
        "The police ask for one letter of all agencies, this week.",
        "One letter of all agencies goes out, worded by the police and read by the council.",
    ),
    (
        "Whether the partnership answers a newspaper about a court case.",
        "The newspaper prints on Friday.",
        "",
    ),
)  # fmt: skip
URGENT_HOW = ("Telephone", "Video call with the chair", "Message and a call back", "Telephone, twice")
PROPOSED = (
    # who, title, why, purpose, who of the executive says what
    ("petra.alliance", "Young carers: who asks them?", "Six agencies meet young carers; nobody keeps a list.",
     "discussion", (("rosalind.director", True, ""), ("rufus.police", True, ""))),
    ("sunita.college", "Students who arrive alone", "Colleges enrol more of them each term.", "information",
     (("rosalind.director", True, ""), ("rufus.police", True, ""), ("beryl.board", True, ""))),
    ("ivan.housing", "New offices of the association", "Members may like to see them.", "information",
     (("rosalind.director", False, "This is not the board's business; a note to members is enough."),)),
)  # fmt: skip
LATE_ITEM = ("bob.school", "A school that closes early on Fridays", "Parents work until six.", "discussion")
ASKED = (
    # title, agency, author, day given (None: not yet), why late
    ("Attendance at core groups", "Community Health", "joan.community", -7, ""),
    ("Missing children: the last half year", "Constabulary", "nadine.police", -5, ""),
    ("Safeguarding in maternity wards", "Hospitals", "simon.hospitals", -1, "Two wards answered after the half-term."),
    ("How probation takes part", "Probation", "bridget.probation", None, ""),
    ("Front door: what the second edition changed", "0", "selina.senior", None, ""),
    ("Mental health of young people who wait", "Mental Health", "anton.mental", None, ""),
)  # fmt: skip
CHANGES = "Say how many children waited longer than the rules allow, not only the average."
ASKED_OF_EXECUTIVE = (
    ("Money of the partnership, second half", "0", "bea.business"),
    ("Close look: strategy discussions out of hours", "Constabulary", "nadine.police"),
)
LEARNING = (
    # from, to, title, text
    ("learning", "board", "Brothers and sisters in a surgery's notes",
     "A note about one child stood in a brother's record for six weeks. Surgeries now flag brothers and sisters."),
    ("board", "areas", "Late notices of missing children",
     "Notices that come after three days make a return interview useless. A daily list of names sent at eight helps."),
    ("saltmere", "areas", "A list of who covers for whom",
     "One page that says who covers for each lead is read by every new worker on the first day."),
)  # fmt: skip
RETURNS = (
    ("rufus.police", "Section 11 return of the constabulary",
     "One return for the boards of all four areas. Leadership, training and supervision meet the standard. Early help "
     "meets it in part: officers do not know who may begin an assessment."),
    ("beryl.board", "Section 11 return of the integrated care board",
     "One return for the boards of all four areas. Two surgeries in each area have no deputy for their safeguarding "
     "lead; all others meet the standards."),
)  # fmt: skip
