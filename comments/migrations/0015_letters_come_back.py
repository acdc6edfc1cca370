"""Who sees paused addresses, how long letters are remembered, and how far followers were told."""

import django.core.validators
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def grant(apps, schema_editor):
    """Administrators see which addresses get no letters, and end that."""
    config = apps.get_app_config("content")
    config.models_module = True  # historical apps have none; without it nothing is made
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    rights = ("view_pausedaddress", "change_pausedaddress")
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="content", codename__in=rights
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Administrator"):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0014_waiting_wordings'),
        ('content', '0005_paused_addresses'),
    ]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.AddField(
            model_name='policy',
            name='confirmations_kept_days',
            field=models.PositiveSmallIntegerField(default=7, help_text='Days; 30 at most. For so long the link in the letter works.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='forget addresses to be confirmed after'),
        ),
        migrations.AddField(
            model_name='policy',
            name='told_kept_days',
            field=models.PositiveSmallIntegerField(default=90, help_text='Days; 30 at least, as an approval that is undone can come again, 365 at most.', validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(365)], verbose_name='forget what followers were told of after'),
        ),
        migrations.AddField(
            model_name='announcement',
            name='told_up_to',
            field=models.BigIntegerField(default=0, help_text='The last person, by primary key, of those who were told so far.'),
        ),
    ]
