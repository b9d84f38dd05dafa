"""Records made from the rows of a statement, as the queryset that it was made from would make them."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models.base import ModelState
from django.db.models.query import get_related_populators


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
