"""Addresses of the register."""

from django.urls import path

from .views import agencies, duty, people, places, rules, terms

app_name = "register"

urlpatterns = [
    path("register/", agencies.agencies, name="agencies"),
    path("register/agencies/new/", agencies.agency_new, name="agency_new"),
    path("register/agencies/<uuid:agency_id>/", agencies.agency, name="agency"),
    path("register/agencies/<uuid:agency_id>/history/", agencies.agency_history, name="agency_history"),
    path("register/agencies/<uuid:agency_id>/change/", agencies.agency_change, name="agency_change"),
    path("register/agencies/<uuid:agency_id>/end/", agencies.agency_end, name="agency_end"),
    path("register/agencies/<uuid:agency_id>/areas/new/", agencies.cover_new, name="cover_new"),
    path("register/agencies/<uuid:agency_id>/teams/new/", places.team_new, name="team_new"),
    path("register/covers/<uuid:cover_id>/", agencies.cover_change, name="cover_change"),
    path("register/covers/<uuid:cover_id>/end/", agencies.cover_end, name="cover_end"),
    path("register/areas/", places.areas, name="areas"),
    path("register/areas/new/", places.area_new, name="area_new"),
    path("register/areas/<uuid:area_id>/change/", places.area_change, name="area_change"),
    path("register/areas/<uuid:area_id>/terms/", terms.area_terms, name="area_terms"),
    path("register/areas/<uuid:area_id>/terms/new/", terms.area_terms_new, name="area_terms_new"),
    path("register/agencies/<uuid:agency_id>/terms/", terms.agency_terms, name="agency_terms"),
    path("register/agencies/<uuid:agency_id>/terms/new/", terms.agency_terms_new, name="agency_terms_new"),
    path("register/areas/<uuid:area_id>/duty/", duty.duty, name="duty"),
    path("register/areas/<uuid:area_id>/duty/history/", duty.duty_history, name="duty_history"),
    path("register/areas/<uuid:area_id>/duty/new/", duty.duty_new, name="duty_new"),
    path("register/areas/<uuid:area_id>/mailboxes/new/", duty.mailbox_new, name="mailbox_new"),
    path("register/duty/<uuid:duty_id>/end/", duty.duty_end, name="duty_end"),
    path("register/mailboxes/<uuid:mailbox_id>/end/", duty.mailbox_end, name="mailbox_end"),
    path("register/rules/", rules.own_rules, name="own_rules"),
    path("register/areas/<uuid:area_id>/rules/", rules.rules, name="rules"),
    path("register/areas/<uuid:area_id>/rules/<slug:rule_id>/", rules.rule, name="rule"),
    path("register/teams/", places.teams, name="teams"),
    path("register/teams/<uuid:team_id>/", places.team, name="team"),
    path("register/teams/<uuid:team_id>/history/", places.team_history, name="team_history"),
    path("register/teams/<uuid:team_id>/change/", places.team_change, name="team_change"),
    path("register/teams/<uuid:team_id>/end/", places.team_end, name="team_end"),
    path("register/people/", people.professionals, name="professionals"),
    path("register/people/invite/", people.invite, name="invite"),
    path("register/people/<uuid:professional_id>/", people.professional, name="professional"),
    path("register/people/<uuid:professional_id>/history/", people.professional_history, name="professional_history"),
    path("register/people/<uuid:professional_id>/change/", people.professional_change, name="professional_change"),
    path("register/people/<uuid:professional_id>/end/", people.professional_end, name="professional_end"),
    path("register/people/<uuid:professional_id>/invite/", people.invite_again, name="invite_again"),
    path("register/people/<uuid:professional_id>/begin-again/", people.second_step_forget, name="second_step_forget"),
    path("register/people/<uuid:professional_id>/roles/new/", people.role_new, name="role_new"),
    path("register/people/<uuid:professional_id>/teams/new/", people.membership_new, name="membership_new"),
    path("register/roles/<uuid:holding_id>/end/", people.role_end, name="role_end"),
    path("register/memberships/<uuid:membership_id>/end/", people.membership_end, name="membership_end"),
]
