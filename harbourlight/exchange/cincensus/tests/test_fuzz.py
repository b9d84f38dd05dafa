"""Whatever a file holds, it gets a report or a plain refusal; hypothesis tries to find one that does not."""

import json
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from harbourlight.exchange.cincensus import making, output, rules, years
from harbourlight.exchange.cincensus.checking import Checker, check, taken
from harbourlight.exchange.cincensus.errors import NotACensus
from harbourlight.exchange.cincensus.structure import every_field

THIS = years.named("2025-26")
NAMES = sorted({field.name for field in every_field()} | {"Odd", "x.y", "Überall"})
TEXTS = some.one_of(
    some.sampled_from(
        [
            "",
            " ",
            "0",
            "1",
            "true",
            "N1",
            "NONE",
            "21",
            "RC8",
            "M",
            "U",
            "UN1",
            "2025-06-02",
            "2026-03-31",
            "9999-12-31",
        ]
    ),
    some.dates().map(str),
    some.text(
        some.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
        max_size=30,
    ),
)
TREES = some.recursive(
    some.tuples(some.sampled_from(NAMES), TEXTS),
    lambda inner: some.tuples(some.sampled_from(NAMES), some.lists(inner, max_size=6)),
    max_leaves=40,
)
FAIR = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def xml(tree):
    """Return a tree of names and texts as XML."""
    name, inner = tree
    content = escape(inner) if isinstance(inner, str) else "".join(xml(one) for one in inner)
    return f"<{name}>{content}</{name}>"


def report_or_refusal(content, year=THIS):
    """Check some bytes; return the report, or None for a refusal in one short line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "given.xml"
        path.write_bytes(content)
        try:
            report = check(path, year)
        except NotACensus as refusal:
            refused = str(refusal)
        else:
            refused = ""
    if refused:
        assert 10 < len(refused) < 200
        return None
    json.dumps(output.as_json(report))
    list(output.summary(report))
    assert not any("could not be asked of" in entry.why for entry in report.not_run), "a rule failed"
    return report


@FAIR
@given(TREES)
def test_any_well_formed_document(tree):
    report_or_refusal(xml(tree).encode())


@FAIR
@given(some.lists(TREES, max_size=4), some.sampled_from(years.every()))
def test_any_elements_in_a_child(trees, year):
    content = "".join(xml(tree) for tree in trees)
    text = f"<Message><Children><Child>{content}</Child><Child/></Children></Message>"
    assert report_or_refusal(text.encode(), year).children >= 2


@FAIR
@given(some.data())
def test_any_value_in_any_field_of_a_sound_child(data):
    year = data.draw(some.sampled_from(years.every()))
    made = next(making.children(1, year, every_module=True))
    for _ in range(data.draw(some.integers(1, 8))):
        module = data.draw(some.sampled_from(list(modules_in(made))))
        name = data.draw(some.sampled_from(sorted(module)))
        change = data.draw(some.sampled_from(["out", "twice", "value", "list"]))
        if change == "out":
            del module[name]
        elif change == "twice" and isinstance(module[name], list):
            module[name] = module[name] * 2
        elif change == "value" and not (
            isinstance(module[name], list) and module[name][:1] and is_record(module[name][0])
        ):
            module[name] = [data.draw(TEXTS)] if isinstance(module[name], list) else data.draw(TEXTS)
        if not module:
            break
    with tempfile.TemporaryDirectory() as folder:
        try:
            path = making.make(Path(folder) / "made.xml", [made], year)
            report = check(path)
        except NotACensus:
            return
    assert report.children == 1
    assert not any("could not be asked of" in entry.why for entry in report.not_run), "a rule failed"


def is_record(value):
    return isinstance(value, dict)


def modules_in(record):
    """Yield a record and every record in it that is not empty."""
    if record:
        yield record
    for value in record.values():
        for one in value if isinstance(value, list) else [value]:
            if is_record(one):
                yield from modules_in(one)


@FAIR
@given(some.data())
def test_any_damage_to_the_bytes_of_a_file(data):
    with tempfile.TemporaryDirectory() as folder:
        content = bytearray(making.make(Path(folder) / "a.xml", making.children(3, THIS), THIS).read_bytes())
    for _ in range(data.draw(some.integers(1, 5))):
        place = data.draw(some.integers(0, len(content) - 1))
        kind = data.draw(some.sampled_from(["change", "cut", "add"]))
        if kind == "change":
            content[place] = data.draw(some.integers(0, 255))
        elif kind == "cut":
            del content[place : place + data.draw(some.integers(1, 40))]
        else:
            content[place:place] = data.draw(some.binary(max_size=20))
    report_or_refusal(bytes(content))


@FAIR
@given(some.binary(max_size=300))
def test_any_bytes(content):
    report_or_refusal(content)
    report_or_refusal(b"PK\x03\x04" + content)


def test_a_rule_that_fails_is_said_not_to_have_run(tmp_path):
    checker = Checker(THIS)
    path = making.make(tmp_path / "made.xml", making.children(40, THIS), THIS)

    def broken(child, year):
        raise ZeroDivisionError

    checker._begin(THIS)
    rule = next(one for one in rules.of_year(THIS) if one.code == "8500")
    checker.asked_of["child"] = rules.Asking(((rule, broken),), ())
    report = taken(checker, path).report()
    assert [(entry.rule, entry.why) for entry in report.not_run] == [("8500", "it could not be asked of 40 records")]
