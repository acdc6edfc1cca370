"""What is kept and how long, who may export it, and what those who moderate were told by letter."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def let_administrators_export(apps, schema_editor):
    config = apps.get_app_config("comments")
    config.models_module = True  # historical apps have none; without it nothing is made
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="comments", codename="export_commenter"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Administrator"):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ('authors', '0002_letters'),
        ('comments', '0011_lists_of_an_article'),
        ('content', '0004_letters'),
    ]

    operations = [
        migrations.CreateModel(
            name='QueueLetter',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='queue_letter', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('until', models.DateTimeField(help_text='What began to wait later is new to them.', null=True)),
                ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='content.letter')),
            ],
            options={
                'verbose_name': 'letter about the queue',
                'verbose_name_plural': 'letters about the queue',
            },
        ),
        migrations.AlterModelOptions(
            name='commenter',
            options={'permissions': [('export_commenter', 'Can export all that is kept of a person')], 'verbose_name': 'commenter', 'verbose_name_plural': 'commenters'},
        ),
        migrations.AddField(
            model_name='policy',
            name='letters_kept_days',
            field=models.PositiveSmallIntegerField(default=30, help_text='Days after they were sent; three times as long where that failed for good.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='forget letters after'),
        ),
        migrations.AddField(
            model_name='policy',
            name='logins_kept_days',
            field=models.PositiveSmallIntegerField(default=30, help_text='Days; 30 at most.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='forget attempts to sign in after'),
        ),
        migrations.AddField(
            model_name='policy',
            name='reports_kept_days',
            field=models.PositiveSmallIntegerField(default=90, help_text='Days after a moderator answered; 30 at least, as an answer can be undone.', validators=[django.core.validators.MinValueValidator(30)], verbose_name='forget what readers add to reports'),
        ),
        migrations.AddField(
            model_name='policy',
            name='sessions_kept_days',
            field=models.PositiveSmallIntegerField(default=14, help_text='Days after they signed in; 14 at most.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(14)], verbose_name='sign people out after'),
        ),
        migrations.AddField(
            model_name='policy',
            name='tasks_kept_days',
            field=models.PositiveSmallIntegerField(default=14, help_text='Days; 90 at most.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)], verbose_name='forget what the worker did after'),
        ),
        migrations.RunPython(let_administrators_export, migrations.RunPython.noop),
    ]
