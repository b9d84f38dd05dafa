"""The area of a step on a record about no child; steps of children's records follow the child and need none."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial"), ("pathways", "0007_barred_owners")]

    operations = [
        migrations.AddField(
            model_name="steptaken",
            name="area",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.area",
            ),
        ),
    ]
