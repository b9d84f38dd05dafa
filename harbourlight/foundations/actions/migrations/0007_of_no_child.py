"""An index of the actions about no child: the partnership's own are few among many."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("actions", "0006_times_moved")]

    operations = [
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("child_ids", [])), fields=["area", "due_on", "id"], name="actions_of_no_child"
            ),
        ),
    ]
