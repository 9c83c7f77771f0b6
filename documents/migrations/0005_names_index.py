from django.db import migrations

from documents.search import postgres


def create_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in postgres.CREATE_OF_NAMES:
            schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in postgres.DROP_OF_NAMES:
            schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_fingerprints'),
    ]

    operations = [
        migrations.RunPython(create_index, drop_index),
    ]
