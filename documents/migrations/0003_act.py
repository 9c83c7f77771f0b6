import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('review', 'review of quotations'), ('name', 'settling a name'), ('conflict', 'settling conflicts'), ('merge', 'merging'), ('publish', 'making public or withdrawing'), ('spreadsheet', 'spreadsheet')], editable=False, max_length=12, verbose_name='kind')),
                ('subject', models.CharField(blank=True, editable=False, max_length=300, verbose_name='subject')),
                ('count', models.PositiveIntegerField(default=0, editable=False, verbose_name='records')),
                ('user', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='at')),
                ('changes', models.JSONField(default=list, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='changes')),
                ('undone', models.DateTimeField(editable=False, null=True, verbose_name='undone')),
                ('undone_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
            ],
            options={
                'verbose_name': 'act',
                'verbose_name_plural': 'acts',
                'ordering': ['-at', '-id'],
            },
        ),
    ]
