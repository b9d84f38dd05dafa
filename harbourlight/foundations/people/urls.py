"""Addresses of the people engine."""

from django.urls import path

from . import death_views, detail_views, family_views, place_views, views

app_name = "people"


def adding(kind):
    """Return the address where one kind of detail is added."""
    return path(f"people/<uuid:person_id>/{kind}/new/", detail_views.detail_add, {"kind": kind}, name=f"{kind}_add")


def ending(kind):
    """Return the address where one kind of detail is ended, and its name."""
    return path(
        f"people/<uuid:person_id>/{kind}/<uuid:detail_id>/end/", detail_views.detail_end, {"kind": kind},
        name="detail_end",
    )  # fmt: skip


urlpatterns = [
    path("people/", views.people_search, name="search"),
    path("people/new/", views.person_new, name="person_new"),
    path("people/new/alike/", views.alike, name="alike"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("people/<uuid:person_id>/plans/", views.plans, name="plans"),
    path("people/<uuid:person_id>/documents/", views.documents, name="documents"),
    path("people/<uuid:person_id>/about/", views.about, name="about"),
    path("people/<uuid:person_id>/death/", death_views.death, name="death"),
    path("people/<uuid:person_id>/details/", views.person_edit, name="person_edit"),
    path("people/<uuid:person_id>/family/", family_views.family, name="family"),
    path("people/<uuid:person_id>/history/", views.person_history, name="history"),
    path("people/<uuid:person_id>/relationships/new/", detail_views.relationship_add, name="relationships_add"),
    *(adding(kind) for kind in detail_views.ADDING),
    *(ending(kind) for kind in ("addresses", "relationships", "services")),
    path("people/<uuid:person_id>/addresses/<uuid:detail_id>/never-told/", place_views.never_told, name="never_told"),
    path("people/<uuid:person_id>/merge/", detail_views.person_merge, name="person_merge"),
    path("people/<uuid:person_id>/compare/<uuid:other_id>/", detail_views.person_compare, name="person_compare"),
    path("people/merges/<uuid:merge_id>/undo/", detail_views.merge_undo, name="merge_undo"),
]
