"""The words of the field in plain English, for the glossary page: (term, meaning, terms to see as well)."""

TERMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Allegation",
        "A claim that somebody who works with children harmed one, or may not be safe to work with them.",
        ("Designated officer",),
    ),
    (
        "Assessment factor",
        "Something the assessment found that weighs on the child, from a national list.",
        ("Single assessment",),
    ),
    (
        "Care leaver",
        "A young person who was looked after and is entitled to help after leaving care.",
        ("Pathway plan", "Personal adviser"),
    ),
    (
        "Care order",
        "A court's order that gives the authority parental responsibility beside the parents.",
        ("Looked after child",),
    ),
    (
        "Child death overview panel",
        "People from several agencies who look at why each child died and what could be learned. Known as CDOP.",
        ("Modifiable factor",),
    ),
    (
        "Child in need",
        "A child who will not do well enough without services, or who is disabled (section 17).",
        ("Child in need plan",),
    ),
    (
        "Child in need plan",
        "What a family and the services agree to do for a child in need.",
        ("Child in need",),
    ),
    (
        "Child protection conference",
        "A meeting of family and agencies that decides whether a child needs a plan to "
        "be safe. The first is the initial conference; review conferences follow.",
        ("Child protection plan",),
    ),
    (
        "Child protection plan",
        "What is done, by whom and by when, so that a child at risk is safe.",
        ("Core group", "Child protection conference"),
    ),
    ("Chronology", "What happened in a child's life, in order of time, from all agencies.", ()),
    (
        "Contact",
        "Anything that reaches the MASH about a child. It may become a referral.",
        ("MASH", "Referral"),
    ),
    (
        "Core group",
        "The family and the workers who carry out a child protection plan.",
        ("Child protection plan",),
    ),
    (
        "Designated officer",
        "The person in the authority who sees to allegations against people who work with children. Known as LADO.",
        ("Allegation",),
    ),
    (
        "Early help",
        "Help for a family before its troubles grow, given with its consent.",
        ("Lead professional",),
    ),
    (
        "Emergency protection order",
        "A court's order that moves or keeps a child in a safe place for a few days.",
        ("Police protection",),
    ),
    (
        "Health assessment",
        "A doctor's or nurse's look at the health of a looked after child.",
        ("Looked after child",),
    ),
    (
        "Independent reviewing officer",
        "Chairs a looked after child's reviews and stands up for the child. Known as IRO.",
        ("Looked after review",),
    ),
    ("Lead professional", "The worker whom a family with early help turns to.", ("Early help",)),
    (
        "Local child safeguarding practice review",
        "A study of how agencies worked together when a child was badly hurt or died, so that others learn from it.",
        ("Rapid review", "Serious incident"),
    ),
    (
        "Looked after child",
        "A child in the authority's care, by a court's order or by agreement.",
        ("Placement", "Care order"),
    ),
    (
        "Looked after review",
        "The meeting that asks whether a looked after child's care plan works.",
        ("Independent reviewing officer",),
    ),
    ("MARAC", "A meeting of agencies about people at high risk of domestic abuse.", ()),
    (
        "MASH",
        "The multi-agency safeguarding hub: social care, police, health and others at one front door.",
        ("Contact",),
    ),
    (
        "Missing episode",
        "The time from when a child is not where they should be until they are found.",
        ("Return interview",),
    ),
    (
        "Modifiable factor",
        "Something that, if changed, could make such a death less likely.",
        ("Child death overview panel",),
    ),
    ("National Referral Mechanism", "The national way to have somebody recognised as trafficked.", ()),
    (
        "Neglect",
        "Failing again and again to meet a child's basic needs, so that the child is likely to be badly harmed.",
        ("Significant harm",),
    ),
    (
        "No further action",
        "The decision that children's social care does nothing more about a referral.",
        ("Referral",),
    ),
    ("Operation Encompass", "The police tell a child's school of domestic abuse before its next day.", ()),
    ("Pathway plan", "What a young person leaving care needs and who will see to it.", ("Care leaver",)),
    ("Personal adviser", "The worker who keeps in touch with a care leaver.", ("Care leaver",)),
    ("Personal education plan", "A looked after child's plan for school.", ("Looked after child",)),
    ("Placement", "Where and with whom a looked after child lives.", ("Looked after child",)),
    (
        "Police protection",
        "The power of a constable to keep a child safe for up to 72 hours without a court.",
        ("Emergency protection order",),
    ),
    (
        "Private fostering",
        "A child under 16, or under 18 if disabled, living for 28 days or more with somebody who "
        "is not a close relative, by private arrangement.",
        (),
    ),
    ("Quorum", "Who must be there for a meeting to decide.", ()),
    (
        "Rapid review",
        "A quick first look at a serious incident that decides what more must be learned.",
        ("Serious incident",),
    ),
    ("Re-referral", "A new referral of a child within twelve months of an earlier one.", ("Referral",)),
    (
        "Referral",
        "A request that children's social care look into whether a child is in need or at risk.",
        ("Contact", "Single assessment"),
    ),
    (
        "Relevant agency",
        "An organisation that the partnership names as having to work with it.",
        ("Safeguarding partners",),
    ),
    (
        "Return interview",
        "A talk with a child who was missing, held by somebody independent.",
        ("Missing episode",),
    ),
    (
        "Safeguarding partners",
        "The local authority, the health board and the police, who answer together for how children are kept safe.",
        (),
    ),
    (
        "Section 11",
        "The duty of agencies to keep children safe in all they do; they are asked about it in an audit.",
        (),
    ),
    (
        "Section 47 enquiry",
        "Finding out whether a child suffers, or is likely to suffer, significant harm.",
        ("Strategy discussion", "Significant harm"),
    ),
    (
        "Serious incident",
        "A child died or was seriously harmed, and abuse or neglect is known or suspected.",
        ("Rapid review",),
    ),
    (
        "Significant harm",
        "Harm so serious that the law lets the authority step into family life.",
        ("Section 47 enquiry",),
    ),
    (
        "Single assessment",
        "Finding out, with the family, what a child needs; finished within 45 working days of the referral.",
        ("Referral",),
    ),
    (
        "Special guardianship",
        "A court's order that makes a relative or carer responsible for a child until 18.",
        (),
    ),
    (
        "Strategy discussion",
        "Social care, police, health and others decide together whether to begin a section 47 enquiry and how.",
        ("Section 47 enquiry",),
    ),
    ("Threshold", "How much need or risk calls for which kind of help.", ("Early help", "Child in need")),
    (
        "Working day",
        "Any day but Saturday, Sunday, Good Friday, Christmas Day and England's bank holidays.",
        (),
    ),
)
