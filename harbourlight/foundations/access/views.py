"""Pages of the access engine: emergency openings and their review, who looked, who could see, barriers."""

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.core import ratelimit
from django.http import Http404
from django.shortcuts import redirect, render

from . import actions, looking, permissions  # noqa: F401 - permissions declares what these pages need
from .choices import BarrierKind, Basis, Verb
from .forms import BarrierForm, BreakGlassForm, DayForm, LiftForm, ReviewForm
from .log import write_readings
from .lookup import person_or_404
from .models import Review
from .needs import needs
from .patterns import patterns

PLACING = {
    "exclude": (BarrierKind.EXCLUDED, "Exclude people from this record"),
    "restrict": (BarrierKind.RESTRICTED, "Restrict this record to people"),
}


def has_signed_in_again(request):
    """Say whether this person proved a moment ago, through sign-in, that it is them."""
    records = get_authentication_records(request, request.user)
    if request.user.has_usable_password():
        records = [record for record in records if record.get("reauthenticated")]
    since = request.moment.timestamp() - app_settings.REAUTHENTICATION_TIMEOUT
    return any(record["at"] > since for record in records)


@needs("access.break_glass")
def break_glass(request, person_id):
    """Open a record in an emergency; a record that is hidden, absent or closed gives the same answer."""
    form = BreakGlassForm(
        request.POST or None,
        professional=request.user,
        has_signed_in_again=has_signed_in_again(request),
        may_try=request.method != "POST" or ratelimit.consume(request, action="reauthenticate", user=request.user),
    )
    if form.is_valid():
        grant = actions.break_glass(
            person_id=person_id, reason=form.cleaned_data["reason"], by=request.user, at=request.moment
        )
        write_readings(request, [person_id], Verb.READ if grant else Verb.REFUSED, Basis.BREAK_GLASS)
        return redirect("access:opened", person_id)
    return render(request, "access/break_glass.html", {"form": form, "person_id": person_id})


@needs("access.break_glass")
def opened(request, person_id):
    """Say what an emergency opening did, in the same words whatever there is."""
    return render(request, "access/opened.html", {"person_id": person_id})


@needs("access.review")
def reviews(request):
    """List the emergency openings that wait for review, and the last ones reviewed."""
    mine = Review.objects.visible_to(request.user).select_related("opened_by__agency", "reviewed_by")
    waiting, made = list(mine.waiting()), list(mine.made()[:50])
    write_readings(request, {review.person_id for review in waiting + made}, Verb.LISTED)
    names = looking.names_of({review.person_id for review in waiting + made})
    for review in waiting + made:
        review.name = names.get(review.person_id, looking.HIDDEN)
    return render(request, "access/reviews.html", {"waiting": waiting, "made": made})


@needs("access.review")
def review(request, review_id):
    """Review one emergency opening."""
    found = Review.objects.visible_to(request.user).filter(pk=review_id).select_related("opened_by").first()
    if found is None:
        write_readings(request, [None], Verb.REFUSED)
        raise Http404("Nothing here, or not for you")
    write_readings(request, [found.person_id])
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        try:
            actions.review(review=found, by=request.user, at=request.moment, **form.cleaned_data)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("access:reviews")
    name = looking.names_of([found.person_id]).get(found.person_id)
    return render(request, "access/review.html", {"review": found, "form": form, "name": name})


@needs("people.read")
def who_looked(request, person_id):
    """Show who read a child's record, to those who may see it."""
    person = person_or_404(request, person_id)
    page = looking.who_looked(person_id, request.GET.get("page"))
    return render(request, "access/who_looked.html", {"person": person, "page": page})


@needs("people.read")
def who_could_see(request, person_id):
    """Show who could see a child's record on a date and why, to those who may see it."""
    person = person_or_404(request, person_id)
    form = DayForm(
        request.GET if "on-day" in request.GET else None, moment=request.moment, initial={"on": request.today}
    )
    on = form.cleaned_data["on"] if form.is_valid() else request.today
    told = {"person": person, "form": form, "on": on, "sights": looking.who_could_see(person_id, on)}
    return render(request, "access/who_could_see.html", told | {"barriers": looking.barriers_on(person_id, on)})


@needs("signed in")
def own_looks(request):
    """Show somebody what they themselves looked at."""
    page = looking.looked_at(request.user.id, request.GET.get("page"))
    return render(request, "access/looked_at.html", {"professional": request.user, "page": page})


@needs("access.watch")
def looks_of(request, professional_id):
    """Show the information guardian what somebody looked at."""
    professional = looking.professional_of(professional_id)
    if professional is None:
        raise Http404("Nobody has this account")
    page = looking.looked_at(professional_id, request.GET.get("page"))
    write_readings(request, {look.person_id for look in page if look.person_id}, Verb.LISTED)
    return render(request, "access/looked_at.html", {"professional": professional, "page": page})


@needs("access.watch")
def odd_patterns(request):
    """Show the information guardian the readings worth a question."""
    return render(request, "access/patterns.html", {"patterns": patterns(request.moment)})


@needs("access.bar")
def barriers(request, person_id):
    """Show whom a record is closed to or kept for."""
    person = person_or_404(request, person_id)
    return render(request, "access/barriers.html", {"person": person, "barriers": looking.barriers_of(person_id)})


@needs("access.bar")
def barrier_place(request, person_id, placing):
    """Exclude people from a record, or restrict the record to people."""
    person = person_or_404(request, person_id)
    kind, title = PLACING[placing]
    form = BarrierForm(request.POST or None)
    if form.is_valid():
        people, unknown = actions.professionals_at(form.cleaned_data["addresses"], request.today)
        if not unknown:
            actions.bar(
                person_id=person_id, kind=kind, professionals=people, reason=form.cleaned_data["reason"],
                by=request.user, at=request.moment,
            )  # fmt: skip
            return redirect("access:barrier_placed")
        form.add_error("addresses", f"Nobody signs in as {', '.join(unknown)}")
    return render(request, "access/barrier_place.html", {"person": person, "form": form, "title": title, "kind": kind})


@needs("access.bar")
def barrier_placed(request):
    """Say that a record was closed; names nothing, since its reader may have closed it to themselves."""
    return render(request, "access/barrier_placed.html")


@needs("access.bar")
def barrier_lift(request, person_id, barrier_id):
    """Lift an exclusion or a restriction."""
    person = person_or_404(request, person_id)
    barrier = looking.barrier_of(person_id, barrier_id)
    if barrier is None:
        raise Http404("Nothing here, or not for you")
    form = LiftForm(request.POST or None)
    if form.is_valid():
        try:
            actions.lift(barrier=barrier, by=request.user, at=request.moment, **form.cleaned_data)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("access:barriers", person_id)
    return render(request, "access/barrier_lift.html", {"person": person, "barrier": barrier, "form": form})


@needs("signed in")
def hub(request):
    """Lead to the pages about access that this person may use."""
    return render(request, "access/hub.html")
