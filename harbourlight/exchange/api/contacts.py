"""The interface itself: making a contact, and asking how far it is."""

import uuid

from django.conf import settings
from django.db import transaction
from ninja import Header, NinjaAPI, Status
from ninja.errors import Throttled, ValidationError
from ninja.security import HttpBearer
from ninja.throttling import AuthRateThrottle

from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.practice.frontdoor import actions

from .births import unlikely
from .models import ApiKey
from .schemas import Conflict, ContactIn, Problem, StatusOut
from .sendings import earlier, good_key, hashed, one_at_a_time, remember, words_of

NO_KEY = "Idempotency-Key: send a key of your own for each contact, of 1 to 200 plain letters, digits and signs."
OTHER_WORDS = (
    "Under this Idempotency-Key other words were sent before, and they stand as {reference}. Nothing was received now. "
    "Send this contact under a key of its own."
)


class AgencyKey(HttpBearer):
    """Opens to the key of an agency."""

    def authenticate(self, request, token):
        """Return the key in force, or None."""
        return ApiKey.objects.opening(token, request.today)


class PerKey(AuthRateThrottle):
    """So many requests of one key within a minute."""

    def get_cache_key(self, request):
        """Return under what the requests of a key are counted."""
        return f"api_rate_{request.auth.pk}"


api = NinjaAPI(
    title="Harbourlight", version="1", urls_namespace="api", auth=AgencyKey(), docs_url=None, openapi_url=None,
    throttle=[PerKey(settings.HARBOURLIGHT_API_RATE)],
)  # fmt: skip


@api.exception_handler(ValidationError)
def say_what_is_wrong(request, trouble):
    """Answer 422 with one sentence for each field; never repeats what was sent."""
    problems = [
        f"{'.'.join(str(part) for part in error['loc'][2:]) or '.'.join(map(str, error['loc']))}: {error['msg']}"
        for error in trouble.errors
    ]
    return api.create_response(request, {"problems": problems}, status=422)


@api.exception_handler(Throttled)
def say_to_wait(request, trouble):
    """Answer 429 with how long to wait."""
    words = "This key has sent too much within a minute. Wait a minute, then send it again."
    answer = api.create_response(request, {"problems": [words]}, status=429)
    answer["Retry-After"] = str(int(trouble.wait or 60))
    return answer


@api.post("/contacts", response={201: StatusOut, 409: Conflict, 422: Problem, 429: Problem}, url_name="contacts")
def make_contact(request, told: ContactIn, idempotency_key: Header[str]):
    """Make a contact; the same Idempotency-Key of the same system with the same words gives the first one again.

    With other words it is refused with 409 and what was sent before. A key is plain letters, digits and signs, at most
    200, and ends after 30 days.
    """
    key, name = request.auth, good_key(idempotency_key)
    if not name:
        return Status(422, {"problems": [NO_KEY]})
    problems = unlikely(told, request.today)
    if problems:
        return Status(422, {"problems": problems})
    try:
        with transaction.atomic():
            return made_once(request, key, hashed("name", name), told.dict())
    except StepNotAllowed as refusal:
        return Status(422, {"problems": [str(refusal)]})


def made_once(request, key, name, answers):
    """Make a contact under a key, unless one was made under it before."""
    words = words_of(answers)
    one_at_a_time(key, name)
    before = earlier(key, name, request.moment)
    if before is not None:
        status = actions.status_for_agency(request=request, reference=before.reference, agency=key.agency)
        if before.words == words:
            return Status(201, status)
        return Status(409, {"problems": [OTHER_WORDS.format(reference=before.reference)], "sent_before": status})
    children = [actions.ReportedChild(**child) for child in answers.pop("children")]
    adults = [actions.ReportedAdult(**adult) for adult in answers.pop("adults")]
    contact = actions.receive(
        by=None, at=request.moment, happened_at=request.moment, area=key.area, source="api",
        referrer_agency=key.agency, submission=uuid.uuid4(), children=children, adults=adults, **answers,
    )  # fmt: skip
    remember(key=key, name=name, words=words, reference=contact.reference, at=request.moment)
    return Status(201, actions.status_of(contact))


@api.get("/contacts/{reference}", response={200: StatusOut, 404: Problem, 429: Problem}, url_name="contact")
def contact_status(request, reference: str):
    """Say how far a contact is that the same agency made."""
    status = actions.status_for_agency(request=request, reference=reference, agency=request.auth.agency)
    if status is None:
        return Status(404, {"problems": ["Your agency made no contact with this reference."]})
    return Status(200, status)
