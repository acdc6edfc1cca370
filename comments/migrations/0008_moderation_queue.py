"""What the moderation queue needs: actions to be undone, indexes for its tabs and filters, rights."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


APPS = ("content", "authors", "blog", "comments")


def give_administrators_what_is_new(apps, schema_editor):
    """0002_roles gave them all rights that there were; what came since is added."""
    for label in APPS:
        config = apps.get_app_config(label)
        config.models_module = True  # historical apps have none; without it nothing is made
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name="Administrator")
    permissions = apps.get_model("auth", "Permission").objects
    group.permissions.add(*permissions.filter(content_type__app_label__in=APPS))


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0007_rules_reports_bans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('to_status', models.CharField(blank=True, max_length=10, verbose_name='to')),
                ('reason', models.CharField(blank=True, max_length=40, verbose_name='reason')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('finished_at', models.DateTimeField(null=True)),
                ('choice', models.JSONField(blank=True, default=dict)),
                ('is_ban', models.BooleanField(default=False, verbose_name='with a ban of the writers')),
                ('is_edit', models.BooleanField(default=False, verbose_name='a changed wording')),
                ('after', models.BigIntegerField(default=0)),
                ('upto', models.BigIntegerField(default=0)),
                ('total_count', models.PositiveIntegerField(default=0, verbose_name='chosen')),
                ('decided_count', models.PositiveIntegerField(default=0, verbose_name='decided')),
                ('overtaken_count', models.PositiveIntegerField(default=0, verbose_name='left alone')),
            ],
            options={
                'verbose_name': 'action',
                'verbose_name_plural': 'actions',
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='made_visible',
            field=models.BooleanField(default=False, help_text='The comment was first seen by it; undone, it is new once more.'),
        ),
        migrations.AddField(
            model_name='policy',
            name='authors_moderate',
            field=models.BooleanField(default=False, help_text='They get the queue for what is said under articles that carry their name.', verbose_name='authors moderate their own articles'),
        ),
        migrations.AddField(
            model_name='policy',
            name='canned_replies',
            field=models.TextField(blank=True, help_text='Offered when a moderator answers a comment. An empty line parts them.', max_length=5000, verbose_name='ready answers'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('status', 'pending')), fields=['discussion', 'posted_at', 'id'], name='comment_waiting_in_discussion'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('status', 'pending')), fields=['held_by', 'posted_at', 'id'], name='comment_waiting_by_rule'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('status', 'rejected')), fields=['-posted_at', '-id'], name='comment_rejected'),
        ),
        migrations.AddField(
            model_name='batch',
            name='started_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='batch',
            name='undoes',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='comments.batch'),
        ),
        migrations.AddField(
            model_name='ban',
            name='batch',
            field=models.ForeignKey(editable=False, help_text='The action that it came with, and goes with where that is undone.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bans', to='comments.batch'),
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(fields=['-started_at', '-id'], name='batch_by_date'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('undoes__isnull', True), models.Q(('undoes', models.F('id')), _negated=True), _connector='OR'), name='batch_does_not_undo_itself'),
        ),
        migrations.RunPython(give_administrators_what_is_new, migrations.RunPython.noop),
    ]
