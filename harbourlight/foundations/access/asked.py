"""Questions that a busy page puts to the database in words made only once.

Django turns a queryset into SQL each time it is asked, which can cost more than the database's own work.
A page that is opened all day long builds its queryset once, with ``Given`` in the place of what changes;
the same SQL is then asked with new values, and the server keeps it prepared. ``Asked`` gives the same
records a queryset would give, with their ``select_related`` and annotations, and nothing is lost of the
policies: they are the database's.
"""

from functools import cached_property
from inspect import isgenerator

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, ForeignKey, Lookup
from django.db.models.base import ModelState
from django.db.models.expressions import Expression
from django.db.models.query import ModelIterable, get_related_populators
from psycopg.sql import Literal

from .prepared import Statement, run_together


class Given(Expression):
    """A value that is told when the question is asked."""

    def __init__(self, name, output_field=None):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        """Stand in the SQL as a parameter, and among the parameters as itself."""
        return "%s", [self]

    def __str__(self):
        return f"given {self.name}"


class AnyOf(Lookup):
    """``field__any=values``: equal to one of a list that is a single parameter, whatever its length."""

    lookup_name = "any"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        """Give the list as one parameter."""
        return "%s", [list(value)]

    def as_sql(self, compiler, connection):
        """Compare with each element of the parameter."""
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*left_params, *right_params]


Field.register_lookup(AnyOf)
ForeignKey.register_lookup(AnyOf)


class Asker:
    """Stands for whoever asks, where a question is built: ``rows.visible_to(ASKER)``."""

    id = pk = Given("asker")


ASKER = Asker()


class OnFile(list):
    """Ids of people, and the tables known to hold nothing about any of them."""

    empty: frozenset[str] = frozenset()


class Asked:
    """A question built once by a function that returns a queryset; asked with the values it names."""

    def __init__(self, build):
        self.build = build
        self.__doc__ = build.__doc__

    @cached_property
    def table(self):
        """The table that the question is about."""
        return self.build().model._meta.db_table

    @cached_property
    def compiled(self):
        """The SQL, its parameters, how a row is read and how it becomes a record."""
        queryset = self.build()
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = constants_in(*compiler.as_sql())
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        makes_records = issubclass(queryset._iterable_class, ModelIterable)
        read = reader_of(compiler) if makes_records else tuple
        return sql, params, list(converters.items()), read

    def __call__(self, **given):
        """Return the records, as a list: of the model, or tuples where the question asks for values.

        ``people`` that know what is on file about them (`OnFile`) are not asked for in an empty table.
        """
        question = self.given(**given)
        if question.is_needless:
            return []
        return question.answer(rows_of(connections[DEFAULT_DB_ALIAS], *question.statement))

    def given(self, **given):
        """Return the question with its values, to be asked together with others."""
        return Question(self, given)


class Question:
    """A question with its values."""

    def __init__(self, asked, given):
        self.asked, self.given = asked, given

    @property
    def is_needless(self):
        """Whether nothing is on file about the people whom it asks for."""
        people = self.given.get("people")
        return isinstance(people, OnFile) and self.asked.table in people.empty

    @property
    def statement(self):
        """The SQL and its values."""
        sql, params, _, _ = self.asked.compiled
        return sql, [self.given[param.name] if isinstance(param, Given) else param for param in params]

    def answer(self, rows):
        """Return the records, or tuples, that the rows say."""
        _, _, converters, read = self.asked.compiled
        if converters:
            rows = [converted(row, converters, connections[DEFAULT_DB_ALIAS]) for row in rows]
        return [read(row) for row in rows]


class Told:
    """A statement of our own with its values, to be run together with questions; its answer is its rows."""

    is_needless = False

    def __init__(self, sql, values):
        self.statement = sql, values

    def answer(self, rows):
        """Return the rows."""
        return rows


def together(questions):
    """Ask questions in one journey to the database; return the answer to each."""
    connection = connections[DEFAULT_DB_ALIAS]
    needed = [question for question in questions if not question.is_needless]
    if connection.queries_logged or len(needed) < 2:
        found = [rows_of(connection, *question.statement) for question in needed]
    else:
        connection.ensure_connection()
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors:
            found = run_together(connection.connection, [question.statement for question in needed])
    rows = dict(zip(map(id, needed), found, strict=True))
    return [question.answer(rows[id(question)]) if id(question) in rows else [] for question in questions]


def in_step(works):
    """Carry on several works at once, and return what each returns.

    A work that is a generator yields questions, one or several, and is sent the answer of each; what the works ask at
    the same step goes to the database together. A question alone is answered; whatever else is returned as it is.
    """
    results = [answer_to(work) if isinstance(work, Question) else work for work in works]
    going = {place: work for place, work in enumerate(results) if isgenerator(work)}
    answers: dict = dict.fromkeys(going)
    while True:
        asked = {}
        for place, work in list(going.items()):
            try:
                asked[place] = work.send(answers[place])
            except StopIteration as end:
                results[place] = end.value
                del going[place]
        if not asked:
            break
        told = iter(together([question for questions in asked.values() for question in several(questions)]))
        for place, questions in asked.items():
            found = tuple(next(told) for _ in several(questions))
            answers[place] = found if isinstance(questions, tuple) else found[0]
    return results


def answer_to(question):
    """Ask one question, as a work of its own."""
    return (yield question)


def several(questions):
    """Return one question, or several, as a tuple."""
    return questions if isinstance(questions, tuple) else (questions,)


def constants_in(sql, params):
    """Return a statement with its constants written into it, and the parameters that are left.

    A plan that is kept for all values knows the constants so, and with them the indexes of a part of a table.
    """
    first, *parts = sql.split("%s")
    written, left = [first], []
    for param, part in zip(params, parts, strict=True):
        if isinstance(param, str | int):
            written.append(Literal(str(param) if isinstance(param, str) else param).as_string().replace("%", "%%"))
        else:
            written.append("%s")
            left.append(param)
        written.append(part)
    return "".join(written), left


def rows_of(connection, sql, values):
    """Return the rows of a statement whose parameters are left to the server, so that it keeps it prepared.

    Other cursors put parameters into the text: the history of rows joins two statements into one, which
    cannot be prepared. Where statements are logged, Django's own wrapper sees this one too.
    """
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    cursor = Statement(connection.connection)
    if connection.queries_logged:
        cursor = connection._prepare_cursor(cursor)
    with connection.wrap_database_errors:
        cursor.execute(sql, values)
        return cursor.fetchall()


def converted(row, converters, connection):
    """Return a row with each value as its field reads it."""
    row = list(row)
    for place, (functions, expression) in converters:
        for function in functions:
            row[place] = function(row[place], expression, connection)
    return row


class Maker:
    """Makes records of a model from values alone, as unpickling does: what was not asked for stays away, to be read
    when it is looked at; no signals are sent, and no fields are gone through that the row does not have.
    """

    def __init__(self, model):
        self.model = model

    def from_db(self, alias, names, values):
        """Return a record that stands in the database."""
        record = self.model.__new__(self.model)
        record.__dict__.update(zip(names, values, strict=True))
        record._state = ModelState()
        record._state.adding, record._state.db = False, alias
        return record


def quick(populators):
    """Let related records be made by `Maker` too; return the populators."""
    for populator in populators:
        populator.model_cls = Maker(populator.model_cls)
        quick(populator.related_populators)
    return populators


def reader_of(compiler):
    """Return a function that makes a record, with its related records and annotations, from a row."""
    maker, select_fields = Maker(compiler.klass_info["model"]), compiler.klass_info["select_fields"]
    start, end = select_fields[0], select_fields[-1] + 1
    names = [each[0].target.attname for each in compiler.select[start:end]]
    populators = quick(get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS))  # type: ignore[call-arg]
    annotations = list((compiler.annotation_col_map or {}).items())

    def read(row):
        record = maker.from_db(DEFAULT_DB_ALIAS, names, row[start:end])
        for populator in populators:
            populator.populate(row, record)
        for name, place in annotations:
            setattr(record, name, row[place])
        return record

    return read
