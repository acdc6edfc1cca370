"""How long what about people is kept."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0009_editors_publish'),
    ]

    operations = [
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
    ]
