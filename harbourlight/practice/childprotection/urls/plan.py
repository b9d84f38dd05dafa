"""Addresses of plans, core groups, visits, transfers and legal stages."""

from django.urls import path

from harbourlight.foundations.pathways.pages import pages

from ..pathway import AREA_TRANSFER, CORE_GROUP, LEGAL, PLAN
from ..views import plan, plan_family, plan_figures, plan_groups, plan_moves, plan_sheet

AT = "child-protection"
OF_PLAN = f"{AT}/plans/<uuid:protectionplan_id>/"

urlpatterns = [
    path(f"{OF_PLAN}print/", plan_sheet.plan_print, name="plan_print"),
    path(f"{OF_PLAN}visits/", plan.visits_of_plan, name="plan_visits"),
    path(f"{OF_PLAN}core-groups/new/", plan_groups.core_group_plan, name="core_group_plan"),
    path(f"{OF_PLAN}review-conference/", plan_groups.review_plan, name="review_plan"),
    path(f"{OF_PLAN}family/", plan_family.family_choose, name="family_choose"),
    path(f"{OF_PLAN}family/<uuid:person_id>/", plan_family.family_view, name="family_view"),
    path(f"{OF_PLAN}family/<uuid:person_id>/plan.pdf", plan_family.family_pdf, name="family_pdf"),
    path(f"{OF_PLAN}transfer/", plan_moves.transfer_out, name="transfer_out"),
    path(f"{AT}/figures/<slug:ref>/", plan_figures.behind, name="behind"),
    *pages(PLAN, at=f"{AT}/plans", show=plan.plan, name="plan"),
    *pages(CORE_GROUP, at=f"{AT}/core-groups", show=plan_groups.core_group, name="core_group"),
    *pages(AREA_TRANSFER, at=f"{AT}/transfers", show=plan_moves.transfer, name="transfer"),
    *pages(LEGAL, at=f"{AT}/legal", show=plan_moves.legal, name="legal"),
]
