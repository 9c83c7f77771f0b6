from django.db import migrations

# How frequent a phrase is, and in which years, is told from a sample in milliseconds, where it takes a hundred to check
# every text that holds its pairs. The last bits of a key are those of the row it came from, so that one text in 32 or in
# 1024 is drawn evenly from all days.
CREATE = {
    "sqlite": [
        """CREATE INDEX documents_searchtext_sample ON documents_searchtext
       (id, year, speaker_id, meeting_id, publication_id, kind, remark, folded) WHERE (id & 1023) = 0"""
    ],
    "postgresql": [
        f"""CREATE INDEX CONCURRENTLY IF NOT EXISTS documents_searchtext_sample_{one_in} ON documents_searchtext
       USING gin (tokens) WHERE (id & {one_in - 1}) = 0"""
        for one_in in (32, 1024)
    ],
}
DROP = {
    "sqlite": ["DROP INDEX documents_searchtext_sample"],
    "postgresql": [f"DROP INDEX CONCURRENTLY IF EXISTS documents_searchtext_sample_{one_in}" for one_in in (32, 1024)],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('documents', '0017_tokens_without_a_sort'),
    ]

    operations = [
        migrations.RunPython(create, drop),
    ]
