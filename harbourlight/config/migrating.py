"""Migrating an empty database without drawing every model anew at each step.

Django keeps, while it migrates, a picture of all models, and after each change draws again every model that is
related to the changed one. Here nearly all are, so the time grows with the square of the models: minutes, before
anybody has seen a page. Making tables needs only the model that is being made, so on an empty database the others
stay as they were drawn. A database that holds rows is migrated as Django does it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState


@contextmanager
def quick_where_empty() -> Iterator[None]:
    """Let the migrations of this block draw only what they change, if none was ever applied here."""
    if MigrationRecorder(connection).applied_migrations():
        yield
        return
    plain = ProjectState._find_reload_model  # type: ignore[attr-defined]
    ProjectState._find_reload_model = alone  # type: ignore[attr-defined]
    try:
        yield
    finally:
        ProjectState._find_reload_model = plain  # type: ignore[attr-defined]


def alone(
    state: ProjectState,
    app_label: str,
    model_name: str,
    delay: bool = False,
) -> set[tuple[str, str]]:
    """Return the one model that changed, in place of all that are related to it."""
    return {(app_label, model_name)}
