"""The read log's indexes grow at their ends: a page that lists seventy children touched hundreds of places of the disk.

Nobody looks up a reading by its id alone or by the number of its seal.
"""

from django.db import migrations

AT_THE_END = """
ALTER TABLE access_reading DROP CONSTRAINT access_reading_pkey;
ALTER TABLE access_reading ADD PRIMARY KEY (at, id);
DROP INDEX access_reading_seal;
DROP INDEX access_reading_unsealed;
CREATE INDEX access_reading_unsealed ON access_reading (at) WHERE seal_number IS NULL;
"""


class Migration(migrations.Migration):
    """Changes how the log is kept, not what it says."""

    dependencies = [("access", "0010_grants_row_by_row")]
    operations = [migrations.RunSQL(AT_THE_END, migrations.RunSQL.noop)]
