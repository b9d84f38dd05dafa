"""`/healthz`: whether the database answers and keeps what is written, and migrations, worker and jobs are well."""

from datetime import timedelta

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse

from harbourlight.config import schedule
from harbourlight.foundations.access.middleware import read_clock

WORKER_SILENCE = timedelta(seconds=60)
WRITE = """
INSERT INTO agencies_attempt (cache_key, value, expires) VALUES ('healthz', '', now())
ON CONFLICT (cache_key) DO UPDATE SET expires = EXCLUDED.expires
"""
HEARTBEAT = "SELECT max(last_heartbeat) FROM procrastinate_workers"


def database_answers():
    """Say whether the database answers a question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def writes_are_kept():
    """Say whether the database keeps what is written: a standby or a full disk refuses."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE)
        return cursor.rowcount == 1


def migrations_are_done():
    """Say whether no migration waits."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def worker_is_alive():
    """Say whether a worker gave a sign of life lately."""
    with connection.cursor() as cursor:
        cursor.execute(HEARTBEAT)
        heard = cursor.fetchone()[0]
    return heard is not None and read_clock() - heard < WORKER_SILENCE


def no_job_is_late():
    """Say whether all work is taken up in time, and queued when the clock says so."""
    return not schedule.late(read_clock())


def answer(question):
    """Answer one question; a database that does not answer is a no."""
    try:
        return bool(question())
    except (DatabaseError, InterfaceError, OSError):
        return False


QUESTIONS = {
    "writes": writes_are_kept, "migrations": migrations_are_done, "worker": worker_is_alive, "jobs": no_job_is_late,
}  # fmt: skip


def health():
    """Return the state of each part by name."""
    parts = {"database": answer(database_answers)}
    return parts | {name: parts["database"] and answer(question) for name, question in QUESTIONS.items()}


def is_ours(request):
    """Say whether a request comes from this machine itself and through no proxy."""
    came_through = any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED"))
    return request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and not came_through


def health_middleware(get_response):
    """Answer `/healthz` before sessions and transactions: 200 when all is well, else 503.

    Which part is down is told on this machine alone; strangers are told whether all is well.
    """

    def middleware(request):
        if request.path != "/healthz":
            return get_response(request)
        parts = health()
        is_well = all(parts.values())
        return JsonResponse(parts if is_ours(request) else {"well": is_well}, status=200 if is_well else 503)

    return middleware
