"""The rates the demonstration keeps to, each with the published figure it comes from.

The figures are those of two southern cities: a scrutiny pack of 2018 (measures M1, M2, M3
and M8-QL, October 2017 to October 2018) and an annual report of 2016-17.
"""

CONTACTS_A_MONTH = 1440  # M1, mean of 13 months: 1,434; a city of 50,000 children
CHILDREN_ON_FILE = 30000  # children of 50,000 that such a front door comes to know over the years
CONVERTING = 0.174  # M3, mean of 13 months: contacts that become referrals
DECIDED_IN_TIME = 0.91  # M8-QL, mean of 13 months: within one working day
DOMESTIC_ABUSE = 0.295  # contacts that involved domestic abuse, 2015-16

# M1 of each calendar month against the year's mean: quiet at Christmas, busy in spring and late summer.
SEASON = (0.99, 0.91, 0.96, 1.15, 1.08, 1.00, 1.04, 1.22, 1.00, 1.04, 0.85, 0.76)
WEEKDAY = (1.18, 1.12, 1.08, 1.06, 1.16, 0.72, 0.68)  # the police notify at weekends too
OFFICE_HOUR = (0, 0, 0, 0, 0, 0, 0, 1, 4, 9, 11, 11, 9, 9, 10, 12, 9, 4, 2, 1, 1, 1, 0, 0)
POLICE_HOUR = (4, 3, 2, 2, 2, 3, 5, 8, 8, 7, 6, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 6, 5)

# Who tells: half the police, 10% health, 10% to 20% education (15% here), the rest family and others.
REFERRERS = {
    "6": 0.50,
    "2A": 0.135,
    "2B": 0.015,
    "3A": 0.02,
    "3B": 0.03,
    "3C": 0.01,
    "3E": 0.03,
    "3F": 0.01,
    "1A": 0.05,
    "1B": 0.03,
    "1C": 0.01,
    "1D": 0.01,
    "4": 0.03,
    "5A": 0.02,
    "5C": 0.02,
    "5D": 0.02,
    "7": 0.02,
    "8": 0.02,
    "9": 0.02,
}

ALREADY_OPEN = 0.24  # of would-be referrals within a year of one: the family still has its worker

# Outcomes of a contact; the two that convert make 17.4% together once families already open are taken off.
OUTCOMES = {
    "universal": 0.27,
    "early_help": 0.14,
    "referral": 0.149,
    "strategy": 0.030,
    "already_open": 0.115,
    "other_area": 0.026,
    "no_action": 0.27,
}
TIERS = {
    "universal": "1",
    "early_help": "2",
    "referral": "3",
    "strategy": "4",
    "already_open": "3",
    "other_area": "2",
    "no_action": "1",
}

# Of requests to agencies: the share answered, and of those answered the share late, by sector.
ANSWERED = {
    "police": 0.98,
    "health": 0.90,
    "education": 0.93,
    "council": 0.97,
    "early_years": 0.88,
    "other": 0.80,
}
LATE = {
    "police": 0.08,
    "health": 0.22,
    "education": 0.14,
    "council": 0.06,
    "early_years": 0.18,
    "other": 0.30,
}

WAITING_NOW = 40  # contacts on the board on the latest day, when the demonstration has 3,000 children
HIDDEN_ADDRESS = 0.02
AREA_SHARES = (0.46, 0.22, 0.18, 0.14)

# Of families referred: the share that is assessed (EH3 against M2), and of those the share with a plan (EH2).
ASSESSED = 0.2  # of those about whom no strategy discussion is held; all others are assessed
PLANNED = 0.55
PLAN_DAYS = 240  # mean length of a plan beyond its first month
# EH3a to EH3e, mean of 13 months: working days from the referral, and the share of assessments.
ASSESSMENT_BANDS = (((3, 10), 9.1), ((11, 25), 23.7), ((26, 35), 13.6), ((36, 45), 23.4), ((46, 64), 30.2))

# Child protection, the means of 13 months: CP1 94 enquiries a month, CP2 38 children at an initial conference,
# CP4 85% of them with a plan, CP3 67% in time, CP6B 311 plans open, CP7 36 ended, CP9 78 reviewed, CP8 84% seen,
# CP5 22% with a plan before.
DISCUSSED = 0.12  # of families referred, besides those whom the front door sends to a strategy discussion
ENQUIRED = 0.9
CONFERRED = 0.4
CONFERRED_IN_TIME = 0.63
CONFERENCES_TO_PLAN = 0.85
VISITED_LATE = 0.11  # of visits under a plan: after more than 15 working days
PLANS_BEFORE = 0.2  # of children with a first plan here: those who had one before, or elsewhere
ENDS_AT_FIRST, ENDS_LATER = 0.22, 0.45
STEPPED_DOWN = 0.6  # of plans that end: to a plan as a child in need
STEP_DOWN_DAYS = 90
POLICE_PROTECTION = 0.03
LEGAL = 0.08
MOVED_IN, STAYING, MOVERS_TO_PLAN = 1.2 / 1.6, 0.4, 0.47  # families a month (CP2b counts children), CP2b %

# Early help, the means of 13 months: EH1a 25 assessments started, EH1c 14 completed, EH1b 78 plans in the month, M5 2.7
# children stepped up. Most families that the front door sends need no assessment, or do not want one.
HELP_REFUSED = 0.3
HELP_ASSESSED = 0.16
HELP_AGREED = 0.6
HELP_STEPPED_UP, REFUSED_STEPPED_UP = 0.035, 0.012
HELP_PLAN_DAYS = 105
STEPPED_DOWN_TO_HELP = 0.25  # of plans as a child in need that ended
