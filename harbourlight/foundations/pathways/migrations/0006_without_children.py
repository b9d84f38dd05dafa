"""Steps and clocks of records that are about no child, such as a board's meetings, are open to whoever signs in."""

from django.db import migrations

from harbourlight.foundations.access.guard import protect_again

NO_CHILD = "cardinality({0}.child_ids) = 0 AND (SELECT access_actor()) IS NOT NULL"
STEPS, CLOCKS = NO_CHILD.format("pathways_steptaken"), NO_CHILD.format("pathways_deadline")
OWN = "pathways_deadline.owner_id = (SELECT access_actor())"


class Migration(migrations.Migration):
    """What names no child hides nobody's child; the record itself still says who may read it."""

    dependencies = [("pathways", "0005_restricted")]

    operations = [
        protect_again("pathways_steptaken", people="child_ids", also=STEPS),
        protect_again("pathways_deadline", people="child_ids", also=f"{OWN} OR ({CLOCKS})"),
    ]
