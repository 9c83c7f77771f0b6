from django.db import migrations

# A phrase is checked in the text. Where the row of a long text is too long, its tokens go elsewhere first, so that the
# text need not be fetched from there as well. Rows written before follow with `VACUUM FULL documents_searchtext`.
KEEP = "ALTER TABLE documents_searchtext ALTER COLUMN folded SET STORAGE MAIN"
LET_GO = "ALTER TABLE documents_searchtext ALTER COLUMN folded SET STORAGE EXTENDED"


def keep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(KEEP)


def let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(LET_GO)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0015_facets_by_index_on_sqlite'),
    ]

    operations = [
        migrations.RunPython(keep, let_go),
    ]
