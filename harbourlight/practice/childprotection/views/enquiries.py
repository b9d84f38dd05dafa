"""The pages of a section 47 enquiry and of emergency measures."""

from harbourlight.foundations.access.lookup import person_or_404
from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.pathways.models import Deadline, StepTaken
from harbourlight.foundations.people.telling import render_told

from ..actions import emergency, enquiries
from ..forms.enquiry import EndMeasureForm, EnquiryVisitForm, FinishEnquiryForm, MeasureForm, ReasonForm
from ..models import ConferenceChild, EmergencyMeasure, Enquiry, StrategyDiscussion, Visit
from ..pathway import EMERGENCY, ENQUIRY
from ..pathway.enquiry import THEIRS
from .asking import answered, asked, choices_of, family_of, found, ids_of, place_of, works_on
from .panels import clock_words


def history_of(request, record, pathway):
    """Return (step, what was done) of a record, the first first."""
    rows = StepTaken.objects.visible_to(request.user).filter(subject_id=record.pk)
    says = {step.name: step.says for step in pathway.steps}
    return [(row, says.get(row.step, row.step)) for row in rows.select_related("taken_by").order_by("recorded_at")]


@needs("childprotection.read")
def enquiry(request, enquiry_id):
    """Show an enquiry: its limits from the first and the last discussion, its visits and what it found."""
    record = found(request, Enquiry, enquiry_id)
    user = request.user
    clocks = Deadline.objects.visible_to(user).filter(subject_id=record.pk).order_by("due_at")
    talks = StrategyDiscussion.objects.visible_to(user).held().filter(
        child_ids__contains=[record.person_id], held_at__gte=record.started_at
    )  # fmt: skip
    visits = Visit.objects.visible_to(user).filter(enquiry=record).select_related("visited_by")
    rows = ConferenceChild.objects.visible_to(user).filter(enquiry=record).select_related("conference")
    together = list(rows.order_by("recorded_at"))
    context = {
        "enquiry": record,
        "conference_waits": any(row.conference.state == "planned" for row in together),
        "clocks": [(row, clock_words(row)) for row in clocks if row.cancelled_at is None],
        "moved": [row for row in clocks if row.cancelled_at],
        "discussions": talks,
        "visits": visits.order_by("happened_at"),
        "was_seen": any(visit.was_seen for visit in visits),
        "conferences": together,
        "history": history_of(request, record, ENQUIRY),
        "is_theirs": works_on(request, record),
    }
    return render_told(request, "childprotection/enquiry.html", context, person_ids=record.child_ids)


@needs("childprotection.work")
def enquiry_visit(request, enquiry_id):
    """Record a visit during the enquiry."""
    record = found(request, Enquiry, enquiry_id)
    form = asked(request, EnquiryVisitForm, key="cp_visit", record=record, initial={"happened_at": request.moment})

    def do(form):
        told = {name: answer for name, answer in form.cleaned_data.items() if answer is not None}
        return enquiries.record_enquiry_visit(enquiry=record, by=request.user, at=request.moment, **told)

    return answered(
        request, form=form, of=record, record=record, key="cp_visit", do=do, title="Record a visit", button="Save",
        said="The visit is recorded.", then=record,
    )  # fmt: skip


@needs("childprotection.decide_enquiry")
def enquiry_finish(request, enquiry_id):
    """Finish an enquiry with its outcome."""
    record = found(request, Enquiry, enquiry_id)
    first = {"version": record.version, "completed_on": request.today}
    form = asked(request, FinishEnquiryForm, key="cp_finish", record=record, initial=first)

    def do(form):
        return enquiries.complete_enquiry(
            enquiry=record, by=request.user, at=request.moment, version=form.version, submission=form.submission,
            **form.cleaned_data,
        )  # fmt: skip

    return answered(
        request, form=form, of=record, record=record, key="cp_finish", do=do,
        title="Finish the enquiry", button="Finish",
        said="The enquiry is finished.", then=record,
    )  # fmt: skip


@needs("childprotection.decide_enquiry")
def enquiry_drop_conference(request, enquiry_id):
    """Say that the conference is no longer needed."""
    record = found(request, Enquiry, enquiry_id)
    form = asked(request, ReasonForm, key="cp_drop", record=record, initial={"version": record.version})
    return answered(
        request, form=form, of=record, record=record, key="cp_drop",
        title="The conference is no longer needed", button="Save",
        said="The enquiry is closed without a conference.", then=record,
        do=lambda form: enquiries.drop_conference(
            enquiry=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip


@needs("childprotection.emergency")
def emergency_new(request, person_id):
    """Record police protection or an emergency order."""
    child = person_or_404(request, person_id)
    people = family_of(request, child.id)
    area, team = place_of(request, child.id)
    earlier = EmergencyMeasure.objects.visible_to(request.user).filter(person_id=child.id).order_by("-began_at")
    known = {str(row.pk): row for row in earlier}
    form = asked(
        request, MeasureForm, key="cp_emergency", record=people[0], children=choices_of(people),
        earlier=[(key, f"{row.get_kind_display()}, {row.began_at:%d %B %Y}") for key, row in known.items()],
        initial={"children": [str(child.id)]},
    )  # fmt: skip

    def do(form):
        answers = dict(form.cleaned_data)
        return emergency.begin_measure(
            people=ids_of(answers.pop("children")),
            follows=known.get(answers.pop("follows")),
            area=area,
            team=team,
            by=request.user,
            at=request.moment,
            **answers,
        )

    return answered(
        request, form=form, record=people[0], key="cp_emergency", do=do, title="Police protection or emergency order",
        button="Record", said="It is recorded, and its clock runs.", then=lambda done: done[0],
    )  # fmt: skip


@needs("childprotection.read")
def emergency_page(request, measure_id):
    """Show a measure, its limit, and what followed it."""
    record = found(request, EmergencyMeasure, measure_id)
    clocks = Deadline.objects.visible_to(request.user).filter(subject_id=record.pk, cancelled_at=None)
    context = {
        "measure": record,
        "is_theirs": works_on(request, record, THEIRS),
        "clocks": [(row, clock_words(row)) for row in clocks],
        "is_too_long": emergency.was_too_long(record, request.moment),
        "followed_by": EmergencyMeasure.objects.visible_to(request.user).filter(follows=record),
        "history": history_of(request, record, EMERGENCY),
    }
    return render_told(request, "childprotection/emergency.html", context, person_ids=record.child_ids)


@needs("childprotection.emergency")
def emergency_end(request, measure_id):
    """Record that a measure ended."""
    record = found(request, EmergencyMeasure, measure_id)
    first = {"version": record.version, "ended_at": request.moment}
    form = asked(request, EndMeasureForm, key="cp_end", record=record, initial=first)
    return answered(
        request, form=form, record=record, key="cp_end", title="Record the end", button="Save",
        said="The end is recorded.", then=record,
        do=lambda form: emergency.end_measure(
            measure=record, by=request.user, at=request.moment, version=form.version, **form.cleaned_data
        ),
    )  # fmt: skip
