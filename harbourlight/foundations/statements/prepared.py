"""Querysets that become SQL once: with parameters in the place of what changes, and the same records at the end.

`Prepared` gives the records that its queryset would give, with their ``select_related`` and annotations.
"""

from functools import cached_property

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, ForeignKey, Lookup
from django.db.models.expressions import Expression
from django.db.models.query import ModelIterable
from psycopg.sql import Literal

from .records import converted, reader_of
from .transport import rows_of


class Parameter(Expression):
    """A value that is bound when the statement is asked."""

    def __init__(self, name, output_field=None):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        """Stand in the SQL as a parameter, and among the parameters as itself."""
        return "%s", [self]

    def __str__(self):
        return f"parameter {self.name}"


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
    """Stands for whoever asks, where a statement is declared: ``rows.visible_to(ASKER)``."""

    id = pk = Parameter("asker")


ASKER = Asker()


class OnFile(list):
    """Ids of people, and the tables known to hold nothing about any of them."""

    empty: frozenset[str] = frozenset()
    is_whole = True  # the asker may see everything about them


class Prepared:
    """A statement declared by a function that returns a queryset; asked with values for the parameters it names."""

    def __init__(self, declare):
        self.declare = declare
        self.__doc__ = declare.__doc__

    @cached_property
    def table(self):
        """The table that the statement is about."""
        return self.declare().model._meta.db_table

    @cached_property
    def compiled(self):
        """The SQL, its parameters, how a row is read and how it becomes a record."""
        queryset = self.declare()
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = constants_in(*compiler.as_sql())
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        makes_records = issubclass(queryset._iterable_class, ModelIterable)
        read = reader_of(compiler) if makes_records else tuple
        return sql, params, list(converters.items()), read

    def __call__(self, **values):
        """Return the records, as a list: of the model, or tuples where the queryset asks for values.

        ``people`` that know what is on file about them (`OnFile`) are not asked for in an empty table.
        """
        bound = self.bind(**values)
        if bound.is_needless:
            return []
        return bound.answer(rows_of(connections[DEFAULT_DB_ALIAS], *bound.statement))

    def bind(self, **values):
        """Return the statement with its values, to be asked together with others."""
        return Bound(self, values)


class Bound:
    """A prepared statement with its values."""

    def __init__(self, prepared, values):
        self.prepared, self.values = prepared, values

    @property
    def is_needless(self):
        """Whether nothing is on file about the people whom it asks for."""
        people = self.values.get("people")
        return isinstance(people, OnFile) and self.prepared.table in people.empty

    @property
    def statement(self):
        """The SQL and its values."""
        sql, params, _, _ = self.prepared.compiled
        return sql, [self.values[param.name] if isinstance(param, Parameter) else param for param in params]

    def answer(self, rows):
        """Return the records, or tuples, that the rows say."""
        _, _, converters, read = self.prepared.compiled
        if converters:
            rows = [converted(row, converters, connections[DEFAULT_DB_ALIAS]) for row in rows]
        return [read(row) for row in rows]


class PlainSQL:
    """A statement of our own with its values, to be asked together with others; its answer is its rows."""

    is_needless = False

    def __init__(self, sql, values):
        self.statement = sql, values

    def answer(self, rows):
        """Return the rows."""
        return rows


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
