"""What the councillors' panel of the demonstration heard and resolved, and what became of it, re-told."""

ITEMS = (
    # for each meeting: title of the item, what was said, what was resolved
    (("Fostering: who cares for our children", "Members heard that more carers leave than come.",
      ("That the panel receives each quarter how many carers came and left.",)),),
    (("Education of children in care", "Of 30 children in care for a year or more, 24 had a place after Year 11 and 21 "
      "were there.",
      ("That the panel receives where each child in care goes from Year 11 to Year 12.",
       "That examples of children in care who did well are sent to the panel.",
       "That intensive help, with days away at Easter, is thought of for children in care who could do well in their "
       "examinations.",
       "That schools which take pupils off their roll without excluding them are looked at at a later meeting.")),),
    (("Special educational needs and disability", "Parents told members how long they wait for a plan.",
      ("That the new action plan for special educational needs is sent to the panel.",
       "That officers ask colleges about pupils who are told to take their examinations a year later.",
       "That members who speak with schools of their ward raise that each school takes its part of children with "
       "needs.")),),
    (("Missing children", "The police and the council told of the last half year.",
      ("That the panel hears how many return interviews are held within three days.",
       "That two members visit the team that holds the interviews.")),),
)  # fmt: skip
TAKEN_UP = (
    # meeting, place of the resolution, agencies by a part of their name (none: the panel), theme, why nothing follows
    (0, 0, ("0",), "Fostering", ""),
    (1, 0, ("0",), "Education", ""),
    (1, 1, ("0",), "Education", ""),
    (1, 2, ("0",), "Education", ""),
    (1, 3, (), "Education", ""),
    (2, 0, ("0",), "Special needs", ""),
    (2, 1, ("Marram College",), "Special needs", ""),
    (2, 2, (), "", "Members do this themselves, each in their ward; there is nothing to monitor."),
    (3, 0, ("Constabulary", "0"), "Missing", ""),
)  # fmt: skip
CLAIMS = (
    ("The quarterly list of carers is part of the dataset that members have.",
     "Members asked about three wards where nobody fosters; two families have come since."),
    ("The list was sent before the meeting: 24 of 30 have a place, one more has a plan, and one refuses all help.",
     "Two young people without a place were found a mentor."),
    ("Two examples were sent.", "Two examples were sent to the panel."),
    ("Six examples were sent, each with the young person's leave.",
     "Two of the young people came and spoke to members."),
    ("The action plan was sent to every member.", "Parents had it the same day, on the council's page."),
)  # fmt: skip
NOT_ENOUGH = "The panel asked for examples from every kind of school."
REJECTED = (
    "19 of 34 pupils of that year learn outside the city, eight of them far away, and every school has its own "
    "revision. A week away for all would cost more than it brings."
)
GOES = "It is on the work plan for the spring."
REPORT = "Children who go missing: what was done and what is asked of the panel"
PARTS = {
    "summary": "Fewer children went missing than a year ago, and more of them were heard afterwards.",
    "recommendations": "(i) To note this report.\n\n(ii) To support one daily list of missing children.",
    "reasons": "A list at eight each morning lets a return interview be held in time.",
    "rejected": "To leave notices as they are was rejected: a third come after three days.",
    "detail": "The police, the council, health and a charity read 24 cases together. Six young people were asked.",
    "resources": "One post for half a year, from money that is there.",
    "legal": "Statutory guidance on children who run away or go missing; the Data Protection Act 2018.",
    "risk": "A list of names is sensitive: it is seen by eleven named people.",
    "policy": "It carries out the strategy for missing, exploited and trafficked children.",
}
EXEMPT = "Three places in the city are named in six of the cases: a car park, a shop and a flat."
EXEMPT_WHY = "To name them would warn those who are looked into."
APPENDIX = ("What young people said", "“Ask me the next day, not the next week.” “Do not send a stranger.”")
DRAFT = "Front door: a year of the second edition of the threshold document"
CHALLENGES = (
    # days, in what place, who, whom, theme, about, why, wanted, life: w waits, l late, a answered, s settled,
    # f taken further, d withdrawn
    (-330, "chair", "ines.chair", "T", "attendance", "Nobody from maternity at unborn babies' meetings",
     "Three meetings of the last five had nobody from maternity.", "Name somebody and a deputy.", "s"),
    (-300, "conference_chair", "cora.chair", "C", "conference", "Plans that say the same at each review",
     "Four plans were read out unchanged at a third review.", "Say in each plan what must be different by when.", "s"),
    (-270, "agency", "bob.school", "C", "threshold", "Contacts from one school closed without a word",
     "Of nine contacts from the school seven were closed, and the school heard of two.", "A reason for each.", "s"),
    (-240, "councillor", "colin.councillor", "P", "delay", "Children who wait at the station at night",
     "Two children waited past midnight for somebody to fetch them.", "A plan with the night team.", "s"),
    (-215, "agency", "verity.community", "C", "threshold", "When a baby's bruise is an enquiry",
     "Two babies with bruises were first seen as in need.", "The procedure for bruising in babies is used.", "s"),
    (-190, "chair", "ines.chair", "H", "information", "Surgeries that send no report to conferences",
     "Six of twenty conferences had a report from a surgery.", "A plan by surgery.", "f"),
    (-150, "conference_chair", "cora.chair", "N", "attendance", "No adult mental health at core groups",
     "In five families a parent's illness is the worry, and nobody came.", "Somebody who knows the parent.", "a"),
    (-120, "agency", "petra.alliance", "P", "delay", "Late notices of missing children",
     "One notice in three came after three days.", "A daily list.", "s"),
    (-95, "agency", "selina.senior", "M", "resources", "The empty health seat of the hub",
     "The seat was empty on nine days of the quarter.", "A deputy.", "s"),
    (-60, "board", "bea.business", "C", "recommendation", "Letters of the front door, refused once",
     "The board refused what was reported done, and no new date was given.", "A date.", "a"),
    (-40, "councillor", "clara.panel", "C", "voice", "Children who were not asked",
     "A report on children in care had no word of theirs.", "Ask them, and say what they said.", "d"),
    (-22, "chair", "ines.chair", "T", "recommendation", "One of two hospitals has not begun",
     "What the audit of spring asked for was done in one hospital.", "A plan for the other.", "l"),
    (-9, "agency", "hilary.head", "C", "threshold", "Neglect in the second edition",
     "Three contacts about neglect were closed in a week.", "Read them again with us.", "w"),
    (-4, "conference_chair", "cora.chair", "P", "conference", "Reports that come on the day",
     "Police reports came on the morning of four conferences.", "Two days before, as the procedure says.", "w"),
)  # fmt: skip
ANSWER = (
    "We looked into it with those who were there. It was as you say in most of the cases, and we have put it right."
)
FURTHER = "The answer names no date, and nothing has changed since."
SETTLED = (
    "Somebody has come every time since.",
    "The last ten were read again: nine are as they should be.",
    "There is one list, and one person who answers for it.",
)
WITHDRAWN = "The report was taken back and written anew with the children."
