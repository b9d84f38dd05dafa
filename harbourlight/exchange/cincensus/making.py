"""Makes census files of invented children, of any size and year, sound or with faults at will.

Nobody in them lives: numbers count up, dates come from a seed. The faults are `made_faults.csv`.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from harbourlight.exchange.cincensus import structure, writing
from harbourlight.exchange.cincensus.faults import Record
from harbourlight.exchange.cincensus.rules.identifiers import born_before, check_letter
from harbourlight.exchange.cincensus.years import Year
from harbourlight.statute import calendar

MODULES = ("Assessments", "CINPlanDates", "Section47", "ChildProtectionPlans", "PreProceedingsandFGDM")
STORIES = ("protected", "no action", "assessed", "in need", "again", "unborn", "protected", "in need")


def day(year: Year, number: int) -> date:
    """The day that lies so many days after the first of the census year."""
    return year.start + timedelta(days=number)


def workday(year: Year, number: int) -> date:
    """The first working day no earlier than that."""
    return calendar.add_working_days(day(year, number - 1), 1)


def upn(number: int, authority: str = "201") -> str:
    """A sound pupil number."""
    rest = f"{authority}{number:09}"
    return check_letter("?" + rest) + rest


def person(year: Year, number: int, born: date | None, *, male: bool = True) -> Record:
    """The identifiers of an invented child; one not born when no date of birth is given."""
    old_enough = born is not None and born_before(born, 6, year.end)
    pupil: Record = {"UPN": upn(number)} if old_enough else {"UPNunknown": "UN1"}
    birth: Record = {"PersonBirthDate": born} if born else {"ExpectedPersonBirthDate": date(year.ends, 5, 20)}
    new = "Sex" in structure.modules(year)["ChildIdentifiers"].fields
    sex = ("M" if male else "F") if born else "U"
    old = {"M": "1", "F": "2", "U": "0"}[sex]
    return {"LAchildID": f"HL{number:010}", **pupil, **birth, "Sex" if new else "GenderCurrent": sex if new else old}


def episode(year: Year, begins: int, contents: Iterable[str], *, source: str = "1A", need: str = "N1") -> Record:
    """An episode that began so many days into the year, with the modules named; what comes last stays open."""
    made: Record = {
        "CINreferralDate": day(year, begins),
        "ReferralSource": source,
        "PrimaryNeedCode": need,
        **{name: [] for name in MODULES},
        "ReferralNFA": False,
    }
    known = structure.modules(year)["CINdetails"].fields
    for name in contents:
        if name in known:
            made[name].append(_MAKERS[name](year, begins, made))
    return made


def _assessment(year: Year, begins: int, made: Record) -> Record:
    return {
        "AssessmentActualStartDate": day(year, begins + 1),
        "AssessmentInternalReviewDate": day(year, begins + 8),
        "AssessmentAuthorisationDate": day(year, begins + 28),
        "AssessmentFactors": ["1A", "2B"],
    }


def _enquiry(year: Year, begins: int, made: Record) -> Record:
    return {
        "S47ActualStartDate": day(year, begins + 3),
        "InitialCPCtarget": workday(year, begins + 24),
        "DateOfInitialCPC": workday(year, begins + 17),
        "ICPCnotRequired": False,
    }


def _protection_plan(year: Year, begins: int, made: Record) -> Record:
    return {
        "CPPstartDate": workday(year, begins + 17),
        "CPPendDate": day(year, begins + 120),
        "InitialCategoryOfAbuse": "NEG",
        "LatestCategoryOfAbuse": "EMO",
        "NumberOfPreviousCPP": 0,
        "CPPreviewDate": [day(year, begins + 80), day(year, begins + 115)],
    }


def _plan(year: Year, begins: int, made: Record) -> Record:
    after = 120 if made["ChildProtectionPlans"] else 31
    return {"CINPlanStartDate": day(year, begins + after)}


def _preproceedings(year: Year, begins: int, made: Record) -> Record:
    return {
        "PPStartDate": day(year, begins + 40),
        "LBPSentDate": day(year, begins + 45),
        "FGDMMeetingOffer": True,
        "FGDMMeetingFac": True,
        "InitialPPMeetingDate": day(year, begins + 55),
        "ReviewMeetingsCount": 2,
        "StepDecisionDate": day(year, begins + 90),
        "PPOutcome": "A",
        "CourtAppDate": day(year, begins + 100),
        "LetterInitCPDate": day(year, begins + 105),
    }


_MAKERS: dict[str, Any] = {
    "Assessments": _assessment,
    "Section47": _enquiry,
    "ChildProtectionPlans": _protection_plan,
    "CINPlanDates": _plan,
    "PreProceedingsandFGDM": _preproceedings,
}
ALL = ("Assessments", "Section47", "ChildProtectionPlans", "CINPlanDates", "PreProceedingsandFGDM")


def close(made: Record, on: date, reason: str) -> Record:
    """Close an episode, with the plan in it."""
    for plan in made["CINPlanDates"]:
        plan["CINPlanEndDate"] = on
    return made | {"CINclosureDate": on, "ReasonForClosure": reason}


def child(year: Year, number: int, chance: random.Random, story: str) -> Record:
    """An invented child of one story."""
    codes = structure.codes(year)
    begins = chance.randrange(5, 140)
    said = {"source": chance.choice(codes["referral_source"]), "need": chance.choice(codes["primary_need"])}
    born = None if story == "unborn" else year.start - timedelta(days=chance.randrange(30, 6000))
    disabilities = ["NONE"] if number % 3 else [codes["disability"][1 + number // 3 % 12]]
    if number % 30 == 0:
        disabilities.append("DDA" if disabilities != ["DDA"] else "MOB")
    told: Record = {
        "ChildIdentifiers": person(year, number, born, male=chance.random() < 0.5),
        "ChildCharacteristics": {"Ethnicity": chance.choice(codes["ethnicity"]), "Disability": disabilities},
        "CINdetails": _story(year, begins, story, said),
    }
    return told


def _story(year: Year, begins: int, story: str, said: dict[str, str]) -> list[Record]:
    """The episodes of a story."""
    first = ("Assessments",)
    if story == "no action":
        return [close(episode(year, begins, (), **said), day(year, begins + 2), "RC7") | {"ReferralNFA": True}]
    if story == "assessed":
        return [close(episode(year, begins, first, **said), day(year, begins + 40), "RC8")]
    if story == "in need":
        return [close(episode(year, begins, (*first, "CINPlanDates"), **said), day(year, begins + 150), "RC7")]
    if story == "again":
        before = close(episode(year, begins, first, **said), day(year, begins + 40), "RC8")
        return [before, episode(year, begins + 90, (*first, "CINPlanDates"), **said)]
    if story == "unborn":
        return [episode(year, begins + 140, first, **said)]
    return [episode(year, begins, ALL, **said)]


def children(number: int, year: Year, *, seed: int = 1, every_module: bool = False) -> Iterator[Record]:
    """So many sound children; `every_module` gives each of them every module of the year."""
    chance = random.Random(seed)  # noqa: S311 - invented children, no secret
    for count in range(1, number + 1):
        yield child(year, count, chance, "protected" if every_module else STORIES[count % len(STORIES)])


def make(path: Path, made: Iterable[Record], year: Year, *, lines: bool = True) -> Path:
    """Write children as a file of the year."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        writing.write(stream, writing.header_of(year), made, year, lines=lines)
    return path
