"""The text of a Word document; headings, lists and tables are marked by plain signs."""

from collections.abc import Iterator

from .decoding import text_of
from .errors import UnreadableFile
from .grid import MOST_COLUMNS, Grid
from .packed import DOCUMENT, Node, attribute, local, target, unpacked

MOST_SIGNS = 400_000
PDF = "A PDF cannot be read aloud to everybody. Upload the Word document (DOCX) that it was made from."
TOO_LONG = "The document is too long. Bring a shorter one."
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NOT_WRITTEN = ("pPr", "rPr", "del", "moveFrom", "Fallback")  # looks, what was struck out, what stands there twice


def checked_text(text: str) -> str:
    """Return the text of a document without space around it. Raises UnreadableFile for none, and for too much."""
    if "\0" in text:
        raise UnreadableFile(DOCUMENT.not_read)
    if not text.strip():
        raise UnreadableFile("The document holds no text.")
    if len(text) > MOST_SIGNS:
        raise UnreadableFile(TOO_LONG)
    return text.strip()


def plain_text(content: bytes) -> str:
    """Return the text of a plain document. Raises UnreadableFile."""
    if content.startswith(b"%PDF"):
        raise UnreadableFile(PDF)
    if len(content) > MOST_SIGNS * 4:
        raise UnreadableFile(TOO_LONG)
    return text_of(content)


def docx_text(content: bytes) -> str:
    """Return the text of a Word document. Raises UnreadableFile."""
    with unpacked(content, DOCUMENT) as parts:
        main = target(parts.tree("_rels/.rels"), "/officeDocument") or "word/document.xml"
        tree = parts.tree(main.lstrip("/"))
        body = None if tree is None else tree.find("{*}body")
        if body is None:
            raise UnreadableFile(DOCUMENT.not_read)
        styles = styles_in(parts.tree("word/styles.xml"))
        lines, signs = [], 0
        for block in blocks_of(body):
            for line in lines_of(block, styles):
                lines.append(line)
                signs += len(line) + 1
                if signs > MOST_SIGNS * 2:
                    raise UnreadableFile(TOO_LONG)
        return "\n".join(lines)


def docx_tables(content: bytes) -> list[Grid]:
    """Return the tables of a Word document that hold anything, in their order. Raises UnreadableFile."""
    with unpacked(content, DOCUMENT) as parts:
        main = target(parts.tree("_rels/.rels"), "/officeDocument") or "word/document.xml"
        tree = parts.tree(main.lstrip("/"))
        body = None if tree is None else tree.find("{*}body")
        if body is None:
            raise UnreadableFile(DOCUMENT.not_read)
        grids: list[Grid] = []
        for table in (block for block in blocks_of(body) if local(block) == "tbl"):
            grid = Grid(f"table {len(grids) + 1}")
            for line, row in enumerate(table.iterfind("{*}tr"), start=1):
                grid.add(line, list(cells_of(row)))
            grids.append(grid)
        return [grid for grid in grids if grid.rows]


def styles_in(tree: Node) -> dict[str, str]:
    """Return {id: name in small letters} of the styles of a document."""
    found = () if tree is None else tree.iterfind("{*}style")
    return {attribute(each, "styleId"): attribute(each.find("{*}name"), "val").lower() for each in found}


def blocks_of(node: Node) -> Iterator[Node]:
    """Give the paragraphs and tables of a body in order, those inside frames and insertions among them."""
    for child in node:
        name = local(child)
        if name in ("p", "tbl"):
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins"):
            yield from blocks_of(child)


def lines_of(block: Node, styles: dict[str, str]) -> list[str]:
    """Return the lines of a paragraph or a table."""
    if local(block) == "tbl":
        return ["", *(" | ".join(cells_of(row)) + " |" for row in block.iterfind("{*}tr")), ""]
    text, kept = "".join(written(block)).strip(), block.find("{*}pPr")
    style = "" if kept is None else styles.get(attribute(kept.find("{*}pStyle"), "val"), "")
    if not text:
        return [""]
    if style.startswith(("heading", "title")):
        return ["", f"## {text}", ""]
    is_listed = style.startswith("list") or (kept is not None and kept.find("{*}numPr") is not None)
    return [f"- {text}"] if is_listed else [text, ""]


def cells_of(row: Node) -> Iterator[str]:
    """Give the texts of a row's cells, each on one line; a cell over several columns leaves the others empty."""
    for cell in row.iterfind("{*}tc"):
        words = " ".join("".join(written(each)) for each in cell.iterfind("{*}p"))
        yield " ".join(words.split()).replace("|", "/")
        columns = int(attribute(cell.find("{*}tcPr/{*}gridSpan"), "val") or 1)
        yield from [""] * (min(columns, MOST_COLUMNS) - 1)


def written(node: Node) -> Iterator[str]:
    """Give the pieces of text in a paragraph, as it reads with its changes accepted."""
    for child in node:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        elif name not in NOT_WRITTEN:
            yield from written(child)
