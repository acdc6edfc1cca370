"""What is kept and how long, and who may export it."""

import django.core.validators
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
        ('comments', '0009_editors_publish'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='commenter',
            options={'permissions': [('export_commenter', 'Can export all that is kept of a person')], 'verbose_name': 'commenter', 'verbose_name_plural': 'commenters'},
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
