"""What a record's page shows of its pathway: `{% load pathways %}`."""

from django import template

from harbourlight.foundations.pathways import pages

register = template.Library()


@register.inclusion_tag("pathways/next_steps.html", takes_context=True)
def next_steps(context, pathway, record):
    """Render the steps that the reader may take on a record as it stands, the first as the main button."""
    return {"buttons": list(pages.buttons_of(context["request"], pathway, record))}
