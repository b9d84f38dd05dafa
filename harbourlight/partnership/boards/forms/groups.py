"""Questions about bodies, seats and members."""

from harbourlight.foundations.ui import fields
from harbourlight.foundations.ui.forms import Form

from ..choices import GroupKind, SeatKind


class GroupForm(Form):
    """A body of the partnership."""

    name = fields.TextField(label="Name", max_length=200)
    kind = fields.RadiosField(label="What it is", choices=GroupKind.choices)
    area = fields.SelectField(label="Area", choices=())
    areas = fields.CheckboxesField(label="Other areas that it spans", choices=(), required=False)
    parent = fields.SelectField(label="Body above it", choices=(), required=False, empty_label="None")
    what_it_does = fields.LongTextField(label="What it does", rows=4, required=False)

    def __init__(self, *args, areas=(), spanning=(), groups=(), **options):
        super().__init__(*args, **options)
        self.fields["area"].choices = [("", "Select"), *((str(area.pk), area.name) for area in areas)]
        self.fields["areas"].choices = [(str(area.pk), area.name) for area in spanning]
        self.fields["parent"].choices = [("", "None"), *((str(group.pk), group.name) for group in groups)]


class GroupChangeForm(GroupForm):
    """Another name, place or purpose of a body; what it is and where it began stay."""

    is_public = fields.YesNoField(label="Is it open to the public?")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        del self.fields["kind"], self.fields["area"]


class SeatForm(Form):
    """A seat of a body, or several alike."""

    title = fields.TextField(label="Title of the seat", max_length=200)
    kind = fields.RadiosField(label="Who sits here", choices=SeatKind.choices)
    agency = fields.SelectField(label="Agency that it speaks for", choices=(), required=False, empty_label="None")
    votes = fields.YesNoField(label="Does it take part in decisions and count for the quorum?")
    must_attend = fields.YesNoField(label="Is its attendance watched?")
    is_lead_representative = fields.YesNoField(
        label="Is it the lead representative of a statutory safeguarding partner?", initial="no"
    )
    number = fields.IntegerField(label="How many such seats?", min_value=1, max_value=12, width=2, initial=1)

    def __init__(self, *args, agencies=(), **options):
        super().__init__(*args, **options)
        self.fields["agency"].choices = [("", "None"), *((str(each.pk), each.name) for each in agencies)]


class SeatChangeForm(SeatForm):
    """Another title, agency or say of one seat."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        del self.fields["number"]


WORK_ADDRESS = {"required": False, "autocomplete": "off"}


class MembershipForm(Form):
    """The deputy, the delegate and the term of a member."""

    deputy = fields.EmailField(
        label="Work e-mail address of the deputy", hint="The deputy has the same rights when the member is away.",
        **WORK_ADDRESS,
    )  # fmt: skip
    delegate = fields.EmailField(
        label="Work e-mail address of the delegate",
        hint="Of a lead representative who lets somebody else speak and decide in this seat.",
        **WORK_ADDRESS,
    )
    term_until = fields.DateField(label="Last day of the term", required=False)


class FillForm(MembershipForm):
    """Who sits in a seat."""

    member = fields.EmailField(label="Work e-mail address of the member", autocomplete="off")
    started_on = fields.DateField(label="First day")
    field_order = ("member", "started_on", "deputy", "delegate", "term_until")


class EndForm(Form):
    """The last day of a membership, or of a body."""

    on = fields.DateField(label="Last day")


class InductionForm(Form):
    """When a member had an induction."""

    on = fields.DateField(label="When was the induction?", not_future=True)
