"""Addresses of plans, core groups, visits, transfers and legal stages."""

from django.urls import path

from ..views import (
    plan,
    plan_family,
    plan_figures,
    plan_groups,
    plan_left,
    plan_legal,
    plan_moves,
    plan_parts,
    plan_sheet,
)

PLAN = "child-protection/plans/<uuid:protectionplan_id>/"
GROUP = "child-protection/core-groups/<uuid:coregroup_id>/"
MOVE = "child-protection/transfers/<uuid:areatransfer_id>/"
CHILD = "child-protection/children/<uuid:person_id>/"

urlpatterns = [
    path(PLAN, plan.plan, name="plan"),
    path(f"{PLAN}print/", plan_sheet.plan_print, name="plan_print"),
    path(f"{PLAN}write/", plan.plan_write, name="plan_write"),
    path(f"{PLAN}key-worker/", plan.plan_worker, name="plan_worker"),
    path(f"{PLAN}correct/", plan.plan_correct, name="plan_correct"),
    path(f"{PLAN}birth/", plan.plan_birth, name="plan_birth"),
    path(f"{PLAN}earlier/", plan.plan_earlier, name="plan_earlier"),
    path(f"{PLAN}end/", plan.plan_end, name="plan_end"),
    path(f"{PLAN}actions/left/", plan_left.plan_left, name="plan_left"),
    path(f"{PLAN}outcomes/new/", plan_parts.outcome_add, name="outcome_add"),
    path("child-protection/outcomes/<uuid:planoutcome_id>/", plan_parts.outcome, name="outcome"),
    path(f"{PLAN}actions/new/", plan_parts.action_add, name="plan_action"),
    path(f"{PLAN}visits/", plan_parts.visits_of_plan, name="plan_visits"),
    path(f"{PLAN}visits/new/", plan_parts.visit_add, name="plan_visit"),
    path("child-protection/visits/<uuid:visit_id>/correct/", plan_parts.visit_correct, name="visit_correct"),
    path(f"{PLAN}core-groups/new/", plan_groups.core_group_plan, name="core_group_plan"),
    path(f"{PLAN}review/", plan_groups.review_new, name="review_new"),
    path(
        "child-protection/conferences/<uuid:conference_id>/correct/",
        plan_groups.conference_correct,
        name="conference_correct",
    ),
    path(GROUP, plan_groups.core_group, name="core_group"),
    path(f"{GROUP}held/", plan_groups.core_group_hold, name="core_group_hold"),
    path(f"{GROUP}move/", plan_groups.core_group_move, name="core_group_move"),
    path(f"{GROUP}call-off/", plan_groups.core_group_call_off, name="core_group_call_off"),
    path(f"{PLAN}chronology/", plan_groups.chronology_refresh, name="chronology_refresh"),
    path(f"{PLAN}family/", plan_family.family_choose, name="family_choose"),
    path(f"{PLAN}family/<uuid:person_id>/", plan_family.family_view, name="family_view"),
    path(f"{PLAN}family/<uuid:person_id>/plan.pdf", plan_family.family_pdf, name="family_pdf"),
    path(f"{PLAN}transfer/", plan_moves.transfer_out, name="transfer_out"),
    path(f"{CHILD}transfer/", plan_moves.transfer_in, name="transfer_in"),
    path(f"{CHILD}temporary/", plan_moves.register_temporarily, name="temporary"),
    path(MOVE, plan_moves.transfer, name="transfer"),
    path(f"{MOVE}conference/", plan_moves.transfer_conference, name="transfer_conference"),
    path(f"{MOVE}taken-over/", plan_moves.transfer_over, name="transfer_over"),
    path(f"{MOVE}correct/", plan_moves.transfer_correct, name="transfer_correct"),
    path(f"{MOVE}end/", plan_moves.transfer_end, name="transfer_end"),
    path(f"{CHILD}legal/", plan_legal.legal_begin, name="legal_begin"),
    path("child-protection/legal/<uuid:legalstage_id>/", plan_legal.legal, name="legal"),
    path("child-protection/legal/<uuid:legalstage_id>/end/", plan_legal.legal_end, name="legal_end"),
    path("child-protection/legal/<uuid:legalstage_id>/extend/", plan_legal.legal_extend, name="legal_extend"),
    path("child-protection/figures/<slug:ref>/", plan_figures.behind, name="behind"),
]
