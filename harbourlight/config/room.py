"""`run.py room NAME`: write the skeleton of a new room, which passes all checks as it is.

    python3 run.py room kinship --title "Kinship care" [--storey practice]

The files come from ``config/skeleton``; the first migration is made from the models. Its fields are classified in
tests/fields.csv and its addresses written into tests/addresses.csv: read the difference before you go on.
"""

import argparse
import csv
import os
import re
import subprocess
import sys
from pathlib import Path
from string import Template

from harbourlight.config import place

SKELETON = Path(__file__).with_name("skeleton")
AREAS = {"practice": "children", "assurance": "learning", "partnership": "partnership"}
OF_A_CHILD, OF_STAFF, OF_AGENCIES = {"person", "begun_on", "why"}, {"worker", "recorded_by"}, {"area", "team"}


def main(words: list[str]) -> int:
    """Write a room, its first migration and its rows in the lists of the tests."""
    asked = read(words)
    folder = place.ROOT / "harbourlight" / asked.storey / asked.room
    if folder.exists():
        sys.exit(f"There is a room called {asked.room} already: {folder.relative_to(place.ROOT)}.")
    write(folder, words_of(asked.room, asked.title, asked.storey))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbourlight.config.settings")
    begin_migrations(asked.room, folder)
    classify(asked.room)
    subprocess.run([sys.executable, "-m", "tests.addresses"], cwd=place.ROOT, check=True)
    for tidies in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *tidies, str(folder)], cwd=place.ROOT, check=True)
    print(f"Written: {folder.relative_to(place.ROOT)}. Read docs/adding-a-room.md, and begin with pathway.py.")
    return 0


def read(words: list[str]) -> argparse.Namespace:
    """Read the name, title and storey of the room that is wanted."""
    parser = argparse.ArgumentParser(prog="run.py room", description="Write the skeleton of a new room.")
    parser.add_argument("room", metavar="NAME", help="one lower-case word: the practitioners' noun")
    parser.add_argument("--title", default="", help='the words on screen, as "Kinship care"')
    parser.add_argument("--storey", default="practice", choices=AREAS)
    asked = parser.parse_args(words)
    if not re.fullmatch("[a-z]{3,20}", asked.room):
        parser.error("the name is one word of 3 to 20 lower-case letters")
    if asked.title and not re.fullmatch("[A-Z][A-Za-z ,’-]{2,40}", asked.title):
        parser.error("the title begins with a capital and holds letters and spaces")
    return asked


def words_of(room: str, title: str, storey: str) -> dict[str, str]:
    """Return what stands in the place of each word of the skeleton."""
    title = title or room.capitalize()
    at = re.sub("[^a-z]+", "-", title.lower())
    name = "".join(part.capitalize() for part in at.split("-"))
    return {"room": room, "title": title, "words": title.lower(), "name": name, "area": AREAS[storey], "at": at}


def write(folder: Path, words: dict[str, str]) -> None:
    """Write every file of the skeleton into a folder."""
    for source in sorted(SKELETON.rglob("*.txt")):
        inside = source.relative_to(SKELETON).with_suffix("")
        target = folder / str(inside).replace("templates/room/", f"templates/{words['room']}/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Template(source.read_text("utf-8")).substitute(words), "utf-8")


def begin_migrations(room: str, folder: Path) -> None:
    """Make the first migration from the models; no database is asked.

    The command's own detector knows of the triggers that keep the history.
    """
    import django

    django.setup()
    from django.apps import apps
    from django.core.management.commands.makemigrations import Command
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState
    from django.db.migrations.writer import MigrationWriter

    lock = folder / "migrations" / "0002_second_lock.py"
    aside = lock.rename(lock.with_suffix(".aside"))  # what follows the first cannot be read before it
    loader = MigrationLoader(None)
    detector = Command.autodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(loader.graph, trim_to_apps={room}, convert_apps={room})
    for migration in changes[room]:
        (lock.parent / f"{migration.name}.py").write_text(MigrationWriter(migration).as_string(), "utf-8")
    aside.rename(lock)


def classify(room: str) -> None:
    """Say in the list of the tests of whom each field tells: the record stays with the child's."""
    from django.apps import apps

    model = apps.get_model(room, "Case")
    with (place.ROOT / "tests" / "fields.csv").open("a", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        for field in model._meta.concrete_fields:
            rows.writerow((model._meta.label, field.name, tells_of(field.name), "child's record", "never"))


def tells_of(field: str) -> str:
    """Return of whom a field of the skeleton tells."""
    kinds = (("child", OF_A_CHILD), ("professional", OF_STAFF), ("agency", OF_AGENCIES))
    return next((kind for kind, fields in kinds if field in fields), "nobody")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
