"""`harbourlight api_key AGENCY AREA NAME`: make a key for an agency's system."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from harbourlight.exchange.api.keys import make_key
from harbourlight.foundations.access.middleware import read_clock
from harbourlight.foundations.agencies.models import Agency, Area, Professional


class Command(BaseCommand):
    """Makes a key and prints it once."""

    help = "Make a key for an agency's own system; it is printed once and kept only as a hash."

    def add_arguments(self, parser):
        """Name the agency, the area, what the key is for, and who makes it."""
        parser.add_argument("agency", help="name of the agency")
        parser.add_argument("area", help="code of the area its contacts go to")
        parser.add_argument("name", help="the system that will use the key")
        parser.add_argument("--by", help="e-mail address of who makes it")
        parser.add_argument("--until", type=date.fromisoformat, help="last day, such as 2027-03-31")

    def handle(self, *args, **words):
        """Make the key and print it."""
        agency = Agency.objects.filter(name__iexact=words["agency"]).first()
        area = Area.objects.filter(code__iexact=words["area"]).first()
        by = Professional.objects.filter(email__iexact=words["by"] or "").first()
        if agency is None or area is None:
            raise CommandError("There is no such agency, or no area with that code.")
        if words["by"] and by is None:
            raise CommandError("Nobody has that e-mail address.")
        _, key = make_key(agency=agency, area=area, name=words["name"], by=by, at=read_clock(), until=words["until"])
        self.stdout.write(key)
