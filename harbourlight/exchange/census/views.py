"""Checks of the census: asked for, followed while they run, findings filtered, given to teams and answered."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import redirect, render

from harbourlight.exchange.cincensus import rules
from harbourlight.exchange.cincensus.years import every, named
from harbourlight.foundations.access.choices import Verb
from harbourlight.foundations.access.log import write_readings
from harbourlight.foundations.access.lookup import get_or_404
from harbourlight.foundations.access.needs import may, needs
from harbourlight.foundations.agencies.areas import area_of
from harbourlight.foundations.pathways.steps import StepNotAllowed

from .choices import FindingState, Since
from .forms import AnswerForm, AssignForm, UploadForm, YearForm
from .models import CheckRun, Contradiction, Finding, ImportRun, Pair
from .permissions import ANSWER, CHECK, READ
from .working import checks, loads, returns

ON_A_PAGE = 20
LOOK_AGAIN = "3"  # seconds after which the page of a running check asks again
FILTERS = ("rule", "severity", "state", "since")
CHOICES = (
    ("severity", (("error", "Errors"), ("query", "Queries"))),
    ("since", Since.choices),
    ("state", FindingState.choices),
)


@needs(READ)
def home(request):
    """Show the checks and loadings of an area, and what waits for somebody."""
    area = area_of(request)
    context = {
        "area": area,
        "checks": CheckRun.objects.visible_to(request.user).filter(area=area).order_by("-asked_at")[:10],
        "runs": checks.runs_in(ImportRun, area),
        "pairs": Pair.objects.visible_to(request.user).filter(area=area, state="waiting").count(),
        "contradictions": Contradiction.objects.visible_to(request.user).filter(area=area, settled_at=None).count(),
        "mine": findings_of_my_teams(request).count(),
    }
    return render(request, "census/home.html", context)


@needs(CHECK)
def upload(request):
    """Upload a file; the check runs in the background."""
    form = UploadForm(request.POST or None, request.FILES or None, moment=request.moment)
    if form.is_valid():
        return started(request, form, content=form.cleaned_data["file"], year=form.cleaned_data["year"])
    return render(request, "census/upload.html", {"form": form, "is_own": False})


@needs(CHECK)
def own(request):
    """Check the return of a year as Harbourlight would write it now."""
    form = YearForm(request.POST or None, moment=request.moment)
    if form.is_valid():
        return started(request, form, year=form.cleaned_data["year"])
    return render(request, "census/upload.html", {"form": form, "is_own": True})


def started(request, form, **what):
    """Start a check and go to its page, or say above the form why not."""
    try:
        run = checks.start_check(area=area_of(request), by=request.user, at=request.moment, on=request.today, **what)
    except StepNotAllowed as refusal:
        form.add_error(None, str(refusal))
        return render(request, "census/upload.html", {"form": form, "is_own": "content" not in what})
    return redirect(run)


@needs(CHECK)
def check(request, run_id):
    """Show how far a check is, or what it found, by rule and by child."""
    run = get_or_404(request, CheckRun.objects.visible_to(request.user).select_related("area", "before"), pk=run_id)
    if not run.is_over:
        answer = render(request, "census/running.html", {"run": run})
        answer["Refresh"] = LOOK_AGAIN
        return answer
    chosen = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    everything = Finding.objects.visible_to(request.user).filter(run=run)
    found = everything.filter(**chosen).select_related("team")
    page = Paginator(found.order_by("number", "line", "rule", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    write_readings(request, sorted({row.person_id for row in page if row.person_id}, key=str), Verb.LISTED)
    context = {
        "run": run,
        "page": page,
        "chosen": chosen,
        "rules": by_rule(everything),
        "totals": everything.aggregate(
            children=Count("number", distinct=True),
            open=Count("pk", filter=Q(state=FindingState.OPEN)),
            new=Count("pk", filter=Q(since=Since.NEW)),
            still=Count("pk", filter=Q(since=Since.STILL)),
        ),
        "filters": list(filters_of(chosen)),
        **file_of(run, everything),
        "form": AssignForm(teams=checks.teams_in(run.area, request.today), moment=request.moment),
    }
    return render(request, "census/check.html", context)


def filters_of(chosen):
    """Yield the choices of each filter as (words, address or "" for the one chosen); the other filters stay."""
    for name, choices in CHOICES:
        others = {key: value for key, value in chosen.items() if key != name}
        yield [
            (words, "" if chosen.get(name, "") == value else "?" + urlencode(others | ({name: value} if value else {})))
            for value, words in (("", "All"), *choices)
        ]


def file_of(run, findings):
    """Return what can be done with the file of a check: loaded, or fetched as the return."""
    if not run.is_own:
        return {"is_held": loads.is_held(run), "load": loads.last_of(run)}
    held = returns.held_return(run)
    return {
        "held": held,
        "left": returns.left_to_do(findings),
        "fetched": returns.fetched_of(run) if run.summary else (),
        "reasons": returns.reasons_of(findings),
    }


def by_rule(findings):
    """Return how many findings and children each rule has, and how many are still to do, most first."""
    rows = findings.values("rule", "severity", "message").annotate(
        number_of=Count("pk"), children=Count("number", distinct=True), to_do=Count("pk", filter=Q(state="open"))
    )
    return rows.order_by("-number_of", "rule")


@needs(CHECK)
def assign(request, run_id):
    """Give the findings of a rule, or all, to a team."""
    run = get_or_404(request, CheckRun.objects.visible_to(request.user).select_related("area"), pk=run_id)
    form = AssignForm(request.POST or None, teams=checks.teams_in(run.area, request.today), moment=request.moment)
    if form.is_valid():
        findings = Finding.objects.visible_to(request.user).filter(run=run, state=FindingState.OPEN)
        if request.POST.get("rule"):
            findings = findings.filter(rule=request.POST["rule"])
        number = checks.assign(findings=findings, team=form.cleaned_data["team"])
        messages.success(request, f"{number} findings were given to {form.cleaned_data['team']}.")
    return redirect(run)


def findings_of_my_teams(request):
    """Return the findings that wait for a team of whoever asks."""
    rows = Finding.objects.visible_to(request.user).filter(state=FindingState.OPEN)
    return rows.filter(team__in=request.user.teams.all())


@needs(ANSWER)
def mine(request):
    """List the findings given to the teams of whoever asks."""
    rows = findings_of_my_teams(request).select_related("team").order_by("number", "rule", "pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    write_readings(request, sorted({row.person_id for row in page if row.person_id}, key=str), Verb.LISTED)
    return render(request, "census/mine.html", {"page": page})


@needs(ANSWER)
def finding(request, finding_id):
    """Say what became of a finding."""
    row = get_or_404(request, Finding.objects.visible_to(request.user).select_related("team"), pk=finding_id)
    initial, back = {"state": row.state, "reason": row.reason}, way_back(request, row)
    form = AnswerForm(request.POST or None, initial=initial, moment=request.moment)
    if form.is_valid():
        try:
            checks.answer(finding=row, by=request.user, at=request.moment, **form.cleaned_data)
        except StepNotAllowed as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, "Your answer is kept.")
            return redirect(back or "census:mine")
    return render(request, "census/finding.html", {"finding": row, "form": form, "back": back})


def way_back(request, row):
    """Return the address of the check a finding is of, at its rule, for those who may see the check; or nothing."""
    run = CheckRun.objects.visible_to(request.user).filter(pk=row.run_id).first()
    if run is None or not may(request.user, CHECK, request.today):
        return ""
    return f"{run.get_absolute_url()}?{urlencode({'rule': row.rule})}"


@needs(READ)
def rule_list(request):
    """List the rules of a year: what each asks, and of which years it is."""
    labels = [year.label for year in every()]
    label = request.GET.get("year") if request.GET.get("year") in labels else labels[-2]
    context = {"rules": rules.of_year(named(label)), "label": label, "labels": labels}
    return render(request, "census/rules.html", context)
