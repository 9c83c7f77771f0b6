from django.db import migrations

# Names, meetings and titles are few, and looked for with every letter that is typed.
CREATE = """CREATE INDEX documents_searchtext_names ON documents_searchtext USING gin (tokens)
       WHERE kind IN ('title', 'meeting', 'name')"""
DROP = "DROP INDEX documents_searchtext_names"


def create_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_fingerprints'),
    ]

    operations = [
        migrations.RunPython(create_index, drop_index),
    ]
