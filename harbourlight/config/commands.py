"""The `harbourlight` command: one word says what to do.

    clock       ask when a time limit runs out; needs no database
    census      check a children in need census, list its rules (no database); import, take back, export
    serve       serve pages and work the queue; the demonstration where DATABASE_URL is not set
    worker      work the queue of background jobs
    migrate     bring the database to this version's shape, as its owner
    assets      build the style sheets and scripts
    demo        load the demonstration partnership, or show its sign-ins
    people      make the first administrator; invite people, end or list their accounts
    audit       read and verify the access log
    outbox      show the mail that waits or could not be delivered, or send it again
    api_key     make a key for an agency's own system
    scorecard   derive (needs no database), import or compute the monthly dataset; count a country

Any other word is a Django management command. Without DATABASE_URL a command uses the embedded
database of the data folder, and starts it when it does not run.
"""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from harbourlight.config import place, surroundings

AS_OWNER = {
    "census",
    "dbshell",
    "demo",
    "makemigrations",
    "migrate",
    "national",
    "pgtrigger",
    "showmigrations",
    "sqlmigrate",
}
WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "help",
    "makemessages",
    "version",
}


def main(words: Sequence[str] | None = None) -> None:
    """Run one word of the command line."""
    words = list(sys.argv[1:] if words is None else words)
    if not words or words[0] in {"-h", "--help"}:
        print(__doc__)
        return
    own = OWN.get(words[0])
    try:
        if own is None:
            with_django(words)
        else:
            sys.exit(own(words[1:]))
    except KeyboardInterrupt:
        sys.exit(130)


def clock(words: list[str]) -> int | None:
    """Answer from the law alone, without Django."""
    return import_module("harbourlight.statute.command").main(words)


def census(words: list[str]) -> int | None:
    """Check a census file without Django; to load one, or to write the return, needs the database."""
    if words[:1] in (["import"], ["take-back"], ["export"]):
        with_django(["census", *words])
        return None
    return import_module("harbourlight.exchange.cincensus.command").main(words)


def serve(words: list[str]) -> int:
    """Serve until told to stop."""
    if words:
        sys.exit("`serve` takes no words; HARBOURLIGHT_PORT and HARBOURLIGHT_HOST say where.")
    return import_module("harbourlight.config.supervisor").main()


def assets(words: list[str]) -> int | None:
    """Build style sheets and scripts from the npm packages."""
    modules = Path(words[0]) if words else place.data() / "node" / "node_modules"
    import_module("harbourlight.foundations.ui.build").main(modules, place.data() / "assets")
    return None


def worker(words: list[str]) -> int | None:
    """Work the queue until told to stop."""
    if words:
        sys.exit("`worker` takes no words.")
    with_django(["work_queue"])
    return None


def scorecard(words: list[str]) -> int | None:
    """Derive a sheet's figures without a database; anything else of the dataset needs it."""
    if words[:1] == ["derive"]:
        return import_module("harbourlight.foundations.measures.derive").main(words[1:])
    if words[:1] == ["national"]:
        with_django(words)
        return None
    with_django(["scorecard", *words])
    return None


def with_django(words: list[str]) -> None:
    """Run a management command against DATABASE_URL or the embedded database.

    Django and the launcher are imported here, so that the words before do not wait for them.
    """
    surroundings.refuse()
    os.environ.setdefault("HARBOURLIGHT_SECRET_KEY", place.secret_key())
    run = import_module("harbourlight.config.manage").run
    if os.environ.get("DATABASE_URL") or words[0] in WITHOUT_DATABASE:
        assume_owner(words[0])
        run(words)
        return
    embedded = import_module("harbourlight.config.embedded")
    try:
        with embedded.running(place.data()) as server:
            os.environ.update(server.environment())
            assume_owner(words[0])
            run(words)
    except embedded.EmbeddedServerError as refusal:
        sys.exit(str(refusal))


def assume_owner(word: str) -> None:
    """Sign in as the tables' owner for the words that change their shape or fill them."""
    if word in AS_OWNER and os.environ.get("HARBOURLIGHT_OWNER_DATABASE_URL"):
        os.environ.setdefault("HARBOURLIGHT_ROLE", "owner")


OWN: dict[str, Callable[[list[str]], int | None]] = {
    "clock": clock,
    "census": census,
    "serve": serve,
    "assets": assets,
    "worker": worker,
    "scorecard": scorecard,
}


if __name__ == "__main__":
    main()
