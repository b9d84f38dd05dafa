"""Who signs in to the demonstration, and with which password."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from harbourlight.foundations.agencies.choices import Role

HOST = "harbourlight.example"


@dataclass(frozen=True)
class SignIn:
    """A demonstration professional: the first part of the address, name, work, where, and role.

    ``place`` names an agency by its part in the partnership: a sector, "council", "police", "gp", or so.
    """

    word: str
    name: str
    job: str
    place: str
    role: Role
    team: str = ""
    manages: bool = False
    is_shown: bool = True
    area: int = 0

    @property
    def email(self):
        """The address to sign in with."""
        return f"{self.word}@{HOST}"


CAST = (
    SignIn("alice.mash", "Alice Merriweather", "MASH social worker", "council", Role.MASH_WORKER, "mash"),
    SignIn("martha.manager", "Martha Ellerbeck", "MASH manager", "council", Role.MASH_MANAGER, "mash", True),
    SignIn(
        "selina.senior",
        "Selina Holmwood",
        "Senior manager, front door",
        "council",
        Role.SENIOR_MANAGER,
        "mash",
    ),
    SignIn(
        "bob.school",
        "Bob Oldacre",
        "Designated safeguarding lead",
        "school",
        Role.SAFEGUARDING_LEAD,
        "school",
    ),
    SignIn("wilma.worker", "Wilma Thackeray", "Social worker", "council", Role.SOCIAL_WORKER, "social_work"),
    SignIn("tara.teamlead", "Tara Ravenscroft", "Team manager", "council", Role.TEAM_MANAGER, "assessment", True),
    SignIn("cora.chair", "Cora Whitcombe", "Conference chair", "council", Role.CONFERENCE_CHAIR, "conferencing"),
    SignIn("ellen.earlyhelp", "Ellen Marchbank", "Early help practitioner", "council", Role.PRACTITIONER, "early_help"),
    SignIn("ines.chair", "Ines Hathersage", "Independent chair", "council", Role.PARTNERSHIP_CHAIR),
    SignIn("hazel.visitor", "Hazel Fernsby", "Health visitor", "community health", Role.PRACTITIONER, "health"),
    SignIn("percy.police", "Percy Stonehouse", "Police sergeant", "police", Role.MASH_PARTNER, "mash"),
    SignIn("gita.gp", "Gita Birchenall", "General practitioner", "gp", Role.PRACTITIONER),
    SignIn("desmond.officer", "Desmond Kirkbride", "Designated officer", "council", Role.DESIGNATED_OFFICER),
    SignIn(
        "beryl.board", "Beryl Palethorpe", "Board: lead representative of health", "health board", Role.BOARD_MEMBER
    ),
    SignIn("rufus.police", "Rufus Ironside", "Board: lead representative of the police", "police", Role.BOARD_MEMBER),
    SignIn("carol.committee", "Carol Everdene", "Committee member, health", "community health", Role.BOARD_MEMBER),
    SignIn("colin.councillor", "Colin Tidewell", "Lead member for children", "council", Role.COUNCILLOR),
    SignIn("clara.panel", "Clara Brookhampton", "Councillor, chair of the scrutiny panel", "council", Role.COUNCILLOR),
    SignIn("audrey.auditor", "Audrey Maythorne", "Auditor", "council", Role.AUDITOR),
    SignIn("ivor.guardian", "Ivor Goldacre", "Information guardian", "council", Role.INFORMATION_GUARDIAN),
    SignIn(
        "olive.outofhours",
        "Olive Winterbourne",
        "Out-of-hours social worker",
        "council",
        Role.OUT_OF_HOURS,
        "out",
    ),
    SignIn(
        "charlie.elsewhere",
        "Charlie Rookwood",
        "Practitioner in another area",
        "community health",
        Role.PRACTITIONER,
        area=2,
    ),
    SignIn("andrew.accounts", "Andrew Flaxman", "Administrator of accounts", "council", Role.ADMINISTRATOR),
    SignIn("bea.business", "Bea Gladwell", "Partnership manager", "council", Role.BUSINESS_UNIT, "business"),
    SignIn(
        "bessie.coordinator", "Bessie Rowanberry", "Partnership coordinator", "council", Role.BUSINESS_UNIT, "business"
    ),
)


def password_file():
    """Name the file of the demonstration's password in the data folder."""
    return Path(settings.DATA) / "demo-password"


def password():
    """Give this installation's demonstration password, made at random the first time."""
    kept = password_file()
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write("harbour-" + "-".join(secrets.token_hex(3) for _ in range(3)))
    except FileExistsError:
        pass
    return kept.read_text().strip()
