"""The bodies of the demonstration partnership: what they are called and do, and the invented people who sit there."""

from harbourlight.foundations.agencies.choices import Role
from harbourlight.partnership.boards.pathway import DEVELOPMENT, STANDING

PEOPLE = (
    # word, name, work, agency (a part of its name; a number names the council of that area), role
    ("dorothea.council", "Dorothea Underhay", "Chief executive", "0", Role.BOARD_MEMBER),
    ("rosalind.director", "Rosalind Penhallow", "Director of children's services", "0", Role.BOARD_MEMBER),
    ("nadine.police", "Nadine Hawksworth", "Detective superintendent", "Constabulary", Role.BOARD_MEMBER),
    ("miriam.health", "Miriam Saltmarsh", "Designated nurse", "Integrated Care", Role.BOARD_MEMBER),
    ("verity.community", "Verity Lambourne", "Director of children's nursing", "Community Health", Role.BOARD_MEMBER),
    ("joan.community", "Joan Tallentire", "Head of health visiting", "Community Health", Role.BOARD_MEMBER),
    ("gordon.ambulance", "Gordon Cranmarsh", "Head of safeguarding", "Ambulance", Role.BOARD_MEMBER),
    ("felicity.hospitals", "Felicity Darrowby", "Chief nurse", "Hospitals", Role.BOARD_MEMBER),
    ("simon.hospitals", "Simon Garrowby", "Named midwife", "Hospitals", Role.BOARD_MEMBER),
    ("anton.mental", "Anton Silverthorne", "Associate director", "Mental Health", Role.BOARD_MEMBER),
    ("petra.alliance", "Petra Woodruff", "Chief officer", "Alliance for Young", Role.BOARD_MEMBER),
    ("hilary.head", "Hilary Osgathorpe", "Headteacher", "Pebble Primary", Role.BOARD_MEMBER),
    ("leonard.head", "Leonard Pickersgill", "Headteacher", "Coombe Secondary", Role.BOARD_MEMBER),
    ("sunita.college", "Sunita Greatorex", "Vice-principal", "Marram College", Role.BOARD_MEMBER),
    ("malcolm.fleet", "Malcolm Trevanion", "Welfare manager", "Fleet Families", Role.BOARD_MEMBER),
    ("bridget.probation", "Bridget Wolstencroft", "Head of service", "Probation", Role.BOARD_MEMBER),
    ("ivan.housing", "Ivan Coldstream", "Director of homes", "Housing", Role.BOARD_MEMBER),
    ("josephine.faiths", "Josephine Quillfeather", "Secretary of the assembly", "Assembly", Role.BOARD_MEMBER),
    ("wendell.lay", "Wendell Farthinghoe", "Lay member", "Saints' Hall", Role.BOARD_MEMBER),
    ("oona.youth", "Oona Brightwater", "Youth justice manager", "0", Role.BOARD_MEMBER),
    ("harriet.saltmere", "Harriet Crossthwaite", "Director of children's services", "1", Role.BOARD_MEMBER),
    ("edmund.orrinmoor", "Edmund Hallowell", "Director of children's services", "2", Role.BOARD_MEMBER),
    ("lavinia.wickenvale", "Lavinia Starkweather", "Director of children's services", "3", Role.BOARD_MEMBER),
    ("ben.saltmere", "Ben Moorhouse", "Partnership manager", "1", Role.BUSINESS_UNIT),
    ("roger.panel", "Roger Attenby", "Councillor", "0", Role.COUNCILLOR),
    ("yvonne.panel", "Yvonne Carrowmere", "Councillor", "0", Role.COUNCILLOR),
    ("hassan.panel", "Hassan Eddlestone", "Councillor", "0", Role.COUNCILLOR),
    ("mavis.panel", "Mavis Leatherbarrow", "Councillor", "0", Role.COUNCILLOR),
    ("dilys.panel", "Dilys Longmuir", "Councillor", "0", Role.COUNCILLOR),
    ("terence.panel", "Terence Redfern", "Councillor", "0", Role.COUNCILLOR),
)

BODIES: tuple[tuple, ...] = (
    # key, name, kind, key of the body above, what it does, more of its rules
    (
        "board", "Harbourhaven Safeguarding Children Partnership", "board", "",
        "Brings the three statutory partners and the relevant agencies together: agrees the plan, hears the figures "
        "and the audits, and holds every agency to what it promised.",
        {DEVELOPMENT: 1, STANDING: ["What the figures tell us", "Business plan and risks"]},
    ),
    (
        "executive", "Harbourhaven Executive", "executive", "board",
        "The three statutory partners plan the board's agendas, hear each quarter how the plan goes, and agree what "
        "committees decide about practice.",
        {STANDING: ["Tracker: what is late", "Close looks into practice"]},
    ),
    (
        "learning", "Learning from Cases Committee", "committee", "board",
        "Looks at serious incidents, near misses and good practice, and sees that what was learned reaches those who "
        "work with children.",
        {STANDING: ["Cases brought to the committee"]},
    ),
    (
        "assurance", "Assurance and Audit Committee", "committee", "board",
        "Runs the programme of audits and section 11 returns, studies the dataset and tells the board what worries it.",
        {STANDING: ["Dataset of the quarter", "Audit programme"]},
    ),
    (
        "training", "Training Committee", "committee", "board",
        "Decides what is taught to people of several agencies, and whether it changed how they work.",
        {STANDING: ["Courses, places and what people said"]},
    ),
    (
        "exploited", "Missing, Exploited and Trafficked Committee", "committee", "board",
        "Keeps the strategy with its five pillars, and the local work to find, protect and disrupt.",
        {STANDING: ["Pillars of the strategy"]},
    ),
    (
        "hub", "Front Door Steering Group", "committee", "executive",
        "Oversees the multi-agency safeguarding hub: who works there, how soon it decides, and how well.",
        {STANDING: ["Figures of the hub"]},
    ),
    (
        "leads", "Safeguarding Leads Network", "network", "board",
        "Designated leads of schools, colleges and nurseries learn with each other and tell the board what they meet.",
        {STANDING: ["News from schools and nurseries"]},
    ),
    (
        "areas", "Four Areas Executive", "cross_area_executive", "",
        "Steers what the four neighbouring partnerships do together; each keeps its own plan and its own records.",
        {STANDING: ["Returns made once for all four areas"]},
    ),
    (
        "procedures", "Procedures Group of the four areas", "committee", "areas",
        "Writes the procedures that all four areas use, and leads the common section 11 self-assessment.", {},
    ),
    (
        "exploitation", "Child Exploitation Group of the four areas", "committee", "areas",
        "Shares what is known of those who exploit children across the coast, and where joint work is needed.", {},
    ),
    (
        "health", "Health Group of the four areas", "committee", "areas",
        "Brings the health bodies of the coast together about safeguarding.", {},
    ),
    (
        "deaths", "Child Death Group of the four areas", "committee", "areas",
        "Looks at what can be learned from each death of a child, without naming anybody.", {},
    ),
    (
        "panel", "Children and Families Scrutiny Panel", "panel", "",
        "Councillors who are not in the cabinet look into how children are served, recommend, and follow up what "
        "became of it.", {},
    ),
    ("saltmere", "Saltmere Safeguarding Children Partnership", "board", "", "The partnership of Saltmere.", {}),
    ("orrinmoor", "Orrinmoor Safeguarding Children Partnership", "board", "", "The partnership of Orrinmoor.", {}),
    ("wickenvale", "Wickenvale Safeguarding Children Partnership", "board", "", "The partnership of Wickenvale.", {}),
)  # fmt: skip

PARTNERS: tuple[tuple, ...] = (
    ("Council", "partner", "rosalind.director", "", {}),
    ("Police", "partner", "rufus.police", "nadine.police", {}),
    ("Health", "partner", "beryl.board", "miriam.health", {}),
)
SEATS = {
    # key of the body: (title, kind, member or "" where vacant, deputy, more)
    "board": (
        ("Independent chair", "chair", "ines.chair", "", {}),
        ("Council", "partner", "dorothea.council", "", {"delegate": "rosalind.director", "leads": True}),
        ("Police", "partner", "rufus.police", "nadine.police", {"leads": True}),
        ("Integrated care board", "partner", "beryl.board", "miriam.health", {"leads": True}),
        ("Community health, vice-chair", "vice_chair", "verity.community", "joan.community", {}),
        ("Hospitals", "member", "felicity.hospitals", "simon.hospitals", {}),
        ("Ambulance service", "member", "gordon.ambulance", "", {}),
        ("Mental health", "member", "anton.mental", "", {}),
        ("Voluntary and community sector", "member", "petra.alliance", "", {}),
        ("Headteachers of primary schools", "member", "hilary.head", "", {}),
        ("Headteachers of secondary schools", "member", "leonard.head", "", {}),
        ("Education after 16", "member", "sunita.college", "", {"is_new": True}),
        ("Families of the fleet", "member", "malcolm.fleet", "", {}),
        ("Probation", "member", "bridget.probation", "", {}),
        ("Housing", "member", "ivan.housing", "", {}),
        ("Faith communities", "member", "josephine.faiths", "", {"is_over": True}),
        ("Lay member", "lay", "wendell.lay", "", {}),
        ("Second lay member", "lay", "", "", {}),
        ("Lead councillor for children", "observer", "colin.councillor", "", {}),
        ("Partnership manager", "officer", "bea.business", "", {}),
        ("Partnership coordinator", "officer", "bessie.coordinator", "", {}),
    ),
    "executive": (
        ("Independent chair", "chair", "ines.chair", "", {}),
        *PARTNERS,
        ("Partnership manager", "officer", "bea.business", "", {}),
    ),
    "learning": (
        ("Chair", "chair", "verity.community", "", {}),
        *PARTNERS[:1],
        ("Police", "partner", "nadine.police", "", {}),
        ("Health", "partner", "miriam.health", "", {}),
        ("Mental health", "member", "anton.mental", "", {}),
        ("Schools", "member", "leonard.head", "", {}),
        ("Partnership coordinator", "officer", "bessie.coordinator", "", {}),
    ),
    "assurance": (
        ("Chair", "chair", "miriam.health", "", {}),
        ("Council", "partner", "selina.senior", "tara.teamlead", {}),
        ("Police", "partner", "nadine.police", "", {}),
        ("Hospitals", "member", "simon.hospitals", "", {}),
        ("Community health", "member", "carol.committee", "joan.community", {}),
        ("Early years and schools", "member", "hilary.head", "", {}),
        ("Partnership coordinator", "officer", "bessie.coordinator", "", {}),
    ),
    "training": (
        ("Chair", "chair", "petra.alliance", "", {}),
        ("Council", "partner", "tara.teamlead", "", {}),
        ("Police", "partner", "percy.police", "", {}),
        ("Community health", "member", "carol.committee", "", {}),
        ("Families of the fleet", "member", "malcolm.fleet", "", {}),
        ("Partnership coordinator", "officer", "bessie.coordinator", "", {}),
    ),
    "exploited": (
        ("Chair", "chair", "nadine.police", "", {}),
        ("Council", "partner", "oona.youth", "selina.senior", {}),
        ("Health", "partner", "miriam.health", "carol.committee", {}),
        ("Voluntary sector", "member", "petra.alliance", "", {}),
        ("Probation", "member", "bridget.probation", "", {}),
        ("Schools", "member", "leonard.head", "", {}),
        ("Partnership coordinator", "officer", "bessie.coordinator", "", {}),
    ),
    "hub": (
        ("Chair", "chair", "selina.senior", "", {}),
        ("Council", "partner", "martha.manager", "", {}),
        ("Police", "partner", "percy.police", "", {}),
        ("Health", "member", "carol.committee", "", {}),
        ("Schools", "member", "bob.school", "", {}),
        ("Partnership coordinator", "officer", "bessie.coordinator", "", {}),
    ),
    "leads": (
        ("Chair", "chair", "bob.school", "", {}),
        ("Primary schools", "member", "hilary.head", "", {}),
        ("Secondary schools", "member", "leonard.head", "", {}),
        ("Colleges", "member", "sunita.college", "", {}),
        ("Health visiting", "member", "joan.community", "", {}),
        ("Partnership coordinator", "officer", "bessie.coordinator", "", {}),
    ),
    "areas": (
        ("Chair", "chair", "harriet.saltmere", "", {}),
        ("Harbourhaven Council", "partner", "rosalind.director", "", {}),
        ("Orrinmoor Council", "partner", "edmund.orrinmoor", "", {}),
        ("Wickenvale Council", "partner", "lavinia.wickenvale", "", {}),
        ("Police", "partner", "rufus.police", "nadine.police", {"leads": True}),
        ("Health", "partner", "beryl.board", "miriam.health", {"leads": True}),
        ("Partnership manager", "officer", "bea.business", "", {}),
    ),
    "panel": (
        ("Chair of the panel", "chair", "clara.panel", "", {}),
        *((f"Councillor ({ward})", "member", who, "", {}) for ward, who in (
            ("Ebb ward", "roger.panel"), ("Jetty ward", "yvonne.panel"), ("Capstan ward", "hassan.panel"),
            ("Lantern ward", "mavis.panel"), ("Gannet ward", "dilys.panel"), ("Cinder ward", "terence.panel"),
        )),
        ("Partnership manager", "officer", "bea.business", "", {}),
    ),
    **{
        key: (
            ("Council", "partner", "edmund.orrinmoor", "", {}),
            ("Police", "partner", "rufus.police", "nadine.police", {}),
            ("Health", "partner", "beryl.board", "miriam.health", {}),
        )
        for key in ("procedures", "exploitation", "health", "deaths")
    },
    **{
        key: (
            ("Independent chair", "chair", "", "", {}),
            ("Council", "partner", who, "", {"leads": True}),
            ("Police", "partner", "rufus.police", "nadine.police", {"leads": True}),
            ("Health", "partner", "beryl.board", "miriam.health", {"leads": True}),
        )
        for key, who in (
            ("saltmere", "harriet.saltmere"), ("orrinmoor", "edmund.orrinmoor"), ("wickenvale", "lavinia.wickenvale"),
        )
    },
}  # fmt: skip
AREA_OF = {"saltmere": 1, "orrinmoor": 2, "wickenvale": 3}
