from django.db import migrations

from archive.lib.pinyin import title_pinyin


def place(apps, schema_editor):
    """What has no title stood before all others; it is listed by what it is called, 无题."""
    for name in ("Document", "Meeting", "Publication"):
        rows = apps.get_model("documents", name).objects.using(schema_editor.connection.alias)
        rows.filter(sort_key="").update(sort_key=title_pinyin("无题"))


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0018_samples'),
    ]

    operations = [migrations.RunPython(place, migrations.RunPython.noop)]
