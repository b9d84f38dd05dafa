"""One child of the return as the record of a census file."""

from harbourlight.exchange.cincensus import structure
from harbourlight.exchange.cincensus.rules.identifiers import born_before

SCHOOL_AGE = 6
UNKNOWN_YET = "U"  # of a child not born by the end of the year, whatever is known today
OLD_SEX = {"M": "1", "F": "2", "U": "0"}
TOO_YOUNG = "UN1"


class Teller:
    """Tells children of one area and year."""

    def __init__(self, records, area, year):
        """Begin with the rows that were read."""
        self.records, self.area, self.year = records, area, year
        self.known = structure.modules(year)

    def cut(self, day):
        """Return a day, or None for one after the year."""
        return day if day and day <= self.year.end else None

    def child(self, person_id):
        """Return the record of a child."""
        person, told = self.records.people[person_id], self.records.told.get(person_id, {})
        return {
            "ChildIdentifiers": self.identifiers(person, told),
            "ChildCharacteristics": {"Ethnicity": person.ethnicity, "Disability": person.disabilities},
            "CINdetails": [self.episode(row, told) for row in self.records.episodes[person_id]],
        }

    def identifiers(self, person, told):
        """Return the numbers, birth and sex of a child."""
        numbers, before = self.records.numbers[person.id], told.get("ChildIdentifiers", {})
        made = {"LAchildID": numbers.get("LAchildID") or own_number(person)}
        made |= {name: numbers[name] for name in ("UPN", "FormerUPN") if name in numbers}
        why = self.why_no_number(person, before)
        if "UPN" not in numbers and why:
            made["UPNunknown"] = why
        born = self.cut(person.born_on)
        if born:
            made["PersonBirthDate"] = born
        elif person.expected_on or person.born_on:
            made["ExpectedPersonBirthDate"] = person.expected_on or person.born_on
        is_new = "Sex" in self.known["ChildIdentifiers"].fields
        sex = UNKNOWN_YET if "ExpectedPersonBirthDate" in made else person.sex
        made["Sex" if is_new else "GenderCurrent"] = sex if is_new else OLD_SEX[sex]
        if self.cut(person.died_on):
            made["PersonDeathDate"] = person.died_on
        return made

    def why_no_number(self, person, before):
        """Return why a child has no pupil number: as the file told it, or because it is too young."""
        if before.get("UPNunknown"):
            return before["UPNunknown"]
        born = person.born_on
        return TOO_YOUNG if born is None or not born_before(born, SCHOOL_AGE, self.year.end) else ""

    def episode(self, row, told):
        """Return an episode with its modules."""
        referred = row.referred_on
        before = before_of(told.get("CINdetails", ()), "CINreferralDate", referred)
        made = {"CINreferralDate": referred, "ReferralSource": row.source}
        if row.primary_need != "N0" or not before or "PrimaryNeedCode" in before:
            made["PrimaryNeedCode"] = row.primary_need
        if self.cut(row.closed_on):
            made |= {"CINclosureDate": row.closed_on, "ReasonForClosure": row.close_reason}
        held = [day for day in self.records.others[self.records.kept[row.person_id]] if is_within(day, row)]
        if held:
            made["DateOfInitialCPC"] = min(held)
        modules = {
            "Assessments": [self.assessment(each) for each in self.records.assessments[row.id] if self.counts(each)],
            "CINPlanDates": [self.plan(each) for each in self.records.plans[row.id]],
            "Section47": [self.enquiry(each, before) for each in self.records.enquiries[row.id] if self.asks(each)],
            "ReferralNFA": row.referral_nfa,
            "ChildProtectionPlans": [self.protection(each) for each in self.records.protection[row.id]],
            "PreProceedingsandFGDM": self.legal(self.records.legal[row.id], before),
        }
        return made | {name: value for name, value in modules.items() if name in self.known["CINdetails"].fields}

    def counts(self, row):
        """Say whether an assessment was under way in the year."""
        finished = row.completed_on
        return row.started_on <= self.year.end and (finished is None or finished >= self.year.start)

    def assessment(self, row):
        """Return an assessment; its factors are asked when it is finished."""
        made = {"AssessmentActualStartDate": row.started_on}
        looks = [day for day in self.records.looks[row.id] if self.cut(day)]
        if looks:
            made["AssessmentInternalReviewDate"] = min(looks)
        finished = self.cut(row.completed_on)
        if finished:
            made["AssessmentAuthorisationDate"] = finished
        return made | {"AssessmentFactors": row.factors if finished or not row.completed_on else []}

    def plan(self, row):
        """Return a child in need plan."""
        made = {"CINPlanStartDate": row.started_on}
        return made | ({"CINPlanEndDate": row.ended_on} if self.cut(row.ended_on) else {})

    def asks(self, row):
        """Say whether an enquiry belongs to the year: begun in it, its conference held in it, or still running."""
        is_of_year = row.started_on >= self.year.start or (row.icpc_held_on or row.started_on) >= self.year.start
        return is_of_year or row.state == "open"

    def enquiry(self, row, before):
        """Return a section 47 enquiry; the target of its conference as it was told, else by the law."""
        told = before_of(before.get("Section47", ()), "S47ActualStartDate", row.started_on)
        is_not_needed = row.conference_required == "no"
        made = {"S47ActualStartDate": row.started_on}
        target = told.get("InitialCPCtarget") if told else None if is_not_needed else row.icpc_due_on
        if target:
            made["InitialCPCtarget"] = target
        if self.cut(row.icpc_held_on):
            made["DateOfInitialCPC"] = row.icpc_held_on
        return made | {"ICPCnotRequired": is_not_needed}

    def protection(self, row):
        """Return a child protection plan with its reviews of the year."""
        made = {"CPPstartDate": row.started_on}
        if self.cut(row.ended_on):
            made["CPPendDate"] = row.ended_on
        return made | {
            "InitialCategoryOfAbuse": row.initial_category,
            "LatestCategoryOfAbuse": row.latest_category,
            "NumberOfPreviousCPP": row.previous_plans,
            "CPPreviewDate": sorted(day for day in set(self.records.reviews[row.id]) if self.year.holds(day)),
        }

    def legal(self, rows, before):
        """Return pre-proceedings as the file told them, with the end that was recorded since; else as recorded."""
        told = [dict(block) for block in before.get("PreProceedingsandFGDM", ())]
        stages = [row for row in rows if row.kind == "pre_proceedings"]
        for row in stages:
            block = before_of(told, "PPStartDate", row.started_on)
            if not block:
                block = {"PPStartDate": row.started_on.isoformat()}
                told.append(block)
            if self.cut(row.ended_on):
                block.setdefault("StepDecisionDate", row.ended_on)
        return [{name: value for name, value in block.items() if name != "line"} for block in told]


def before_of(rows, element, day):
    """Return the row of a file's module, as it is kept, that began on a day; or nothing."""
    text = day.isoformat()
    return next((row for row in rows if row.get(element) == text), {})


def is_within(day, episode):
    """Say whether a day lies in an episode."""
    return episode.referred_on <= day and (episode.closed_on is None or day <= episode.closed_on)


def own_number(person):
    """Return a number for a child to whom the authority gave none: always the same."""
    return f"HL{person.id.hex[:10].upper()}"
