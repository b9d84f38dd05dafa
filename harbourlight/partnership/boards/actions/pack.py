"""The pack of a meeting: agenda and every paper its reader may read, as one tagged PDF with contents and pages."""

from pathlib import Path

from harbourlight.foundations.access import seals
from harbourlight.foundations.access.guard import as_system
from harbourlight.foundations.meetings.drafting import clock_time, day
from harbourlight.foundations.meetings.models import AgendaItem, Paper
from harbourlight.foundations.ui.pdf import made

from ..models import Learning
from .papers import interests_of
from .presence import expected_of

TEMPLATE = Path(__file__).parent.parent / "pack.typ"


def pdf(sitting, reader):
    """Return the pack of a meeting for one reader, as bytes."""
    return made(TEMPLATE, "pack", contents(sitting, reader))


def contents(sitting, reader):
    """Return what the pack says, as plain lists and texts: nothing in it is read as markup."""
    meeting = sitting.meeting
    papers = list(papers_for(sitting, reader))
    place = [meeting.place] if meeting.place else []
    return {
        "title": f"{meeting.title}: agenda and papers",
        "when": ", ".join([day(meeting.starts_at), clock_time(meeting.starts_at), *place]),
        "chair": meeting.chair.name if meeting.chair else "",
        "reader": reader.name,
        "words": sitting.group.keeps(meeting.starts_at).confidentiality,
        "has_restricted": any(paper.is_restricted for paper in papers),
        "leaves_out": leaves_out(meeting, papers),
        "agenda": agenda_of(sitting, papers),
        "members": [[who, seat, agency] for who, seat, agency in expected_of(meeting)],
        "interests": [interest_words(each) for each in interests_of(sitting) if each.has_interest],
        "learning": [
            {"title": each.title, "from": each.from_group.name, "blocks": blocks_of(each.text)}
            for each in learning_for(sitting)
        ],
        "papers": [paper_of(paper) for paper in papers],
        "head": seals.last_head(),
    }


def leaves_out(meeting, papers):
    """Say whether a restricted paper of a meeting is not among some papers; nothing else is told of it."""
    with as_system("a reader is told that a copy is not whole, and nothing of what it lacks"):
        closed = Paper.objects.filter(meeting=meeting, is_restricted=True)
        return closed.exclude(pk__in=[paper.pk for paper in papers]).exists()


def papers_for(sitting, reader):
    """Return the papers of a meeting that a reader may read, in the order of the agenda."""
    rows = Paper.objects.visible_to(reader).filter(meeting=sitting.meeting_id)
    return rows.select_related("agency", "item", "given_by").order_by("item__number", "given_at", "title")


def learning_for(sitting):
    """Return what other bodies share with this one and was not heard before this meeting."""
    rows = Learning.objects.filter(to_group=sitting.group_id).select_related("from_group")
    heard_here = rows.filter(heard_at=sitting)
    waiting = rows.filter(heard_at=None, shared_at__lt=sitting.meeting.starts_at)
    return list((heard_here | waiting).order_by("shared_at"))


def agenda_of(sitting, papers):
    """Return the agenda as rows: number, item, which papers of the pack belong to it."""
    rows = []
    for item in AgendaItem.objects.filter(meeting=sitting.meeting_id).order_by("number"):
        own = [str(number) for number, paper in enumerate(papers, 1) if paper.item_id == item.pk]
        rows.append([str(item.number), item_words(item), f"Paper {', '.join(own)}" if own else ""])
    return rows


def item_words(item):
    """Return an item as the agenda names it: what it is about, what for, who presents it, for how long."""
    long = f"{item.minutes_long} minutes" if item.minutes_long else ""
    exempt = "exempt from publication" if item.is_exempt else ""
    more = [item.get_purpose_display().lower(), item.presenter, long, exempt]
    told = ", ".join(each for each in more if each)
    withdrawn = f" Withdrawn: {item.withdrawn_reason}" if item.withdrawn_at else ""
    return f"{item.title}{f' ({told})' if told else ''}{withdrawn}"


def interest_words(interest):
    """Return a declared interest as one sentence."""
    about = f", on {interest.item.title}" if interest.item else ""
    leaves = " Leaves the room for it." if interest.leaves_the_room else ""
    return f"{interest.professional.name}{about}: {interest.what}{leaves}"


def paper_of(paper):
    """Return one paper of the pack."""
    who = [str(each) for each in (paper.agency, paper.given_by) if each]
    given = [f"given {day(paper.given_at)}"] if paper.given_at else []
    return {
        "title": paper.title,
        "about": ", ".join([*who, *given]),
        "restricted": paper.is_restricted,
        "item": paper.item.title if paper.item else "",
        "blocks": blocks_of(paper.words),
    }


def blocks_of(words):
    """Return a text as blocks: headings ("# "), list items ("- "), tables ("a | b |") and paragraphs."""
    blocks: list[dict] = []
    for line in words.splitlines():
        add_line(blocks, line.strip())
    kept = [each for each in blocks if each.get("text") or each.get("rows") or each.get("entries")]
    return whole_tables(unbroken(kept))


def unbroken(blocks):
    """Return blocks whose headings skip no level: a reader who listens finds the way by them."""
    has_head = False
    for block in blocks:
        if block["kind"] == "subhead" and not has_head:
            block["kind"] = "head"
        has_head = has_head or block["kind"] == "head"
    return blocks


def add_line(blocks, line):
    """Add one line of a text to its blocks; an empty one ends a block."""
    kind, content = kind_of(line)
    last = blocks[-1] if blocks else {}
    if kind == "list":
        into(blocks, last, "list", "entries").append(content)
    elif kind == "table":
        into(blocks, last, "table", "rows").append(content)
    elif kind in ("head", "subhead", "end"):
        blocks.append({"kind": kind, "text": content})
    elif last.get("kind") == "text":
        last["text"] += " " + content
    else:
        blocks.append({"kind": "text", "text": content})


def into(blocks, last, kind, key):
    """Return the list of the block of a kind that runs on, or of a new one."""
    if last.get("kind") != kind:
        last = {"kind": kind, key: []}
        blocks.append(last)
    return last[key]


def kind_of(line):
    """Return what kind of line a line is, and what it says."""
    if not line:
        return "end", ""
    for mark, kind in (("## ", "subhead"), ("# ", "head"), ("- ", "list"), ("* ", "list"), ("• ", "list")):
        if line.startswith(mark):
            return kind, line[len(mark) :].strip()
    if line.endswith("|") and line.count("|") > 1:
        return "table", [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]
    return "text", line


def whole_tables(blocks):
    """Return blocks whose tables have rows of one length."""
    for block in blocks:
        if block["kind"] == "table":
            width = max(len(row) for row in block["rows"])
            block["rows"] = [row + [""] * (width - len(row)) for row in block["rows"]]
    return blocks
