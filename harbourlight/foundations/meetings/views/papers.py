"""Papers: given, read, shared with those who take part and with the family."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from harbourlight.foundations.access.needs import needs
from harbourlight.foundations.pathways import subjects

from .. import actions, presence, reading
from ..forms import FamilyForm, PaperForm
from ..models import Paper
from ..planning import may_arrange
from .finding import ask, do, find, find_of, find_of_to_arrange, find_to_arrange


@needs("signed in")
def paper_add(request, meeting_id):
    """Give a paper for a meeting, in the name of one's own agency."""
    found = find(request, meeting_id)
    items = reading.items_of(found)
    readers = [each.professional for each, _ in presence.expected(found) if each.professional]
    form = PaperForm(request.POST or None, items=items, readers=readers)

    def act(form):
        answers = form.cleaned_data
        actions.add_paper(
            meeting=found,
            title=answers["title"],
            words=answers["words"],
            item=next((item for item in items if str(item.pk) == answers["item"]), None),
            is_restricted=bool(answers["is_restricted"]),
            readers=[reader for reader in readers if str(reader.pk) in (answers["readers"] or [])],
            by=request.user,
            at=request.moment,
            submission=form.submission,
        )

    return ask(request, found, form, act, title="Give a paper", button="Give the paper", done="The paper was given.")


@needs("signed in")
def paper(request, paper_id):
    """Read one paper; a room that opens papers on its own pages is led to."""
    found = find_of(request, Paper, pk=paper_id)
    if "paper" in found.meeting.kind.elsewhere:
        return redirect(subjects.address_of(found.meeting.subject_kind, found.meeting.subject_id))
    arranges = may_arrange(found.meeting, request.user, request.moment)
    for name in ("title", "words"):
        setattr(found, name, reading.told(found.meeting, getattr(found, name), request.user, request.moment))
    context = {"paper": found, "meeting": found.meeting, "arranges": arranges, "is_late": found.is_late(request.moment)}
    return render(request, "meetings/paper.html", context)


@require_POST
@needs("signed in")
def papers_share(request, meeting_id):
    """Share the papers that wait with everybody who takes part; restricted ones stay with their readers."""
    found = find_to_arrange(request, meeting_id)
    papers = reading.papers_of(found, request.user)
    return do(
        request,
        found,
        lambda: actions.share(meeting=found, papers=papers, by=request.user, at=request.moment),
        done="The papers were shared with everybody who takes part.",
    )


@needs("signed in")
def paper_family(request, paper_id):
    """Keep when the family had a paper, or why not."""
    found = find_of_to_arrange(request, Paper, pk=paper_id)
    form = FamilyForm(request.POST or None, moment=request.moment)

    def act(form):
        actions.share_with_family(paper=found, by=request.user, at=request.moment, **form.cleaned_data)

    return ask(
        request,
        found.meeting,
        form,
        act,
        title=f"Shared with the family: {found.title}",
        button="Keep",
        done="It was kept.",
    )
