"""Questions about the agenda of a meeting."""

from harbourlight.foundations.meetings.choices import ItemPurpose
from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form


class AgendaItemForm(Form):
    """An item of the agenda."""

    title = fields.TextField(label="What it is about", max_length=200)
    place = fields.IntegerField(label="Place on the agenda", min_value=1, max_value=99, width=2)
    minutes_long = fields.IntegerField(
        label="For how long", min_value=1, max_value=480, width=3, suffix="minutes", required=False
    )
    presenter = fields.TextField(label="Who presents it", max_length=200, required=False)
    purpose = fields.RadiosField(label="What the meeting is asked to do", choices=ItemPurpose.choices, required=False)
    is_exempt = fields.YesNoField(
        label="Is it exempt from publication?", hint="The public copy then leaves out what belongs to it.", initial="no"
    )
    papers = fields.CheckboxesField(label="Papers that belong to it", choices=(), required=False)

    def __init__(self, *args, papers=(), **options):
        super().__init__(*args, **options)
        self.fields["papers"].choices = [(str(each.pk), each.title) for each in papers]
        if not papers:
            del self.fields["papers"]


class CarryOverForm(Form):
    """The later meeting that takes an item over."""

    to = fields.RadiosField(label="Which meeting takes it?", choices=())

    def __init__(self, *args, meetings=(), **options):
        super().__init__(*args, **options)
        self.fields["to"].choices = [(str(pk), words) for pk, words in meetings]
