"""What a record's page shows of its pathway: `{% load pathways %}`."""

from django import template

from harbourlight.foundations.pathways import pages

register = template.Library()


@register.inclusion_tag("pathways/next_steps.html", takes_context=True)
def next_steps(context, pathway, record, part=None, most=None):
    """Render the steps that the reader may take on a record, or on a part of it; the first is the main button.

    Beyond so many as ``most`` they wait behind one line, in the order declared.
    """
    buttons = list(pages.buttons_of(context["request"], pathway, record, part))
    return {"buttons": buttons[:most], "others": buttons[most:] if most else []}
