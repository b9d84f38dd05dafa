"""What was a field of a body becomes a dated rule of it, and each meeting knows its body."""

import uuid

from django.db import migrations

NUMBERS = {
    "meetings_a_year": ("BODY-MEETINGS-A-YEAR", "number", 4),
    "development_days": ("BODY-DEVELOPMENT-DAYS", "number", 0),
    "named_percent": ("BODY-NAMED", "per_cent", 75),
    "with_deputy_percent": ("BODY-COVERED", "per_cent", 100),
    "absences_until_challenge": ("BODY-ABSENCES", "number", 2),
    "escalation_working_days": ("LOCAL-ESCALATION", "working_days", 10),
    "urgent_under_days": ("BODY-URGENT", "calendar_days", 10),
    "induction_working_days": ("BODY-INDUCTION", "working_days", 60),
}
LISTS = {"standing_items": "BODY-STANDING", "report_headings": "BODY-HEADINGS"}


def take_over(apps, _):
    """Write what each body keeps otherwise than usual as rules that hold since it began."""
    groups, numbers = apps.get_model("boards", "Group"), apps.get_model("rules", "LocalNumber")
    usual = groups()
    for group in groups.objects.all():
        rows = [
            (rule, unit, getattr(group, field), "")
            for field, (rule, unit, held) in NUMBERS.items()
            if getattr(group, field) != held
        ]
        for field, rule in LISTS.items():
            if getattr(group, field) != getattr(usual, field):
                rows.append((rule, "words", None, "\n".join(getattr(group, field))))
        if group.confidentiality_words != usual.confidentiality_words:
            rows.append(("BODY-CONFIDENTIALITY", "words", None, group.confidentiality_words))
        if group.needs_executive_agreement != (group.kind == "committee"):
            answer = "yes" if group.needs_executive_agreement else "no"
            rows.append(("BODY-EXECUTIVE-FIRST", "words", None, answer))
        for rule, unit, number, words in rows:
            numbers.objects.create(
                id=uuid.uuid4(), area_id=group.area_id, body_id=group.pk, rule=rule, unit=unit, number=number,
                words=words, from_on=group.started_on, set_at=f"{group.started_on}T09:00:00Z",
                why="Taken over from the settings of the body.",
            )  # fmt: skip
        apps.get_model("meetings", "Meeting").objects.filter(group_key=group.key).update(body_id=group.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0001_initial"),
        ("meetings", "0003_meeting_body"),
        ("rules", "0002_rows_stay"),
    ]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
