"""What was said at the meetings of the demonstration partnership's year: all of it invented."""

PLACES = {
    "board": "Quay House, committee room 2",
    "executive": "Quay House, room 5",
    "panel": "Council chamber",
    "areas": "Lighthouse conference centre",
    "saltmere": "Saltmere town hall",
    "orrinmoor": "Orrinmoor civic offices",
    "wickenvale": "Wickenvale town hall",
}
ELSEWHERE = "By video"
NO_POLICE = "The partners who were there wished to hear the reports; whatever had to be decided was put off."
ONE_AGENCY = "Members had travelled, and shared what they met; nothing was decided."

BOARD_TOPICS = (
    (
        ("What the figures tell us", "Contacts from the police rose again. The committee for assurance was asked why "
         "one in five came twice within a month."),
        ("Audit: reports to child protection conferences", "Members heard that only one report in eight said well "
         "what the child wished. Each agency will say what it does about it."),
        ("Section 11 returns of the year", "Nine agencies owe a return. The chair will write to them."),
    ),
    (
        ("What the figures tell us", "Re-referrals fell for the second quarter. The share of return interviews held "
         "within three days did not move."),
        ("Shared money for the hub", "The partners could not agree who pays for two health posts in the hub."),
        ("Audit: children who go missing", "Agencies counted the same episodes differently. The findings were "
         "accepted and go to the tracker."),
    ),
    (
        ("What the figures tell us", "Initial conferences were on time in two cases of three."),
        ("Threshold document, second edition", "Schools thought that the wording on neglect was still too narrow. "
         "Others wished to begin now and to look again in a year."),
        ("Audit: children living with neglect", "Where the tool was used, plans were clearer. It was used in half of "
         "the cases."),
    ),
    (
        ("What the figures tell us", "Plans that ended within two years have fallen. Fewer children went missing, and "
         "more of them were seen afterwards."),
        ("Urgent decision on the hub's cover over the holiday", "Members heard why it could not wait."),
        ("Learning from the survey of early help", "Parents who did not wish for help were the commonest reason why an "
         "assessment was not made."),
    ),
)  # fmt: skip
BOARD_DECISIONS = (
    (
        "Every agency tells the Assurance and Audit Committee by the next meeting how it helps its people write down "
        "what children say.",
        "The chair writes to the nine agencies that owe a section 11 return; a second silence is brought before the "
        "board.",
    ),
    ("The findings of the audit on missing children are accepted, and its recommendations go to the tracker.",),
    ("The neglect tool is shortened and taught again before the next safeguarding week.",),
    ("The dataset names, from the next quarter, how many children wait for a return interview.",),
)
DEVELOPMENT = (
    ("The year's plan and what it changed", "Each priority was gone through with those who lead it. Two were partly "
     "reached, one was reached, and one was not."),
    ("What young people told us", "Six young people spoke with members in small groups, without notes."),
)  # fmt: skip
EXECUTIVE_TOPICS = (
    ("Agenda of the next board", "The agenda was agreed; two items were put off to the summer."),
    ("Progress of the plan", "Progress was heard priority by priority; the risks stay as they are."),
    ("Close look: strategy discussions out of hours", "The terms were agreed. Three agencies will read twelve cases."),
    ("Money of the partnership", "Contributions for the coming year are agreed by two of three partners."),
    ("Progress of the plan", "Two commitments are late. The agencies concerned will write to the chair."),
    ("Answer to the inspection of the front door", "The plan that answers the inspection was gone through."),
    ("Progress of the plan", "The executive asked for fewer words and more of what changed for children."),
    ("What the committees decided about practice", "Two decisions of committees were before the executive."),
)
EXECUTIVE_DECISIONS = (
    "The agenda of the next board is agreed.",
    "The progress of the plan is noted, and the two late commitments are brought to their agencies.",
    "A close look into strategy discussions out of hours is done before the autumn.",
    "The contribution of each partner stays as it was for one more year.",
    "The chair asks for a plan from each agency whose commitment is late.",
    "The answer to the inspection is agreed and goes to the board.",
    "Reports of progress are no longer than two pages for each priority.",
    "The risk register is agreed as it stands.",
)
COMMITTEE_TOPICS = {
    # title, what was said, decision, whether it touches practice
    "learning": (
        ("A near miss at a surgery", "A note was filed under a brother's name for six weeks.",
         "Every surgery is told how to flag brothers and sisters.", False),
        ("Case of twins who moved twice", "Each area knew a part. Nobody held the whole chronology.",
         "A chronology of all agencies is read aloud at the first conference after a move.", True),
        ("Good practice: a school that waited at the gate", "The case is told in the newsletter, without names.",
         "The case is used in the course on early help.", False),
        ("Actions from case reviews", "Fourteen of twenty-one actions are done; four are late.",
         "Leads of the late actions come to the next meeting.", False),
    ),
    "assurance": (
        ("Audit of conference reports", "Twenty conferences and 101 reports were read.",
         "The findings go to the board with seven recommendations.", False),
        ("Section 11 returns", "125 of 134 returns came in. Early help and supervision are the weakest standards.",
         "Eight recommendations are made from the returns.", False),
        ("Audit of the hub's decisions", "Twenty-one case analyses were read. Thresholds were used evenly.",
         "The hub's letter to referrers is written anew before it is used again.", True),
        ("Programme of audits for the year", "Four themes were chosen from the dataset and from cases.",
         "The programme of audits is agreed.", False),
    ),
    "training": (
        ("Places and waiting lists", "Nobody waits longer than three months for a place.",
         "Two more days on neglect are offered before summer.", False),
        ("What people did differently afterwards", "Of those who came, four in five felt able to begin an assessment.",
         "People are asked again three months after a course.", False),
        ("Course on domestic abuse", "The risk when a couple parts was missing from two agencies' courses.",
         "All courses on domestic abuse say what happens when a couple parts.", False),
        ("Money for speakers", "The budget is spent to the last tenth.",
         "The winter conference is held by video.", False),
    ),
    "exploited": (
        ("Pillars of the strategy", "Disruption has a lead again; prevention has none since spring.",
         "The voluntary sector leads prevention together with health.", False),
        ("Return interviews", "Notices of missing episodes reach the interviewers late.",
         "The police send each notice within one working day.", False),
        ("A hotel that asked too few questions", "Visits were made, and staff were trained.",
         "Visits to hotels are repeated every half year.", False),
        ("Children without papers", "Eleven unaccompanied children were met at the port this year.",
         "Health assessments of unaccompanied children are followed up in the dataset.", False),
    ),
    "hub": (
        ("Figures of the hub", "Three in four decisions were made in time. Mondays are the worst day.",
         "Two more screeners sit on Mondays for a quarter.", False),
        ("Who sits in the hub", "The health seat was empty on nine days.",
         "The community health trust names a second person for the hub.", False),
        ("Letters to referrers", "Referrers do not learn what became of what they told.",
         "No letter leaves the hub without the reason for the decision.", True),
        ("Domestic abuse screening every day", "The daily meeting is shorter and has fewer gaps.",
         "The daily screening goes on, and is audited in autumn.", False),
    ),
    "leads": (
        ("News from schools and nurseries", "Leads asked for a telephone number that is answered.",
         "The hub's line for schools is tried for one term.", False),
        ("Pupils taught at home", "Heads fear for a few pupils whom nobody sees.",
         "The council tells heads how it follows up home education.", False),
        ("Phones and pictures", "A scheme of lessons was shown.",
         "The scheme is offered to all schools.", False),
        ("What leads need", "Leads met without a member of another agency.", "Nothing was decided.", False),
    ),
    "areas": (
        ("Returns made once for all four areas", "One section 11 return for all four areas saved each agency three.",
         "The police and health make one return for all four areas from this year on.", False),
        ("Exploitation across the coast", "Three groups of offenders work in more than one area.",
         "The exploitation group keeps one picture of the coast.", False),
        ("Procedures", "Four chapters were renewed.", "The renewed chapters are agreed.", False),
        ("Learning shared by the areas", "Each area told one thing that the others can use.",
         "What Harbourhaven learned of late notices is tried in all areas.", False),
    ),
    "procedures": (("Chapters to renew", "Bruising in babies, and work with disabled children.",
                    "Two chapters are renewed before winter.", False),),
    "exploitation": (("Picture of the coast", "What each area knows was laid side by side.",
                      "The picture is renewed every quarter.", False),),
    "health": (("Health seats in four hubs", "No hub has every health seat filled every day.",
                "Trusts cover for each other from one rota.", False),),
    "deaths": (("Themes of the year", "Safe sleep, and smoke at home, were the factors that could be changed.",
                "Safe sleep is taught again to all who visit new parents.", False),),
    "saltmere": (("The plan of Saltmere", "The plan was gone through.", "The plan of Saltmere is agreed.", False),),
    "orrinmoor": (("The plan of Orrinmoor", "The plan was gone through.", "The plan is agreed.", False),),
    "wickenvale": (("The plan of Wickenvale", "The plan was gone through.", "The plan is agreed.", False),),
}  # fmt: skip
REPORTS = (
    # which board, title, agency, author, days late (or early), why late, what it says
    (0, "Audit: reports to child protection conferences", "Integrated Care", "miriam.health", -2, "",
     "101 reports to 20 conferences were read: 7 first conferences and 13 reviews.",
     "Presentation was good or adequate in nine reports of ten. What the child wished was told well in one of eight."),
    (0, "Section 11 returns of the year", "0", "bessie.coordinator", 0, "",
     "125 of 134 agencies made their return.",
     "Early help and supervision were the standards that agencies found hardest."),
    (1, "Audit: children who go missing", "Constabulary", "nadine.police", 4,
     "Figures of two systems had to be matched by hand.",
     "24 audits were done by four agencies.",
     "Nine in ten children made progress on what had been agreed. Every chronology needed work."),
    (1, "Shared money for the hub", "Integrated Care", "beryl.board", -1, "",
     "Two health posts in the hub are paid from year to year.",
     "Without them the health seat is empty on two days of five."),
    (2, "Audit: children living with neglect", "Community Health", "carol.committee", -4, "",
     "Six families were followed through all agencies, and the workforce was asked.",
     "The tool helped where it was used. Surgeries often did not know what the others knew."),
    (2, "Threshold document, second edition", "0", "selina.senior", 6, "The consultation ended later than planned.",
     "Forty answers came to the consultation.",
     "The words on neglect and on harm outside the home are new."),
    (3, "Learning from the survey of early help", "Community Health", "joan.community", -3, "",
     "77 people answered.",
     "Of those who had been on the course, 82 in 100 felt able to make an assessment; of the others 54."),
    (3, "Attendance over the year", "0", "bea.business", 0, "",
     "Attendance of members and of agencies against what the rules ask for.",
     "Most agencies were there every time. One seat was empty at the last two meetings."),
)  # fmt: skip


def report(group, background, found, asked="The meeting is asked to note this report and to say what it still needs."):
    """Write a report in the headings of a body's template."""
    texts = {
        "What the meeting is asked to do": asked,
        "Background": background,
        "What we found": found,
        "What it means for children": "Children are seen sooner, and those who see them know what others know.",
        "Risks and equality": "Disabled children and children who speak another language were looked at apart.",
        "Recommendations": "As set out in the tracker of recommendations.",
    }
    usual = "To tell members what was found, so that they can decide what follows."
    return "\n\n".join(
        f"# {heading}\n\n{texts.get(heading, usual)}" for heading in group.keeps(group.started_on).headings
    )
