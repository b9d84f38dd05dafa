"""Opens a census file, plain or zipped, and hands over its header and its children one at a time.

Nothing is expanded or fetched: a document type declaration, which a census never has, is refused before the
rest is read. A child's part of the file is freed once the caller asks for the next, so a file of any size needs
the memory of its largest child.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from lxml import etree

from harbourlight.exchange.cincensus.declared import refuse_start
from harbourlight.exchange.cincensus.errors import NotACensus

PIECE = 1 << 16
LARGEST_CHILD = 1 << 20  # bytes of one child; a real one has some thousands
LARGEST_PROLOG = 1 << 20
LARGEST_UNPACKED = 8 << 30
MOST_PACKED = 300  # times smaller than unpacked; a real census packs to a tenth or a thirtieth

Node = Any  # an lxml element; lxml has no types of its own


def local(node: Node) -> str:
    """The name of an element without its namespace; empty for a comment."""
    tag = node.tag
    return str(tag).rpartition("}")[2] if isinstance(tag, str) else ""


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file's bytes, those of its only member when it is a zip. Raises NotACensus."""
    try:
        with path.open("rb") as plain:
            start = plain.read(4)
            plain.seek(0)
            if start != b"PK\x03\x04":
                yield plain
                return
            with zipfile.ZipFile(plain) as packed, packed.open(_only_member(packed)) as member:
                yield member
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, EOFError) as failure:
        raise NotACensus("the zip file is damaged or packed in a way that cannot be read") from failure
    except OSError as failure:
        raise NotACensus(f"the file cannot be read: {failure.strerror or 'input failed'}") from failure


def _only_member(packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The one XML file of a zip."""
    found = [
        member
        for member in packed.infolist()
        if member.filename.lower().endswith(".xml") and not member.filename.startswith("__MACOSX/")
    ]
    if len(found) != 1:
        raise NotACensus(f"the zip file holds {len(found)} XML files; it must hold one")
    member = found[0]
    if member.flag_bits & 1:
        raise NotACensus("the zip file is locked with a password")
    if member.file_size > LARGEST_UNPACKED or member.file_size > MOST_PACKED * max(member.compress_size, PIECE):
        raise NotACensus("the zip file unpacks to far more than a census holds")
    return member


def children(path: Path) -> Iterator[Node]:
    """The header and the children of a file, in the file's order, each freed after its turn.

    Raises NotACensus where the file is not well-formed XML, is not a census, or is not safe to read.
    """
    with opened(path) as stream:
        yield from _elements(stream)


def _elements(stream: IO[bytes]) -> Iterator[Node]:
    parser = etree.XMLPullParser(
        events=("end",),
        tag=("{*}Header", "{*}Child", "{*}Children", "{*}Message"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    gate = _Gate()
    since_last, ended = 0, False
    try:
        while piece := stream.read(PIECE):
            if not gate.seen:
                refuse_start(piece)
            gate.pass_on(piece)
            parser.feed(piece)
            since_last += len(piece)
            for _, node in parser.read_events():
                gate.look_at(node)
                since_last = 0
                yield from _handed_over(node)
            if since_last > LARGEST_CHILD:
                raise NotACensus(f"one child, or what stands between two, takes more than {LARGEST_CHILD >> 20} MB")
        ended = True
        parser.close()
        for _, node in parser.read_events():
            yield from _handed_over(node)
    except etree.XMLSyntaxError as failure:
        raise NotACensus(_words(failure, ended and gate.seen > 0)) from None


def _handed_over(node: Node) -> Iterator[Node]:
    """A header or child in its turn; then it is emptied, and what stands before it is dropped."""
    name = local(node)
    if name == "Message" or _inside_child(node):
        return
    yield node
    if name == "Children":
        return
    node.clear()
    parent = node.getparent()
    if parent is not None:
        while node.getprevious() is not None:
            del parent[0]


def _inside_child(node: Node) -> bool:
    parent = node.getparent()
    above = parent.getparent() if parent is not None else None
    if above is None or above.getparent() is None:
        return parent is not None and local(parent) == "Child"
    return any(local(one) == "Child" for one in node.iterancestors())


def _words(failure: etree.XMLSyntaxError, ended: bool) -> str:
    """The parser's complaint in one sentence, without what the file holds."""
    said = str(failure.msg or "")
    otherwise = "the file ends too early" if ended else "the XML is broken"
    words = next((words for sign, words in _COMPLAINTS.items() if sign in said), otherwise)
    return f"line {failure.lineno or 1}: {words}"


NOT_IN_IT = (
    "its bytes do not fit the encoding it names, or UTF-8 where it names none, as when older software wrote it: "
    "save it as UTF-8"
)
_COMPLAINTS = {
    "no element found": "the file is empty or holds no XML",
    "Document is empty": "the file is empty or holds no XML",
    "Start tag expected": "this is not XML",
    "encoding": NOT_IN_IT,
    "not proper UTF-8": NOT_IN_IT,
    "Input is not proper": NOT_IN_IT,
    "Excessive depth": "elements stand inside one another too deeply",
    "Resource limit": "a text or name is too long",
    "huge": "a text or name is too long",
    "amplification": "it uses entities that grow without end",
    "Entity": "it uses an entity that XML does not know",
    "Premature end": "the file ends too early",
    "end of data": "the file ends too early",
    "EndTag": "the file ends too early",
    "mismatch": "an element is closed by another's end",
}


class _Gate:
    """Looks at a file's start, before the first element: no document type, and a census."""

    def __init__(self) -> None:
        self.open = False
        self.looked = False
        self.seen = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._first

    def pass_on(self, piece: bytes) -> None:
        """Look at the next bytes, until the first element has come."""
        if self.open:
            return
        self.seen += len(piece)
        try:
            self.parser.Parse(piece, False)
        except (expat.ExpatError, LookupError, ValueError):
            self.open = True  # the other parser says what is wrong
        if not self.open and self.seen > LARGEST_PROLOG:
            raise NotACensus("no element comes in its first megabyte")

    def look_at(self, node: Node) -> None:
        """Refuse a document type that only the other parser could read."""
        if not self.looked:
            self.looked = True
            if node.getroottree().docinfo.doctype:
                self._refuse()

    def _refuse(self, *_: object) -> None:
        raise NotACensus("it has a document type declaration, which a census never has")

    def _first(self, name: str, _: object) -> None:
        self.open = True
        self.parser.StartElementHandler = None
        found = name.rpartition(":")[2]
        if found != "Message":
            raise NotACensus("its outermost element is not Message, so it is no children in need census")
