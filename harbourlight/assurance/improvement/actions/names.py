"""What lists call recommendations: by what is to be done, for whoever the database lets see them."""

from ..models import Addressee, Recommendation, short


def names_of_addressees(asker, ids):
    """Return {id of an addressee: the beginning of what was recommended}."""
    rows = Addressee.objects.filter(pk__in=ids).select_related("recommendation")
    return {row.pk: short(row.words) for row in rows}


def names_of_recommendations(asker, ids):
    """Return {id: the beginning of what was recommended}."""
    rows = Recommendation.objects.filter(pk__in=ids).values_list("pk", "text")
    return {pk: short(text) for pk, text in rows}
