"""What an executive agreed before, what may wait, and of each invitation the seat that it is for."""

import django.db.models.deletion
from django.db import migrations, models

NAME_SEATS = """
UPDATE meetings_invitation i SET seat_name = s.title, named_deputy_id = m.deputy_id
  FROM boards_sitting b, boards_seat s, boards_membership m, meetings_meeting t
 WHERE b.meeting_id = i.meeting_id AND t.id = i.meeting_id AND s.group_id = b.group_id AND m.seat_id = s.id
   AND coalesce(m.delegate_id, m.professional_id) = i.professional_id AND m.started_on <= t.starts_at::date
   AND (m.ended_on IS NULL OR m.ended_on >= t.starts_at::date);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0003_body_fields_go"),
        ("meetings", "0004_stays_and_seats"),
    ]

    operations = [
        migrations.AddField(
            model_name="boarddecision",
            name="agreed_before",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="led_to", to="boards.boarddecision"
            ),
        ),
        migrations.AddField(
            model_name="boarddecision",
            name="may_wait",
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL(NAME_SEATS, migrations.RunSQL.noop),
    ]
