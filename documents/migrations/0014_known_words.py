from django.db import migrations

# Words that one text in two hundred holds are known to the planner then, and need be neither counted nor fetched whole.
KNOW = "ALTER TABLE documents_searchtext ALTER COLUMN tokens SET STATISTICS 400"
FORGET = "ALTER TABLE documents_searchtext ALTER COLUMN tokens SET STATISTICS -1"
LOOK = "ANALYZE documents_searchtext (tokens)"


def know(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(KNOW)
        schema_editor.execute(LOOK)


def forget(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FORGET)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0013_long_lists'),
    ]

    operations = [
        migrations.RunPython(know, forget),
    ]
