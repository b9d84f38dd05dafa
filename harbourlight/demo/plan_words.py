"""The business plan and the strategy of the demonstration partnership, re-told, and what agencies say of them.

Headings are numbered as in the plan. Whom: as in ``thread.AGENCIES``. Days are counted from the demonstration's day.
"""

PURPOSE = (
    "Members were asked what worries them, the last plan was gone through, figures and reviews were read, and children "
    "and young people said what they want."
)
PRIORITIES = (
    # title, kind, why, aim, lead, body, themes, entries (heading, what is done)
    ("What the partnership always does", "core_business",
     "The law asks it of us, and the priorities rest on it.",
     "Every agency knows its part, and what is learned changes what is done.", "bea.business", "board",
     ("Section 11", "Procedures", "Education"), (
        (1, "Keep the arrangements in order: a constitution that all have signed, terms for each committee, notes in "
            "time and a yearly report."),
        (5, "Review serious cases, and others that teach something, and pass on what they teach."),
        (5, "See that each child's death is looked at, and tell those who can change something what it is."),
        (1, "Audit each year what the law on section 11 and on schools asks."),
        (2, "Keep procedures new, together with the three neighbouring areas, and tell every agency."),
        (3, "Speak to the workforce: a yearly report, a newsletter each term, a website that is kept."),
        (5, "Find more ways to share what figures, cases, research and audits teach, while the law changes."),
        (1, "Audit one theme each quarter, as the chair chooses, and see that thresholds are understood and used."),
        (1, "Challenge each other so that children fare better."),
        (3, "Teach people of several agencies together, well and often."),
        (1, "Help each committee to make its plan, keep it and follow it up."),
        (3, "Work with the other boards of the city, so that safeguarding is everybody's business."),
     )),
    ("Children who live with neglect", "priority",
     "Neglect is the commonest reason for a protection plan, and the latest seen.",
     "Children who are neglected are seen early, and what is done is kept up until it helps.", "carol.committee",
     "assurance", ("Neglect",), (
        (1, "Write one strategy of all agencies for families where neglect is feared."),
        (2, "Renew the tools and the guide by which neglect is seen and met."),
        (2, "Audit early help assessments: do they see the first signs?"),
        (1, "Add figures to the dataset that show how many children, what their parents live with, and what helps."),
        (4, "Ask through audits and reports whether what is done makes neglect less, and challenge it."),
        (3, "Give safeguarding week to neglect."),
     )),
    ("Missing, exploited and trafficked children", "priority",
     "More children were missing more often, and half of them more than once.",
     "Those who go missing are found, heard and kept from harm; those who exploit them are stopped.", "nadine.police",
     "exploited", ("Missing",), (
        (4, "Keep and strengthen the joint answer, in the street and at the table."),
        (2, "Know how many children are exploited, trafficked or missing, and whether the strategy makes them fewer."),
        (1, "Look into what disruption achieves."),
        (2, "Let children who lived through it say what should be done."),
        (3, "Look at why children go missing from home, school and care, and use it to keep them from going again."),
        (4, "Look into how children who come alone, or have no right to public money, are kept safe."),
     )),
    ("Children affected by domestic abuse", "priority",
     "It stands in three of five contacts from the police.",
     "Children are seen, believed and helped when there is abuse at home.", "selina.senior", "executive",
     ("Domestic abuse",), (
        (4, "Support the city's strategy on domestic abuse and its plan."),
        (1, "Hear from the safety partnership whether that strategy changes practice."),
        (3, "Make practitioners aware of what abuse at home does to children."),
        (4, "Know what the police's early word to schools brings, and that help is offered after each incident."),
     )),
)  # fmt: skip
COMMITMENTS = (
    # number of the priority, heading, agency, what, measure, due, done (days before, or None), who leads
    (1, 1, "C", "Send notes of every committee within ten working days", "No notes are late for a quarter.", -120, -130,
     ""),
    (1, 2, "P", "Put the procedures on the start page of every officer's phone", "Officers find it in two taps.", -60,
     -75, "nadine.police"),
    (1, 5, "T", "Tell ward staff every quarter what reviews have taught", "Four bulletins a year.", 40, None, ""),
    (1, 3, "V", "Bring trustees of forty small charities to one evening a year", "Forty charities came.", -25, None,
     "petra.alliance"),
    (2, 2, "M", "Use the neglect tool at each visit where a health visitor is worried", "It is in nine of ten records.",
     -90, -100, "carol.committee"),
    (2, 2, "H", "Teach one doctor in each surgery to use the tool", "Every surgery has one.", -45, None,
     "miriam.health"),
    (2, 4, "C", "Give each family on a second plan for neglect one worker who stays", "No third worker in a year.", 75,
     None, "selina.senior"),
    (2, 3, "V", "Offer a drop-in for parents in each quarter of the city", "Four drop-ins a week.", 130, None, ""),
    (3, 2, "P", "Send each notice of a missing child within one working day", "Nine of ten are in time.", -80, -85,
     "nadine.police"),
    (3, 4, "V", "Hold each return interview within three days of the notice", "Eight of ten are in time.", 20, None,
     "petra.alliance"),
    (3, 3, "C", "See each child who came alone within two days", "All are seen.", -150, -155, ""),
    (4, 4, "P", "Tell the school before the bell after each incident", "Schools hear by half past eight.", -200, -210,
     "nadine.police"),
    (4, 3, "M", "Ask every mother about safety at home, alone, twice before the child is one", "It is asked and noted.",
     60, None, ""),
    (4, 4, "C", "Offer early help within a week of each incident where a child was there", "Offered to all.", -10, None,
     "selina.senior"),
)  # fmt: skip
FIGURES = (
    # number of the priority, reference, direction, why
    (1, "M8-QL", "up", "What the partnership learns shows first at the front door."),
    (2, "CP5-QL", "down", "Help that lasts makes a second plan rare."),
    (2, "EH1a", "up", "Neglect is met before it is grave."),
    (3, "EH5-QL", "down", "Fewer children go missing."),
    (3, "M4", "up", "More is seen before it goes down."),
    (4, "CP3-QL", "up", "Children wait less for a decision."),
)
STRATEGY = (
    ("Find them early", "Too many are known only after a crime.", "Signs are seen by whoever meets the child first.",
     "oona.youth", ((2, "Learn the signs from the children themselves."), (3, "Teach taxi firms, hotels and gyms."),
                    (1, "Hear each quarter what was found and what was missed."))),
    ("Stay with them", "A single talk after a missing night changes little.",
     "One trusted adult for as long as it takes.",
     "petra.alliance", ((4, "Give each child at high risk one worker who stays."),
                        (4, "Offer therapy to those who harmed others and were harmed."))),
    ("Stop those who exploit them", "Orders are asked for too seldom.",
     "Those who exploit children find no peace here.",
     "nadine.police", ((5, "Use warnings, orders and licensing law against places and people."),
                       (5, "Prepare children as witnesses, and stand by them afterwards."),
                       (1, "Count what disruption brought, not only what was done."))),
)  # fmt: skip
PILLARS = (
    # agency that leads, who
    ("P", "nadine.police"),
    ("C", "selina.senior"),
    ("V", "petra.alliance"),
    ("M", "carol.committee"),
    ("P", "rufus.police"),
)
PLEDGES = (
    (1, 3, "V", "Visit every hotel near the stations twice a year", "Forty visits.", 30, None, ""),
    (1, 2, "C", "Keep one list of children at risk with the police", "The list is looked at each week.", -70, -80, ""),
    (2, 4, "M", "Keep two therapy places free for exploited children", "No one waits over four weeks.", -15, None,
     "carol.committee"),
    (3, 5, "P", "Serve warnings within five days of the first sign", "Nine of ten are in time.", -100, -110, ""),
    (3, 5, "C", "Bring licensing to the weekly meeting", "Licensing was there nine times of ten.", 90, None, ""),
)  # fmt: skip
TOLD = (
    # rating, what was done, what changed, what is next
    ("on_track", "Two of three steps of this quarter are done; the third waits for a form.",
     "Children are seen a week sooner than in the spring.", "The form comes next month."),
    ("behind", "The person who led it left in the middle of the quarter.",
     "Nothing has changed for children yet.", "A new lead begins in two weeks."),
    ("on_track", "Forty people were taught, and ten cases were read.",
     "In seven of ten cases the child's own words are in the record.", ""),
    ("done", "All that was promised here is done, and it was looked at once more.",
     "Schools hear before the first bell; heads say that they can be kind that day.", ""),
    ("on_track", "Figures are collected each month and gone through in supervision.",
     "Figures are collected and gone through in supervision.", "We ask families what they notice."),
    ("stuck", "We cannot begin before the money of the other two partners is there.",
     "Nine children wait who would have been helped.", "The executive is asked to settle the money."),
)  # fmt: skip
LATE = "The figures of one system came a week after the date."
OVERALL = (
    "A year of two halves: the front door settled, early help did not. Two priorities were partly reached, one was "
    "reached, and one was not, for want of people in the hub."
)
REVIEW = (
    # how far reached, what changed, evidence, what becomes of it
    ("reached", "What was learned from cases is known to those who meet children.",
     "Section 11 returns; training figures.", "goes_on"),
    ("partly", "Neglect is named sooner, and still goes on too long.",
     "Audit of six families; figures of second plans.", "changes"),
    ("partly", "More children are heard after they were missing.", "Audit of 24 cases; return interviews.", "goes_on"),
    ("not_reached", "Schools hear sooner. Help after an incident still depends on the street.", "Figures of the hub.",
     "changes"),
)  # fmt: skip
