"""Turns the elements of a census file into plain records, and says where the structure is wrong.

A record is a dict with the names of the return: an element that is missing or empty has no key, one whose value
cannot be read has None, any other a text, date, whole number, True or False. Modules that repeat are lists of
records. `CPPreviewDate`, `Disability` and `AssessmentFactors` are lists of values, all of a module's blocks together,
with "" for a block or element left empty. Under "@" a record keeps its element of the file while the child is in turn.
"""

from typing import Any, NamedTuple

from harbourlight.exchange.cincensus import structure, values
from harbourlight.exchange.cincensus.faults import Fault, Record, line_of, shown
from harbourlight.exchange.cincensus.source import Node, local
from harbourlight.exchange.cincensus.years import Year

KINDS = {"date": "schema.date", "number": "schema.number"}
PLANS = ("CINPlanDates", "ChildProtectionPlans")  # kept together for the whole child too, under "@@" and the name
EMPTY = frozenset({"schema.empty", "schema.unknown"})  # an element that is there, but told of already
PATTERNED = frozenset({"year", "authority", "serial", "moment"})


class Form(NamedTuple):
    """What an element holds: a value of a kind, a module, or a list of values in a block."""

    kind: str
    single: bool
    table: "Table | None"
    list_of: str


class Slot(NamedTuple):
    """How one element is read: its place in the order, and what reads its value unless it is a module."""

    place: int
    name: str
    convert: values.Convert | None
    form: Form


class Table:
    """How one module is read: its elements by name, with and without the file's namespace."""

    def __init__(self, module: structure.Module) -> None:
        self.name = module.name
        self.needed = module.needed
        self.slots: dict[Any, Slot] = {}
        self.lists: tuple[str, ...] = ()


class Reader:
    """Reads the elements of one file of one year; `faults` are those of the child or header read last."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.faults: list[Fault] = []
        self._empty: set[tuple[int, str]] = set()
        self._converters = values.converters(year)
        self._modules = structure.modules(year)
        self._tables: dict[str, Table] = {}
        self._namespace = ""
        self._table("Message")

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            table = self._tables[name] = Table(self._modules[name])
            for field in self._modules[name].fields.values():
                table.slots[field.name] = self._slot(field)
            table.lists = tuple(
                slot.form.list_of or slot.name
                for slot in table.slots.values()
                if slot.form.table is not None and (slot.form.list_of or not slot.form.single)
            )
        return self._tables[name]

    def _slot(self, field: structure.Field) -> Slot:
        inner = self._table(field.kind) if field.kind in self._modules else None
        convert = None if inner else self._converters[field.kind]
        list_of = structure.LISTS.get(field.name, "")
        return Slot(field.place, field.name, convert, Form(field.kind, field.most == 1, inner, list_of))

    def _know(self, node: Node) -> None:
        """Learn the namespace of the file from its first element."""
        space = str(node.tag).rpartition("}")[0]
        if space and not self._namespace:
            self._namespace = space + "}"
            for table in self._tables.values():
                table.slots |= {self._namespace + name: slot for name, slot in table.slots.items()}

    def child(self, node: Node) -> Record:
        """The record of a child: its identifiers, characteristics and episodes."""
        self._know(node)
        self._clear()
        record = self._module(node, self._tables["Child"])
        for name in ("ChildIdentifiers", "ChildCharacteristics"):
            if name not in record:
                record[name] = {"@": node}
        record["ChildCharacteristics"].setdefault("Disability", [])
        record["line"] = line_of(node)
        for name in PLANS:
            record["@@" + name] = [plan for episode in record["CINdetails"] for plan in episode.get(name, ())]
        return record

    def header(self, node: Node) -> Record:
        """The record of the header."""
        self._know(node)
        self._clear()
        return self._module(node, self._tables["Header"])

    def _clear(self) -> None:
        """Forget what was told of the child before."""
        self.faults, self._empty = [], set()

    def _module(self, node: Node, table: Table) -> Record:
        """Read a module. Every element of every child comes through here, so what is usual is done in place."""
        record: Record = {"@": node, **{name: [] for name in table.lists}}
        known, last, loose = table.slots.get, -1, [node.text]
        for part in node:
            slot = known(part.tag) or self._known(part, table, record)
            loose.append(part.tail)
            if slot is None:
                continue
            place, name, convert, _ = slot
            if place < last:
                self._fault("schema.order", record, name, part, None, f"before {self._at(last)}")
            else:
                last = place
            if convert is None:
                self._inner(record, part, slot)
            elif (text := part.text) and name not in record and not len(part):
                value = record[name] = convert(text)
                if value is None:
                    self._second_look(record, part, slot, text.strip())
            else:
                self._no_value(record, part, slot)
        self._stray(record, node, loose)
        self._complete(record, node, table)
        return record

    def _second_look(self, record: Record, part: Node, slot: Slot, text: str) -> None:
        """Read a value with space around it; tell of one that is empty or cannot be read."""
        if not text:
            del record[slot.name]
            self._fault("schema.empty", record, slot.name, part, None, values.expected(slot.form.kind, self.year))
            return
        value = record[slot.name] = slot.convert(text)  # type: ignore[misc]
        if value is None:
            self._unreadable(record, part, slot, text, None)

    def _no_value(self, record: Record, part: Node, slot: Slot) -> None:
        """Tell of an element that is empty, holds others, or comes again."""
        if len(part):
            self._fault("schema.unknown", record, slot.name, part, None, "a value, no elements")
        elif slot.name in record:
            self._fault("schema.repeat", record, slot.name, part, part.text, "once")
        else:
            self._fault("schema.empty", record, slot.name, part, None, values.expected(slot.form.kind, self.year))

    def _inner(self, record: Record, part: Node, slot: Slot) -> None:
        """Read an element that holds others."""
        if slot.form.list_of:
            if slot.form.single and "@" + slot.form.list_of in record:
                self._fault("schema.repeat", record, slot.name, part, None, "once")
            self._list(record, part, slot)
            return
        inner = self._module(part, slot.form.table)  # type: ignore[arg-type]
        if not slot.form.single:
            record[slot.name].append(inner)
        elif slot.name in record:
            self._fault("schema.repeat", record, slot.name, part, None, "once")
            record[slot.name] = inner | record[slot.name]
        else:
            record[slot.name] = inner

    def _list(self, record: Record, block: Node, around: Slot) -> None:
        """Read a block of values into the record around it."""
        name, found = around.form.list_of, record[around.form.list_of]
        nodes = record.setdefault("@" + name, [])
        table: Table = around.form.table
        before, loose = len(found), [block.text]
        for part in block:
            slot = table.slots.get(part.tag) or self._known(part, table, record)
            loose.append(part.tail)
            if slot is None:
                continue
            nodes.append(part)
            text = (part.text or "").strip()
            if not text or len(part):
                found.append("")
                self._fault("schema.empty", record, name, part, None, values.expected(slot.form.kind, self.year))
                continue
            value = slot.convert(text)  # type: ignore[misc]
            found.append(value)
            if value is None:
                self._unreadable(record, part, slot, text, len(found) - 1)
        self._stray(record, block, loose)
        if len(found) == before:
            nodes.append(block)
            found.append("")
            self._fault("schema.missing", record, name, block, None, "at least one")

    def _known(self, part: Node, table: Table, record: Record) -> Slot | None:
        """The slot of an element in another namespace; a fault for one the module does not have."""
        name = local(part)
        slot = table.slots.get(name)
        if slot is None and name:
            years = structure.years_of(name)
            where = f"{name} belongs to the returns of {years}" if years else f"an element that {table.name} has"
            self._fault("schema.unknown", record, name[:60], part, None, where)
        return slot

    def _unreadable(self, record: Record, part: Node, slot: Slot, text: str, index: int | None) -> None:
        kind = KINDS.get(slot.form.kind, "schema.format" if slot.form.kind in PATTERNED else "schema.code")
        expected = values.expected(slot.form.kind, self.year)
        self.faults.append(Fault(kind, record, slot.name, index, line_of(part), shown(text), expected))

    def _stray(self, record: Record, node: Node, loose: list[str | None]) -> None:
        """Tell of text between the elements of a module or block: what comes before them and after each."""
        together = "".join(filter(None, loose))
        if not together or together.isspace():
            return
        for at, text in zip((node, *node), loose, strict=True):
            if text and not text.isspace():
                self._fault("schema.text", record, local(at), at, text.strip(), "nothing between elements")

    def _complete(self, record: Record, node: Node, table: Table) -> None:
        """Say which needed elements are not there; an empty one has been told."""
        for name in table.needed:
            if (name not in record or record[name] == []) and (id(record), name) not in self._empty:
                self._fault("schema.missing", record, name, node, None, self._wanted(table.name, name))

    def _wanted(self, module: str, name: str) -> str:
        kind = self._modules[module].fields[name].kind
        return "at least one" if kind in self._modules else values.expected(kind, self.year)

    def _fault(self, kind: str, record: Record, name: str, node: Node, text: str | None, expected: str) -> None:
        if kind in EMPTY:
            self._empty.add((id(record), name))
        self.faults.append(Fault(kind, record, name, None, line_of(node), shown(text), expected))

    @staticmethod
    def _at(place: int) -> str:
        return structure.every_field()[place].name


def without_elements(record: Record) -> Record:
    """A record without the file's elements, each module with its line: what other rooms may keep."""
    kept: Record = {"line": line_of(record["@"])} if "@" in record else {}
    for name, value in record.items():
        if name.startswith("@"):
            continue
        if isinstance(value, dict):
            kept[name] = without_elements(value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            kept[name] = [without_elements(one) for one in value]
        else:
            kept[name] = value
    return kept
