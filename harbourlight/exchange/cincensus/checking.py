"""Checks a census file: its structure first, then every rule of its year, one child at a time."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from harbourlight.exchange.cincensus import rules, source, structure, values
from harbourlight.exchange.cincensus.errors import NotACensus, UnknownYear
from harbourlight.exchange.cincensus.faults import LEFT_TO_RULES, UNREADABLE, Fault, Record, find, line_of, text_of
from harbourlight.exchange.cincensus.findings import Finding, NotRun, Report, in_order, of_fault
from harbourlight.exchange.cincensus.reading import Reader
from harbourlight.exchange.cincensus.rules.identifiers import check_letter
from harbourlight.exchange.cincensus.rules.whole import Whole
from harbourlight.exchange.cincensus.years import Year, ending, every, of_day
from harbourlight.statute import authorities

MODULES = ("Assessments", "CINPlanDates", "Section47", "ChildProtectionPlans", "PreProceedingsandFGDM")
MOST_FINDINGS = 400_000  # twenty for each child of the largest authority
BLOCK = 64  # children that one share checks before the next has its turn
NO_YEAR = "the file does not say which census year it is for; name it with --year"
Progress = Callable[[int], None]
Place = tuple[str | None, int | None, Any]  # the child's number, the line, the value as it is spelled there


def check(path: Path, year: Year | None = None, progress: Progress | None = None) -> Report:
    """Check a file against the rules of its year, or of the year named. Raises NotACensus.

    `progress` is told the number of children read, now and then.
    """
    return taken(Checker(year), path, progress).report()


def taken(checker: "Checker", path: Path, progress: Progress | None = None) -> "Checker":
    """Let a checker take every part of a file. Raises NotACensus."""
    for node in census_nodes(path):
        checker.take(node)
        if progress and checker.taken % 500 == 0:
            progress(checker.taken)
    return checker


def census_nodes(path: Path) -> Generator[source.Node, None, None]:
    """The header and children of a file. Raises NotACensus where it proves to be none."""
    is_census = False
    for node in source.children(path):
        name = source.local(node)
        if name == "Children":
            above = node.getparent()
            is_census |= above is not None and source.local(above) == "Message"
            continue
        if name == "Header":
            refuse_other_collection(node)
        yield node
    if not is_census:
        raise NotACensus("it has no Message with Children in it, so it is no children in need census")


def refuse_other_collection(header: source.Node) -> None:
    """Refuse the file of another return."""
    found = header_text(header, "Collection")
    if found and found.upper() != "CIN":
        raise NotACensus("its header names another collection than CIN")


def header_text(header: source.Node, name: str) -> str:
    """The text of one element of a header, wherever it stands; empty where there is none."""
    for node in header.iter():
        if source.local(node) == name:
            return (node.text or "").strip()
    return ""


def year_of(header: source.Node) -> Year | None:
    """The census year a header names: by its reference date if that ends a year, else by its year or the date."""
    day, named = values.read_day(header_text(header, "ReferenceDate")), header_text(header, "Year")
    try:
        if day and (day.month, day.day) == (3, 31):
            return ending(day.year)
        if named[:4].isdecimal():
            return ending(int(named[:4]))
        return of_day(day) if day else None
    except UnknownYear:
        return None


class _Words(dict[str, Any]):
    """The words of an expectation; a value that is not there reads so."""

    def __missing__(self, key: str) -> str:
        return "a day that is not given"


def year_words(year: Year) -> dict[str, date]:
    """The days of a year that an expectation may name."""
    return {
        "start": year.start,
        "end": year.end,
        "assessment_from": year.assessment_from,
        "enquiry_from": year.enquiry_from,
        "nfa_from": year.nfa_from,
        "expected_from": date(year.ends, 3, 1),
        "expected_to": date(year.ends, 12, 31),
    }


class Checker:
    """Takes a file's header and children in turn, and keeps what is found."""

    def __init__(self, year: Year | None = None, turn: tuple[int, int] = (0, 1)) -> None:
        """`turn` is which share of how many this one checks; the blocks of children go round the shares."""
        self.turn = turn
        self.taken = 0
        self.asked = year
        self.year: Year | None = None
        self.reader: Reader | None = None
        self.whole = Whole()
        self.findings: list[Finding] = []
        self.asked_of: dict[str, rules.Asking] = {}
        self.header_line: int | None = None
        self.authority = ""
        self._homes: dict[str, str] = {}
        self._seen: dict[str, dict[Any, Place | None]] = {}
        self._unreadable: Counter[str] = Counter()
        self._told: set[tuple[str, str]] = set()
        self._failed: Counter[str] = Counter()
        self._places: set[tuple[int, str]] = set()

    def take(self, node: source.Node) -> None:
        """Take the next header or child of the file."""
        if source.local(node) == "Header":
            if self.reader is None:
                self._begin(year_of(node))
                self._header(node)
            elif not self.turn[0]:
                kind, where = ("schema.order", "before Children") if self.taken else ("schema.repeat", "once")
                self._tell_structure(Fault(kind, {}, "Header", None, line_of(node), None, where), None)
            return
        if self.reader is None:
            self._begin(None)
            self._header(None)
        mine, shares = self.turn
        if self.taken // BLOCK % shares == mine:
            self._child(node)
        self.taken += 1
        if len(self.findings) > MOST_FINDINGS:
            raise NotACensus(f"it has more than {MOST_FINDINGS:,} faults, so it is another file or of another year")

    def join(self, other: "Checker") -> None:
        """Take over what another share found."""
        self.findings += other.findings
        self.whole.join(other.whole)
        self._unreadable += other._unreadable
        self._failed += other._failed
        self._told |= other._told
        for code, seen in other._seen.items():
            rule = next(one for one, _ in self.asked_of["unique"].always if one.code == code)
            for value in seen.keys() & self._seen[code].keys():
                first, second = self._seen[code][value], seen[value]
                if first and second and is_as_spelled(value, first, second):
                    continue
                for place in (second, first):
                    if place is not None:
                        self._tell_unique(rule, place)

    def share(self) -> "Checker":
        """What another share needs to take over: all that is found, without the file's elements."""
        self.reader, self.asked_of = None, {}
        return self

    def report(self) -> Report:
        """What was found, once all is taken."""
        if self.reader is None:
            self._begin(None)
            self._header(None)
        if self.year and self.whole.children:
            for rule, function in self.asked_of["file"].always:
                if function(self.whole, self.year):
                    self._tell(rule, None, {}, rule.element, None)
        if not self.whole.children:
            self._tell_structure(Fault("schema.missing", {}, "Child", None, None, None, "at least one"), None)
        findings = tuple(sorted(self.findings, key=in_order))
        return Report(self.whole.children, self.year, findings, tuple(self._not_run()), self.authority)

    def _begin(self, found: Year | None) -> None:
        """Settle the year, and with it the structure and the rules."""
        self.year = self.asked or found
        self.reader = Reader(self.year or every()[-2])
        if self.year:
            self.asked_of = dict(rules.by_level(self.year))
            self._seen = {rule.code: {} for rule, _ in self.asked_of["unique"].always}
        for name in ("ChildIdentifiers", "ChildCharacteristics"):
            self._homes |= dict.fromkeys(structure.modules(self.reader.year)[name].fields, name)
        self._homes["Disability"] = "ChildCharacteristics"

    def _header(self, node: source.Node | None) -> None:
        assert self.reader  # settled by _begin
        if self.turn[0]:
            return  # the first share tells
        record: Record = {}
        if node is not None:
            record = self.reader.header(node)
            self.header_line = line_of(node)
            self.authority = header_text(node, "LEA")[:3]
            for fault in self.reader.faults:
                self._tell_structure(fault, None)
        if self.year is None:
            known = f"31 March of a year from {every()[0].ends} to {every()[-1].ends}"
            rule = next(one for one in rules.every_rule() if one.code == "100")
            found = text_of(record["CollectionDetails"], "ReferenceDate") if "CollectionDetails" in record else None
            words = (rule.code, rule.severity, None, self.header_line, rule.element, found, known, rule.message)
            self.findings.append(Finding(*words))
            return
        for rule, function in self.asked_of["header"].always:
            for place in function(record, self.year) or ():
                self._tell(rule, None, *place)

    def _child(self, node: source.Node) -> None:
        assert self.reader  # settled by _begin
        child = self.reader.child(node)
        number = child["ChildIdentifiers"].get("LAchildID")
        self.whole.count(child, self.reader.year)
        self._places = set()
        if self.year:
            self._ask_unique(child, number)
            self._ask(child, number)
        self._structure(child, node, number)

    def _structure(self, child: Record, node: source.Node, number: str | None) -> None:
        """Tell the faults of structure that no rule has told."""
        assert self.reader  # settled by _begin
        above = node.getparent()
        if above is None or source.local(above) != "Children":
            where = Fault("schema.order", child, "Child", None, child["line"], None, "inside Children")
            self._tell_structure(where, number)
        for fault in self.reader.faults:
            told = fault.kind in LEFT_TO_RULES and (id(fault.record), fault.element) in self._places
            if not told:
                self._tell_structure(fault, number)
            if fault.kind in UNREADABLE:
                self._unreadable[fault.element] += 1

    def _ask(self, child: Record, number: str | None) -> None:
        """Ask every rule about a child, from the child as a whole down to each record of each episode."""
        asked_of, year, who = self.asked_of, self.year, child["ChildIdentifiers"]
        self._put(asked_of["child"], (child, year), (child,), (who,), number)
        for episode in child["CINdetails"]:
            around = (child, episode)
            self._put(asked_of["CINdetails"], (episode, child, year), around, (who, episode), number)
            for module in MODULES:
                records = episode.get(module)
                if records:
                    asking = asked_of[module]
                    for record in records:
                        words = (record, episode, child, year)
                        self._put(asking, words, (child, episode, record), (who, episode, record), number)

    def _put(
        self,
        asking: rules.Asking,
        words: tuple[Any, ...],
        around: tuple[Record, ...],
        holders: tuple[Record, ...],
        number: str | None,
    ) -> None:
        """Put the rules of one level to a record: those for every one, and those whose element a holder has."""
        self._each(asking.always, words, around, number)
        for element, pairs in asking.sometimes:
            for holder in holders:
                if element in holder:
                    self._each(pairs, words, around, number)
                    break

    def _each(self, pairs: rules.Pairs, words: tuple[Any, ...], around: tuple[Record, ...], number: str | None) -> None:
        """Ask the rules in turn; one that fails on an odd record is said not to have run, and the rest go on."""
        for rule, function in pairs:
            try:
                answer = function(*words)
            except Exception:
                self._failed[rule.code] += 1
                continue
            if answer:
                self._answered(rule, number, answer, around)

    def _ask_unique(self, child: Record, number: str | None) -> None:
        """Tell of a value that an earlier child has too, on both children."""
        for rule, function in self.asked_of["unique"].always:
            value = function(child, self.year)
            if not value:
                continue
            seen = self._seen[rule.code]
            who = child["ChildIdentifiers"]
            place = (number, line_of(find(who, rule.element)), who.get(rule.element))
            if value not in seen:
                seen[value] = place
                continue
            first = seen[value]
            if first is not None and is_as_spelled(value, first, place):
                continue
            seen[value] = None
            if first is not None:
                self._tell_unique(rule, first)
            self._tell_unique(rule, place)

    def _tell_unique(self, rule: rules.Rule, place: Place) -> None:
        number, line, value = place
        words = (rule.code, rule.severity, number, line, rule.element, value, rule.expected, rule.message)
        self.findings.append(Finding(*words))

    def _answered(self, rule: rules.Rule, number: str | None, answer: Any, around: tuple[Record, ...]) -> None:
        """Tell each place that a rule found wrong; `around` is the child, and the records down to the one asked of."""
        own = around[-1]
        if len(around) == 1:
            own = own.get(self._homes.get(rule.element, ""), own)
        places = answer if isinstance(answer, list) else [(own, rule.element if answer is True else answer, None)]
        for record, element, index in places:
            self._tell(rule, number, record, element, index, around)

    def _tell(
        self,
        rule: rules.Rule,
        number: str | None,
        record: Record,
        element: str,
        index: int | None,
        around: tuple[Record, ...] = (),
    ) -> None:
        """Tell one place that a rule found wrong; the file as a whole is an empty record."""
        line, found = None, None
        if "@" in record:
            line, found = line_of(find(record, element, index)), text_of(record, element, index)
            self._places.add((id(record), element))
            self._told.add((rule.code, element))
        expected = rule.expected
        if "{" in expected:
            expected = expected.format_map(self._words((*around, record), rule.element))
        self.findings.append(Finding(rule.code, rule.severity, number, line, element, found, expected, rule.message))

    def _words(self, around: tuple[Record, ...], element: str) -> _Words:
        """The words an expectation may name: days of the child, of the records around, of the year; the codes."""
        assert self.year  # no rule is asked without a year
        who = around[0].get("ChildIdentifiers", {})
        words = _Words(_days(who))
        for record in around:
            words |= _days(record)
        words |= year_words(self.year)
        words["codes"] = values.expected(structure.kind_of(element), self.year)
        if element == "LEA":
            words["authority"] = authorities.against(around[0].get("LEA") or "", self.year.end).rstrip(".")
        birth = who.get("PersonBirthDate") or who.get("ExpectedPersonBirthDate")
        if birth:
            words["birth"] = birth
        if len(who.get("UPN") or "") == 13 and who["UPN"][1:12].isdecimal():
            words["upn_letter"] = check_letter(who["UPN"])
        return words

    def _tell_structure(self, fault: Fault, number: str | None) -> None:
        self.findings.append(of_fault(fault, number))

    def _not_run(self) -> Iterator[NotRun]:
        """The rules that could not be asked, of anybody or of some."""
        if self.year is None:
            yield from (NotRun(rule.code, NO_YEAR) for rule in rules.of_year(every()[-2]))
            return
        for rule in rules.of_year(self.year):
            whys = [
                f"{element} could not be read in {self._unreadable[element]:,} places"
                for element in rule.fields
                if element in self._unreadable and (rule.code, element) not in self._told
            ]
            if self._failed[rule.code]:
                whys.append(f"it could not be asked of {self._failed[rule.code]:,} records")
            if rule.level == "file" and not self.whole.children:
                whys.append("the file has no children")
            if whys:
                yield NotRun(rule.code, "; ".join(whys).replace(" in 1 places", " in 1 place"))


def is_as_spelled(value: Any, one: Place, other: Place) -> bool:
    """Whether what makes two children alike is spelled in both as one: another rule asks after the same number."""
    return bool(value != one[2] and one[2] == other[2])


def _days(record: Record) -> dict[str, date]:
    """The days of a record, by name."""
    return {name: value for name, value in record.items() if isinstance(value, date)}
