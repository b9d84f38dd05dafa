"""Packed files (XLSX, DOCX) behind one guard: nothing in them runs, no entity is resolved, nothing is fetched.

Never more than a fixed amount is unpacked, and never more than a fixed number of elements is read, whatever size a
file claims: both are counted while the file is read.
"""

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from lxml import etree  # type: ignore[attr-defined]

from .errors import UnreadableFile

ACTIVE = ("vbaproject", "externallinks", "embeddings", "activex", "macrosheets", "connections.xml")
UNREADABLE = (
    zipfile.BadZipFile, KeyError, IndexError, etree.XMLSyntaxError, NotImplementedError, RuntimeError, ValueError,
    EOFError, zlib.error, MemoryError,
)  # fmt: skip
PIECE = 1 << 16
MOST_AT_ONCE = 50_000  # elements of one row or one shared text
Node = Any  # an lxml element; lxml has no types of its own


class Packed(NamedTuple):
    """A kind of packed file: how much of it is taken, and in which words it is refused."""

    most_bytes: int
    most_unpacked: int
    most_members: int
    most_elements: int
    too_big: str
    too_large: str
    is_active: str
    not_read: str


WORKBOOK = Packed(
    5 * 1024 * 1024, 20 * 1024 * 1024, 200, 600_000,
    "The file must be smaller than 5MB. Split it into several files.",
    "The workbook is too large once unpacked. Use the template.",
    "The workbook holds macros or links to other files. Save it as CSV.",
    "We cannot read this workbook. Save it again as XLSX, or as CSV.",
)  # fmt: skip
DOCUMENT = Packed(
    10 * 1024 * 1024, 50 * 1024 * 1024, 500, 200_000,
    "The file must be smaller than 10MB. Make its pictures smaller.",
    "The document is too large once unpacked.",
    "The document holds macros or other files. Save it without them.",
    "We cannot read this document. Save it again as DOCX in your word processor.",
)  # fmt: skip


class Parts:
    """The parts of one packed file; what is read of all of them counts together."""

    def __init__(self, file: zipfile.ZipFile, kind: Packed) -> None:
        """Begin with nothing read."""
        self.file, self.kind = file, kind
        self.names = set(file.namelist())
        self.unpacked = self.elements = self.since = 0

    def each(self, name: str, *tags: str) -> Iterator[Node]:
        """Yield the elements with one of these names of a part, each whole, and free it when the next is asked for.

        A part that is missing has none.
        """
        if name not in self.names:
            return
        parser = etree.XMLPullParser(events=("end",), resolve_entities=False, no_network=True, huge_tree=False)
        with self.file.open(name) as stream:
            while piece := self._piece(stream):
                parser.feed(piece)
                yield from self._ended(parser, tags)
            parser.close()
            yield from self._ended(parser, tags)

    def tree(self, name: str) -> Node:
        """Return one part as a tree, or None for one that the file lacks."""
        if name not in self.names:
            return None
        parser = etree.XMLPullParser(events=("end",), resolve_entities=False, no_network=True, huge_tree=False)
        with self.file.open(name) as stream:
            while piece := self._piece(stream):
                parser.feed(piece)
                for _ in parser.read_events():
                    self._count()
        return parser.close()

    def _piece(self, stream: Any) -> bytes:
        piece: bytes = stream.read(PIECE)
        self.unpacked += len(piece)
        if self.unpacked > self.kind.most_unpacked:
            raise UnreadableFile(self.kind.too_large)
        if b"<!DOCTYPE" in piece:
            raise UnreadableFile(self.kind.not_read)
        return piece

    def _count(self) -> None:
        self.elements += 1
        if self.elements > self.kind.most_elements:
            raise UnreadableFile(self.kind.too_large)

    def _ended(self, parser: Any, tags: Collection[str]) -> Iterator[Node]:
        for _, node in parser.read_events():
            self._count()
            self.since += 1
            if self.since > MOST_AT_ONCE:
                raise UnreadableFile(self.kind.too_large)
            if local(node) in tags:
                self.since = 0
                yield node
                node.clear()
                before = node.getprevious()
                if before is not None and node.getparent() is not None:
                    node.getparent().remove(before)


@contextmanager
def unpacked(content: bytes, kind: Packed) -> Iterator[Parts]:
    """Open a packed file behind the guard.

    Raises UnreadableFile, in the words of the kind, for what is no such file, what unpacks to too much, whatever size
    it claims, and what holds more than text.
    """
    if len(content) > kind.most_bytes:
        raise UnreadableFile(kind.too_big)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            refuse_members(file.infolist(), kind)
            yield Parts(file, kind)
    except UNREADABLE:
        raise UnreadableFile(kind.not_read) from None


def refuse_members(members: list[zipfile.ZipInfo], kind: Packed) -> None:
    """Raise UnreadableFile for what unpacks to too much, or holds more than text."""
    if len(members) > kind.most_members or sum(member.file_size for member in members) > kind.most_unpacked:
        raise UnreadableFile(kind.too_large)
    if any(word in member.filename.lower() for member in members for word in ACTIVE):
        raise UnreadableFile(kind.is_active)


def local(node: Node) -> str:
    """Return the name of a node without its namespace; empty for a comment."""
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def attribute(node: Node, name: str) -> str:
    """Return an attribute of a node, whatever its namespace, or an empty text; also where there is no node."""
    found = {} if node is None else node.attrib
    return next((words for key, words in found.items() if key.rpartition("}")[2] == name), "")


def target(tree: Node, kind: str) -> str | None:
    """Return the part to which a list of relations points with a kind of them, or None."""
    return next((end for name, end in targets(tree).items() if name.endswith(kind)), None)


def targets(tree: Node, by: str = "Type") -> dict[str, str]:
    """Return {kind or id of a relation: the part to which it points}."""
    found = () if tree is None else tree.iterfind("{*}Relationship")
    return {each.get(by, ""): each.get("Target", "") for each in found}
