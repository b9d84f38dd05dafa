"""What is said and written in the discussions, enquiries, conferences and plans of the demonstration."""

CAUSES = (
    "Bruises on both arms that nobody can explain, and an account that changed twice.",
    "{child} said at school that an adult at home hits with a belt.",
    "A third assault on {parent} in six weeks, each with the children in the room.",
    "{parent} was found unconscious after drinking; {child} had been alone with the little ones since the evening.",
    "The baby's weight has fallen two centiles and three appointments were missed.",
    "{child} was found with older men in a flat that the police know.",
)
KNEW = {
    "council": "Known to us before; the plan of last year ended when {parent} left her partner. He is back.",
    "police": "Four calls to the address this year, two at night. One adult has a conviction for assault.",
    "health": "Two appointments missed, one kept late. The child was clean, quiet, and watched the adults' faces.",
    "education": "Attendance 71%. Hungry on Mondays, and does not want to go home on Fridays.",
    "early_years": "Brought late by different people. Clings to one worker and sleeps in the morning.",
}
RATIONALE = "There is reasonable cause to suspect significant harm: what each agency knows fits together."
NOT_MET = "What is known is worrying but explained; the family agrees to an assessment as a child in need."
WHO_DOES_WHAT = (
    "Social worker and police visit together today; health arranges the medical; school keeps {child} in view."
)
FINDINGS = {
    "continuing_risk": "The account does not fit the injuries, and {parent} cannot keep {child} safe alone.",
    "no_continuing_risk": "It happened. Who did it has left, and {parent} has shown that the door stays shut.",
    "not_substantiated": "Each account, the medical and the school agree: an accident, told to a teacher at once.",
}
CHILD_SAID = (
    "“I like it when it is quiet.”",
    "“Mum tries. Some days are bad days.”",
    "“I do not want Dave to come back.”",
    "“Can you come on a day when I have no football?”",
    "“I slept in my own bed all week.”",
    "“My teacher knows. I told her first.”",
    "Showed the drawing of the house again, this time with the door closed.",
    "Too small for words: reached for Mum, smiled, fell asleep on her arm.",
    "“Nothing to say today.”",
)
OBSERVED = (
    "Food in the fridge, beds made, the stair gate up. The kitchen window is still broken.",
    "Curtains drawn at eleven. Mum tired but clear; she showed the diary of the mornings.",
    "House calm. The grandmother was there and stays over at weekends.",
    "Smell of cannabis in the hall, none upstairs. Talked about it with both parents.",
)
NOT_ALONE = "The child did not want to leave the room where Mum was."
NOT_SEEN = ("Nobody opened the door, though voices were heard.", "The family had gone to an aunt without telling us.")
VIEWS = (
    "I want to stay with my brother and I want the shouting to stop.",
    "I want everybody to stop asking the same thing.",
    "I want Mum to have somebody to talk to, so that it is not always me.",
    "Drew a house with two doors and said that one is for Gran.",
    "I am all right. I just want to see Dad with somebody there.",
)
TEST_MET = "{child} has suffered significant harm and is likely to suffer more without a plan that all agencies hold."
TEST_NOT_MET = "The harm was real, but the family and the agencies have already put in place what keeps {child} safe."
GOES_ON = "Some of the outcomes are reached, but not those about the nights. There is a continuing risk."
ENDS = "The outcomes are reached and have lasted since the last review. A child in need plan goes on with the rest."
DISSENT = "We think the plan comes too early: the family had agreed to everything."
INQUORATE = (
    "Only one other agency came. A delay would have left the children without a plan; its reports were read out.",
    "The police and the school were called away on the day; both had sent full reports.",
)
LATE_CONFERENCE = (
    "The parents' solicitor asked for more time.",
    "The medical report came late, and the conference would have decided without it.",
    "No chair was free in the week before.",
)
LATE_REPORT = "The person who knows the child was on leave."
OUTLINE = (
    "Visits every ten working days, one of them unannounced; the night nurse; the alcohol service; school breakfast."
)
REPORTS = {
    "council": "Chronology of three years, the child's words from four visits, an analysis by the family's own words.",
    "police": "Six calls in a year, each with date, what was found and what was done. No call since August.",
    "health": "Growth, appointments kept and missed, what {child} says about sleep. The mother asks for help herself.",
    "education": "Attendance by week, three conversations with {child} in her own words, what the class teacher sees.",
    "early_years": "How {child} arrives and leaves, plays and eats; what changed since the uncle moved in.",
}
GRADE_WORDS = {
    "good": "",
    "adequate": "Say what the dates mean, not only what happened.",
    "inadequate": "The child's own words are missing: please ask, and say if you could not.",
}
QUALITY = "The chronology is whole; the child was seen four times; the family has read the social worker's report."
MUST_CHANGE = "{child} sleeps through the night in a quiet house, eats, and is at school on time. Nobody is hit."
STRENGTHS = "{parent} opens the door, asks for help and keeps what was agreed. The grandmother lives near."
CONTINGENCY = "If there is another assault, or {child} is left alone at night, legal advice is taken within a day."
OUTCOMES = (
    ("{child} is in bed by nine and sleeps", "{child} says so; the school sees it", "Tiredness and fear at night"),
    ("No violence in the home", "No call to the police in three months", "Being hurt or seeing others hurt"),
    ("{parent} is sober with the children", "Tests of the alcohol service", "Being left without care"),
    ("{child} is at school every day", "Attendance above 95% for six weeks", "Missing out and nobody seeing it"),
    ("Every health appointment is kept", "The health visitor's list", "Illness that nobody treats"),
)
ACTIONS = {
    "police": ("Flag the address and tell the social worker of any call the same day", "A call is known by noon"),
    "health": ("Weigh and measure each month, and see the mother on her own", "The chart rises"),
    "education": ("Give {child} breakfast and a named person at the gate", "Attendance and what {child} says"),
    "early_years": ("Keep a place on all five mornings", "{child} comes on all five"),
    "council": ("Book and pay the alcohol service and take {parent} there the first time", "First session kept"),
    "family": ("Grandmother stays over on Fridays", "Everybody says how Fridays were"),
}
DONE = ("Done as agreed.", "{child} comes in smiling and has put on weight.")
PROGRESS = (
    "The nights are better; the mornings are not. The alcohol service has seen {parent} four times.",
    "Two of the outcomes are reached. The school worries less.",
    "No progress since the last time: appointments were missed and nobody was at home twice.",
    "Slow and steady. {child} talks more.",
)
ANALYSIS = "Incidents come at the month's end, when the money is gone, and after visits of the uncle."
CONCERNS = (
    "The report came on the morning of the conference and the parents had not read it.",
    "No report came and nobody was sent, for the second time in this family.",
)
WANTED = "A report two days before the next conference, gone through with the parents; somebody who knows the child."
CONCERN_ANSWERED = "The reports of our agency are now tracked each Monday. The author has met the chair."
POLICE_REASON = "The only adult in the home was drunk and the child was alone on the stairs at midnight."
OTHER_OPTIONS = "No relative could be reached; the adult would not agree to a night elsewhere."
POLICE_ENDED = "An aunt was assessed in the night and took the children home."
ELSEWHERE = ("Tidewick Council", "Northfold Council", "Eastmarle County Council")
LEGAL_NOTE = "The outcomes about safety at night were not reached in two reviews."
