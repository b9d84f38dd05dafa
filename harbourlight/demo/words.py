"""Invented names and sentences of the demonstration."""

GIRLS = """
    Ada Aisha Alana Amber Amelia Anya Aurora Beatrix Bethany Bronwen Carys Catherine Clara Cora Daisy Dalia Edie
    Elin Elodie Esme Faith Fern Freya Georgia Grace Hana Harriet Hazel Imogen Isla Ivy Jasmine Joanna Juno Kathryn
    Keira Leila Lily Lottie Lucia Mabel Maisie Maryam Matilda Mia Mina Nadia Nell Niamh Nora Olivia Ottilie Paige
    Phoebe Poppy Priya Rosa Ruby Saoirse Scarlett Sienna Sofia Summer Tabitha Talia Tess Thea Una Vera Willow
    Yasmin Zara Zofia
""".split()
BOYS = """
    Aaron Adam Aidan Alfie Amir Archie Arlo Arthur Benedict Blake Bruno Caleb Callum Connor Cyrus Daniel Dexter
    Dylan Edmund Elias Ellis Ethan Ezra Felix Finlay Frank Gabriel George Hamza Harley Harry Hugo Ibrahim Idris
    Isaac Jacob Jake Jayden Jonah Joseph Kai Kian Leo Levi Liam Logan Luca Malachi Mason Max Milo Mohammed Nathan
    Noah Oliver Omar Oscar Otis Owen Patrick Ravi Reuben Rhys Riley Rory Samuel Stanley Teddy Theo Tobias Tomasz
    Toby Victor Wilf Yusuf Zac
""".split()
WOMEN = """
    Abigail Alison Amina Andrea Angela Anna Becky Bernadette Carla Charlene Chloe Claire Danielle Donna Elena Emma
    Fatima Gemma Hayley Heather Helen Jade Jenna Joanne Karen Katie Kelly Kerry Kirsty Laura Leanne Lisa Louise
    Lynsey Magda Melissa Michelle Natalie Nicola Rachel Rebecca Rosanna Samantha Sara Shanice Sharon Stacey
    Stephanie Tanya Tracey Zoe
""".split()
MEN = """
    Adrian Alan Ali Andrew Anthony Ashley Barry Ben Bradley Carl Christopher Craig Curtis Damian Darren David Dean
    Derek Dominic Gareth Gary Glen Graham Ian Jamie Jason Karl Kevin Kieran Lee Leon Marcus Mark Martin Matthew
    Michael Neil Nigel Paul Peter Piotr Robert Ross Ryan Scott Shane Simon Stephen Stuart Terry Tony Wayne
""".split()
SURNAMES = """
    Abbotswell Adeyinka Aldercroft Amberlow Archdeane Ashgrove Attenby Bakewright Balderstock Banerjee-Cole
    Barleymow Beckinsfold Bellweather Birchenall Blackmoor Bramblecote Brightwater Brookhampton Burrowdale
    Caddick-Moss Calloway Carrowmere Chalkley Chaudhry-Lane Coldstream Copperfield Cornthwaite Coverdale Cranmarsh
    Crossthwaite Dalebrook Darrowby Deepdene Dunnockshaw Eastlake Eddlestone Elderfield Ellerbeck Everdene
    Fairweather Farthinghoe Fenwright Fernsby Fieldgate Flaxman Foxcombe Garrowby Gladwell Goldacre Greatorex
    Greenhalgh-Roe Grimthorpe Hallowell Hardcastle-Ng Harrowgate Hawksworth Hazelrigg Heatherstone Hollingdale
    Holmwood Hussain-Reid Ironside Iveson Jellicroft Juniper Kaczmarek-Hay Kellaway Kestrelman Kirkbride Lambourne
    Larkspur Leatherbarrow Lightfoot Longmuir Lovelock Lowenthal-Ash Mallory-Finch Marlowick Maythorne Meadowcroft
    Merriweather Millbank Moorhouse Mossop Nettlefold Nightingale Oakhanger Okonkwo-Dale Oldacre O'Carroway
    O'Neill-Hart Orchardson Osgathorpe Otterburn Palethorpe Pargeter Peasgood Penhallow Pettifer Pickersgill
    Quartermain Quillfeather Ramsbottom-Lee Ravensdale Redfern Ridgeway Rookwood Rosewarne Rowanberry Saltmarsh
    Sandalwood Sedgewick Silverthorne Skeldergate Sparrowhawk Starkweather Stillwater Stonehouse Summerscale
    Swallowfield Szymanek-Orr Tallentire Thistlewood Thorneycroft Tidewell Tolliver Tremethick Trevanion Underhay
    Vandersteen-Fox Vickerstaff Wainscott Waterfield Weatherstaff Westerdale Whitlowe Whistlecraft Wildgoose
    Willoughmere Winterbourne Withycombe Wolstencroft Woodruff Yarrowby
""".split()
STREETS = (
    "Anchor Row",
    "Bittern Close",
    "Capstan Street",
    "Cinder Lane",
    "Cockle Hill",
    "Dabchick Way",
    "Ebb Terrace",
    "Ferryman's Walk",
    "Gannet Road",
    "Halyard Street",
    "Herring Gate",
    "Jetty Rise",
    "Kelp Avenue",
    "Lantern Road",
    "Limpet Grove",
    "Mainsail Drive",
    "Mudlark Lane",
    "Netmakers' Yard",
    "Oyster Bank",
    "Plover Crescent",
    "Quayside Court",
    "Rope Walk",
    "Samphire Close",
    "Sandpiper Drive",
    "Shingle Street",
    "Spindrift Way",
    "Tern Road",
    "Tidewaiter Street",
    "Whelk Passage",
    "Windlass Road",
)
LANGUAGES = (
    ("English", 88),
    ("Polish", 3),
    ("Bengali", 2),
    ("Arabic", 2),
    ("Romanian", 2),
    ("Kurdish", 1),
    ("Portuguese", 1),
    ("British Sign Language", 1),
)
HAPPENINGS = {
    "domestic_abuse": (
        "Police went to the home after a neighbour rang. {parent} had been pushed by a partner. {child} was upstairs.",
        "{parent} said there was shouting and a door was broken. {child} heard it and was crying when officers came.",
    ),
    "neglect": (
        "{child} has come in hungry on three days this week, in the same clothes. Nobody answered the telephone.",
        "The home was cold and there was little food. {child} had no bed of their own.",
    ),
    "physical": (
        "{child} has a bruise on the upper arm and said a grown-up at home did it. The mark is about 3 cm.",
        "{child} flinched when a jumper was taken off and there were marks on the back.",
    ),
    "sexual": (
        "{child} told a member of staff about touching by an older relative. Nobody has asked further questions.",
    ),
    "emotional": (
        "{parent} was heard shouting at {child} outside the gate and calling names. {child} did not want to go home.",
        "{child} says they are always to blame at home and has stopped talking in class.",
    ),
    "exploitation": (
        "{child} has a second telephone and new trainers, and was collected by a car that friends do not know.",
        "{child} was found with cash and a train ticket to a town they have no link to.",
    ),
    "missing": (
        "{child} was reported missing at midnight and came back at seven. They would not say where they had been.",
    ),
    "self_harm": (
        "{child} was brought to the emergency department after cutting. {parent} was told and came.",
        "{child} wrote that they did not want to be here. A friend showed the message to a teacher.",
    ),
    "unborn": ("{parent} is expecting and has missed four appointments. An older child lives with a grandparent.",),
    "other": (
        "{parent} asks for help: the family must leave their flat on Friday and has nowhere to go.",
        "A caller who gave no name worries about {child}, who is often alone in the evening.",
    ),
}
CHILD_WORDS = (
    "“I don't like it when they shout.”",
    "“I want to stay with my nan.”",
    "“Mum cries at night.”",
    "“I'm fine, leave it.”",
    "“He said it was our secret.”",
    "“I was scared and I hid in the wardrobe.”",
    "“Can I have breakfast here again?”",
)
RATIONALES = {
    "universal": "No sign of harm. School and health visitor offer what is needed; advice was given to the referrer.",
    "early_help": "Several needs that one agency cannot meet. The family agrees to an early help plan.",
    "referral": "Likely that the child is in need. Earlier contacts show a pattern, so an assessment is right.",
    "strategy": "Reason to suspect significant harm. A strategy discussion is called with police and health today.",
    "already_open": "A social worker knows the family; what was told is passed to that worker today.",
    "other_area": "The family lives in another authority, which has taken the information.",
    "no_action": "What was told does not meet the threshold and others already know. Kept on the record.",
}
HELD = (
    "Known to us for two years. Attendance is 86%. No injuries noted.",
    "Two incidents in the last year, both verbal. No charges. Nobody else in the household is known to us.",
    "Immunisations are up to date. One missed appointment in spring. A parent is treated for low mood.",
    "The family has a tenancy in good order. One complaint about noise.",
)
LATE_REASONS = (
    "The duty manager was in a strategy discussion until the evening.",
    "Waited for an agency's answer that the decision depended on.",
    "Received on a Friday evening before a bank holiday weekend and not seen until Tuesday.",
    "Two siblings had to be traced in another authority first.",
)
