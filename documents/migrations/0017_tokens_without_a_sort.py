from django.db import migrations

# The same tokens in two thirds of the time: pairs come from the characters and the same ones moved on by one, in no
# order of their own, and array_to_tsvector sorts them and drops what it has twice anyhow.
QUICK = """CREATE OR REPLACE FUNCTION yanlu_tokens(folded text) RETURNS tsvector
       LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
       SELECT array_to_tsvector(string_to_array(folded, NULL)
                                || coalesce(array_agg(a || b) FILTER (WHERE b IS NOT NULL), '{}'))
       FROM unnest(string_to_array(folded, NULL), (string_to_array(folded, NULL))[2:]) pairs(a, b) $$"""
SORTED = """CREATE OR REPLACE FUNCTION yanlu_tokens(folded text) RETURNS tsvector
       LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
       SELECT array_to_tsvector(coalesce(array_agg(DISTINCT token), '{}')) FROM (
         SELECT a AS token FROM unnest(string_to_array(folded, NULL)) u(a)
         UNION ALL
         SELECT a || b FROM (SELECT a, lead(a) OVER (ORDER BY n) AS b
                             FROM unnest(string_to_array(folded, NULL)) WITH ORDINALITY u(a, n)) pairs
         WHERE b IS NOT NULL) tokens $$"""


def take(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0016_texts_in_their_rows'),
    ]

    operations = [
        migrations.RunPython(take(QUICK), take(SORTED)),
    ]
