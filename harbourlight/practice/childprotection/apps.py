"""Django configuration of child protection."""

from harbourlight.foundations.rooms.room import Panel, Record, Room

READ, SHORT = "childprotection.read", "views.panels.in_short"
WATCHED = (
    "models.ProtectionPlan", "models.Enquiry", "models.StrategyDiscussion", "models.ConferenceChild",
    "models.EmergencyMeasure", "models.AreaTransfer", "models.LegalStage", "views.panels.CALLED",
)  # fmt: skip


class ChildProtectionConfig(Room):
    """Strategy discussions, enquiries, conferences and child protection plans."""

    title = "Child protection"
    after_death = ("actions.deaths.ends",)
    area_of_work = "children"
    pathways = (
        "pathway.enquiry.DISCUSSION", "pathway.enquiry.ENQUIRY", "pathway.enquiry.EMERGENCY",
        "pathway.enquiry.CONFERENCE", "pathway.enquiry.CONCERN", "pathway.plan.PLAN", "pathway.plan.CORE_GROUP",
        "pathway.plan.AREA_TRANSFER", "pathway.plan.LEGAL",
    )  # fmt: skip
    records = (
        Record("strategydiscussion", "Strategy discussion", READ, address="discussion", short=SHORT),
        Record("enquiry", "Section 47 enquiry", READ, about="views.panels.names_of_enquiries", short=SHORT),
        Record(
            "emergencymeasure", "Emergency measure", READ, address="emergency", about="views.panels.names_of_measures",
            short=SHORT,
        ),
        Record(
            "conference", "Child protection conference", READ, about="views.panels.names_of_conferences", short=SHORT
        ),
        Record(
            "chairconcern", "Chair's challenge", "childprotection.concerns", address="concern",
            about="views.panels.names_of_concerns", short=SHORT,
        ),
        Record(
            "protectionplan", "Child protection plan", READ, address="plan", about="views.plan_panel.names_of_plans",
            short=SHORT, does=(
                ("CLK-CPC-003", "plan_visit", "childprotection.work", "Record a visit"),
                ("LOCAL-CORE-GROUP", "core_group_plan", "childprotection.work", "Plan a core group"),
                ("", "plan", "childprotection.work", "Open the plan"),
                ("CLK-CPC", "plan", "childprotection.chair", "Open the plan"),
            ),
        ),
        Record(
            "coregroup", "Core group", READ, address="core_group", about="views.plan_panel.names_of_groups", short=SHORT
        ),
        Record(
            "areatransfer", "Transfer between areas", READ, address="transfer",
            about="views.plan_panel.names_of_transfers", short=SHORT,
        ),
        Record(
            "legalstage", "Legal stage", READ, address="legal", about="views.plan_panel.names_of_stages", short=SHORT
        ),
    )  # fmt: skip
    measures = ("indicators.MEASURES",)
    panels = (
        Panel("Child protection", "views.panels.on_the_childs_page", 3, watches=WATCHED),
        Panel("Moves between areas and court", "views.plan_panel.moves_and_court", 4),
    )
    stages = ("views.home.stages",)
    home = (
        Panel("Conferences I chair", "views.home.conferences", 15),
        Panel("Chairs' challenges to answer", "views.home.concerns", 25),
        Panel("Feedback on my reports", "views.home.feedback", 55),
    )
    meetings = (
        "pathway.meetings.STRATEGY_DISCUSSION", "pathway.meetings.INITIAL_CONFERENCE",
        "pathway.meetings.REVIEW_CONFERENCE", "pathway.meetings.TRANSFER_IN_CONFERENCE",
        "pathway.meetings.CORE_GROUP_MEETING",
    )  # fmt: skip
