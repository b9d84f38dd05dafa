"""The interface itself: making a contact, and asking how far it is."""

import uuid

from django.utils.crypto import salted_hmac
from ninja import Header, NinjaAPI, Status
from ninja.errors import ValidationError
from ninja.security import HttpBearer

from harbourlight.foundations.pathways.steps import StepNotAllowed
from harbourlight.practice.frontdoor import actions

from .models import ApiKey
from .schemas import ContactIn, Problem, StatusOut


class AgencyKey(HttpBearer):
    """Opens to the key of an agency."""

    def authenticate(self, request, token):
        """Return the key in force, or None."""
        return ApiKey.objects.opening(token, request.today)


api = NinjaAPI(
    title="Harbourlight", version="1", urls_namespace="api", auth=AgencyKey(), docs_url=None, openapi_url=None
)


@api.exception_handler(ValidationError)
def say_what_is_wrong(request, trouble):
    """Answer 422 with one sentence for each field; never repeats what was sent."""
    problems = [
        f"{'.'.join(str(part) for part in error['loc'][2:]) or '.'.join(map(str, error['loc']))}: {error['msg']}"
        for error in trouble.errors
    ]
    return api.create_response(request, {"problems": problems}, status=422)


def submission_of(key, idempotency_key):
    """Return the number under which a contact counts once; nobody else can work it out and take it first."""
    told = f"{key.agency_id} {idempotency_key}"
    return uuid.UUID(salted_hmac("exchange.api.submission", told, algorithm="sha256").hexdigest()[:32])


@api.post("/contacts", response={201: StatusOut, 422: Problem}, url_name="contacts")
def make_contact(request, told: ContactIn, idempotency_key: Header[str]):
    """Make a contact; the same Idempotency-Key of the same agency gives the first one again."""
    key = request.auth
    answers = told.dict()
    children = [actions.ReportedChild(**child) for child in answers.pop("children")]
    adults = [actions.ReportedAdult(**adult) for adult in answers.pop("adults")]
    try:
        contact = actions.receive(
            by=None, at=request.moment, happened_at=request.moment, area=key.area, source="api",
            referrer_agency=key.agency, submission=submission_of(key, idempotency_key),
            children=children, adults=adults, **answers,
        )  # fmt: skip
    except StepNotAllowed as refusal:
        return Status(422, {"problems": [str(refusal)]})
    return Status(201, actions.status_of(contact))


@api.get("/contacts/{reference}", response={200: StatusOut, 404: Problem}, url_name="contact")
def contact_status(request, reference: str):
    """Say how far a contact is that the same agency made."""
    status = actions.status_for_agency(request=request, reference=reference, agency=request.auth.agency)
    if status is None:
        return Status(404, {"problems": ["Your agency made no contact with this reference."]})
    return Status(200, status)
