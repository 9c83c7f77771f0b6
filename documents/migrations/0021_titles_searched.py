from django.db import migrations

# `title:` asks which documents' titles hold a word. PostgreSQL has an index of titles and names (0005); SQLite would go
# through all texts.
CREATE = """CREATE INDEX documents_searchtext_titles ON documents_searchtext (document_id, folded)
       WHERE kind = 'title'"""
DROP = "DROP INDEX documents_searchtext_titles"


def take(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0020_quotations_by_occasion'),
    ]

    operations = [
        migrations.RunPython(take(CREATE), take(DROP)),
    ]
