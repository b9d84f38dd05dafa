"""What a record's page shows of its pathway: `{% load pathways %}`."""

from django import template

from harbourlight.foundations.pathways import pages

register = template.Library()


@register.inclusion_tag("pathways/next_steps.html", takes_context=True)
def next_steps(context, pathway, record, part=None):
    """Render the steps that the reader may take on a record, or on a part of it; the first is the main button."""
    return {"buttons": list(pages.buttons_of(context["request"], pathway, record, part))}
