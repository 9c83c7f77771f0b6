from django.db import migrations

# PostgreSQL reads the texts for facets anyhow, and only pays for the index when it writes; SQLite counts in it alone.
# CONCURRENTLY waits for those who read instead of keeping them waiting, and stands in no transaction.
DROP = "DROP INDEX CONCURRENTLY IF EXISTS search_text_facets"
CREATE = """CREATE INDEX CONCURRENTLY IF NOT EXISTS search_text_facets ON documents_searchtext
       (id, year, speaker_id, meeting_id, publication_id, kind, remark)"""


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('documents', '0014_known_words'),
    ]

    operations = [
        migrations.RunPython(drop, create),
    ]
