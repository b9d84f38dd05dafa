"""Addresses of the access engine."""

from django.urls import path

from . import views

app_name = "access"

urlpatterns = [
    path("access/", views.hub, name="hub"),
    path("access/me/", views.own_looks, name="own_looks"),
    path("access/reviews/", views.reviews, name="reviews"),
    path("access/reviews/<uuid:review_id>/", views.review, name="review"),
    path("access/patterns/", views.odd_patterns, name="patterns"),
    path("access/professionals/<uuid:professional_id>/", views.looks_of, name="looks_of"),
    path("access/people/<uuid:person_id>/open/", views.break_glass, name="break_glass"),
    path("access/people/<uuid:person_id>/opened/", views.opened, name="opened"),
    path("access/people/<uuid:person_id>/looked/", views.who_looked, name="who_looked"),
    path("access/people/<uuid:person_id>/could-see/", views.who_could_see, name="who_could_see"),
    path("access/people/<uuid:person_id>/barriers/", views.barriers, name="barriers"),
    path(
        "access/people/<uuid:person_id>/barriers/exclude/",
        views.barrier_place,
        {"placing": "exclude"},
        name="barrier_exclude",
    ),
    path(
        "access/people/<uuid:person_id>/barriers/restrict/",
        views.barrier_place,
        {"placing": "restrict"},
        name="barrier_restrict",
    ),
    path("access/barriers/placed/", views.barrier_placed, name="barrier_placed"),
    path(
        "access/people/<uuid:person_id>/barriers/<uuid:barrier_id>/lift/",
        views.barrier_lift,
        name="barrier_lift",
    ),
]
