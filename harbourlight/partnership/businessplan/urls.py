"""Addresses of plans."""

from django.urls import path

from .views import asked, plans, priorities, progress, reviews

app_name = "businessplan"

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.plan_new, name="plan_new"),
    path("plans/asked/", asked.asked, name="asked"),
    path("plans/asked/<uuid:asked_id>/", asked.tell, name="tell"),
    path("plans/headings/<uuid:heading_id>/", plans.heading, name="heading"),
    path("plans/priorities/<uuid:priority_id>/", priorities.priority, name="priority"),
    path("plans/priorities/<uuid:priority_id>/change/", priorities.priority_change, name="priority_change"),
    path("plans/priorities/<uuid:priority_id>/entries/new/", priorities.entry_new, name="entry_new"),
    path("plans/priorities/<uuid:priority_id>/commitments/new/", priorities.commitment_new, name="commitment_new"),
    path("plans/priorities/<uuid:priority_id>/figures/new/", priorities.figure_new, name="figure_new"),
    path("plans/entries/<uuid:entry_id>/", priorities.entry_change, name="entry"),
    path("plans/entries/<uuid:entry_id>/take-out/", priorities.entry_take_out, name="entry_take_out"),
    path("plans/commitments/<uuid:commitment_id>/", priorities.commitment, name="commitment"),
    path("plans/commitments/<uuid:commitment_id>/withdraw/", priorities.withdraw, name="withdraw"),
    path("plans/figures/<uuid:expected_id>/take-off/", priorities.figure_take_off, name="figure_take_off"),
    path("plans/quarters/<uuid:round_id>/", progress.round_page, name="round"),
    path("plans/quarters/<uuid:round_id>/report/", progress.report, name="report"),
    path("plans/reviews/<uuid:review_id>/", reviews.review, name="review"),
    path("plans/<uuid:plan_id>/", plans.plan, name="plan"),
    path("plans/<uuid:plan_id>/change/", plans.plan_change, name="plan_change"),
    path("plans/<uuid:plan_id>/agree/", plans.agree, name="agree"),
    path("plans/<uuid:plan_id>/end/", plans.end, name="end"),
    path("plans/<uuid:plan_id>/priorities/new/", plans.priority_new, name="priority_new"),
    path("plans/<uuid:plan_id>/ask/", progress.ask, name="ask"),
    path("plans/<uuid:plan_id>/review/", reviews.review_new, name="review_new"),
]
