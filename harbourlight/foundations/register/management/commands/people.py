"""`harbourlight people`: the first administrator of an installation; inviting, ending and listing accounts."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify

from harbourlight.foundations.access.middleware import LONDON, read_clock
from harbourlight.foundations.agencies.choices import AgencyKind, Role, Sector
from harbourlight.foundations.agencies.models import Agency, Area, Professional

from ... import accounts, actions, looking


class Command(BaseCommand):
    """Keep accounts from the server's own command line."""

    help = "Make the first administrator (first), invite somebody (invite), end an account (end), or list them (list)."

    def add_arguments(self, parser):
        """Take one word and what it needs."""
        words = parser.add_subparsers(dest="word", required=True, metavar="first | invite | end | list")
        first = words.add_parser("first", help="make the first area, agency and administrator")
        first.add_argument("--area", required=True, help="name of the local authority area")
        first.add_argument("--agency", required=True, help="name of the first agency, often the council")
        first.add_argument("--sector", choices=Sector.values, default=Sector.COUNCIL)
        first.add_argument("--name", required=True, help="name of the administrator")
        first.add_argument("--email", required=True, help="the administrator's address at work")
        invite = words.add_parser("invite", help="make an account and send the invitation")
        invite.add_argument("--name", required=True)
        invite.add_argument("--email", required=True)
        invite.add_argument("--agency", required=True, help="name of the agency, as the register has it")
        invite.add_argument("--role", required=True, action="append", choices=Role.values)
        invite.add_argument("--area", help="name of the area of the roles; all areas without it")
        end = words.add_parser("end", help="end an account")
        end.add_argument("--email", required=True)
        end.add_argument("--last-day", type=date.fromisoformat, help="like 2026-03-31; at once without it")
        shown = words.add_parser("list", help="list the accounts")
        shown.add_argument("--agency", default="", help="only people of agencies with these words in their name")
        shown.add_argument("--ended", action="store_true", help="the accounts that have ended")

    def handle(self, *args, word, **options):
        """Do the word asked for."""
        today = read_clock().astimezone(LONDON).date()
        try:
            with transaction.atomic():
                {"first": self.first, "invite": self.invite, "end": self.end, "list": self.list}[word](today, options)
        except actions.Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def first(self, today, given):
        """Make the first area, agency and administrator."""
        agency = actions.found(
            area=given["area"], code=slugify(given["area"])[:20], agency=given["agency"], sector=given["sector"],
            kind=AgencyKind.STATUTORY_PARTNER, on=today,
        )  # fmt: skip
        self.make_account(today, given, agency, [Role.ADMINISTRATOR])

    def invite(self, today, given):
        """Make an account with roles."""
        agency = self.named(looking.open_agencies(today), given["agency"], Agency)
        area = self.named(looking.open_areas(today), given["area"], Area) if given["area"] else None
        self.make_account(today, given, agency, given["role"], area)

    def make_account(self, today, given, agency, roles, area=None):
        """Invite somebody, and print the link for installations whose mail does not go out yet."""
        made = accounts.invite(
            name=given["name"], email=given["email"], agency=agency, roles=roles, area=area, started_on=today, by=None
        )
        self.stdout.write(f"{made.name} of {agency} has an account; the invitation is on its way to {made.email}.")
        self.stdout.write(
            f"If no mail goes out yet, this link works once, for three days:\n{accounts.password_link(made)}"
        )

    def named(self, rows, name, model):
        """Return the row with a name, or refuse and say which there are."""
        found = rows.filter(name__iexact=name).first()
        if found is None:
            near = ", ".join(rows.filter(name__icontains=name.split()[0]).values_list("name", flat=True)[:5])
            like = f" Names like it: {near}." if near else ""
            raise CommandError(f"No {model._meta.verbose_name} is called {name}.{like}")
        return found

    def end(self, today, given):
        """End an account, at once or after a last day."""
        professional = Professional.objects.filter(email=given["email"].strip().lower()).first()
        if professional is None:
            raise CommandError(f"Nobody signs in as {given['email']}.")
        day = given["last_day"] or actions.last_day_before(today)
        accounts.end_account(professional=professional, last_day=day, today=today, by=None)
        said = "after" if given["last_day"] else "at once: the last day was"
        self.stdout.write(f"The account of {professional.name} ends {said} {day:%d.%m.%Y}.".replace(" 0", " "))

    def list(self, today, given):
        """Print one account a line: address, name, agency, roles."""
        rows = looking.professionals({"state": "ended" if given["ended"] else ""}, today)
        people = list(rows.filter(agency__name__icontains=given["agency"]))
        looking.roles_shown(people, today)
        for person in people:
            roles = ", ".join(person.roles_shown) or "no role"
            self.stdout.write(f"{person.email}\t{person.name}\t{person.agency.name}\t{roles}")
