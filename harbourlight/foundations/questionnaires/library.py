"""The question sets there are: those of the product, and the folders that a partnership adds of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from .checking import faults_of
from .declarations import QuestionSet
from .reading import BadSet, read_set

OURS = Path(__file__).parent / "sets"
LOCAL = "local"


class UnknownSet(LookupError):
    """A set, or a version of one, that no folder holds."""


@dataclass(frozen=True)
class Library:
    """Folders of sets, ``<key>/<version>/``; ``local/<area>/<key>/<version>/`` holds what one area adds."""

    folders: tuple[Path, ...] = (OURS,)

    @cached_property
    def paths(self) -> dict[tuple[str, str], Path]:
        """Where each version of each set stands."""
        found: dict[tuple[str, str], Path] = {}
        for path in (each for folder in self.folders for each in sorted(folder.glob("*/*/set.toml"))):
            name = (path.parent.parent.name, path.parent.name)
            if name in found:
                raise BadSet([f"{' '.join(name)} stands in two folders."])
            found[name] = path.parent
        return found

    @cached_property
    def read(self) -> dict[tuple[str, str, str], QuestionSet]:
        """The sets that were read so far."""
        return {}

    def versions(self, key: str) -> list[str]:
        """Return the versions of a set, the oldest first."""
        return sorted((version for name, version in self.paths if name == key), key=in_order)

    def load(self, key: str, version: str, area: str = "") -> QuestionSet:
        """Return one version of a set, with the questions that an area adds; raises UnknownSet and BadSet."""
        name = (key, version, area)
        if name not in self.read:
            self.read[name] = self.checked(key, version, area)
        return self.read[name]

    def checked(self, key: str, version: str, area: str) -> QuestionSet:
        """Return one version as its files say it, without a fault."""
        path = self.paths.get((key, version))
        if path is None:
            raise UnknownSet(f"There is no set {key} of version {version}")
        found = read_set(path, self.added_by(area, key, version))
        faults = [*misplaced(found, key, version), *faults_of(found, self.before(key, version))]
        if faults:
            raise BadSet(f"{key} {version}: {fault}" for fault in faults)
        return found

    def added_by(self, area: str, key: str, version: str) -> Path | None:
        """Return the folder of what an area adds to a set, or None."""
        places = (folder / LOCAL / area / key / version for folder in self.folders) if area else iter(())
        return next((place for place in places if place.is_dir()), None)

    def before(self, key: str, version: str) -> Iterator[QuestionSet]:
        """Give the earlier versions of a set."""
        for each in self.versions(key):
            if in_order(each) < in_order(version):
                yield self.load(key, each)

    def all(self) -> list[QuestionSet]:
        """Return every version of every set, by title."""
        return sorted((self.load(*name) for name in self.paths), key=lambda each: (each.title, in_order(each.version)))

    def in_force(self, key: str, on: date, area: str = "") -> QuestionSet:
        """Return the newest version of a set that is in force on a day; raises UnknownSet."""
        for version in reversed(self.versions(key)):
            if self.load(key, version).is_in_force(on):
                return self.load(key, version, area)
        raise UnknownSet(f"No version of {key} is in force on that day")


def in_order(version: str) -> tuple[tuple[int, str], ...]:
    """Return what puts versions in order: 2026.10 after 2026.9."""
    return tuple((int(piece), "") if piece.isdecimal() else (0, piece) for piece in version.split("."))


def misplaced(found: QuestionSet, key: str, version: str) -> Iterable[str]:
    """Give a fault where a set is not the one that its folder is named after."""
    if (found.key, found.version) != (key, version):
        yield f"the head names {found.key} {found.version}; the folder must be named alike."
