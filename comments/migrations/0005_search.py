"""The index of comments, and the roles' rights to what presents articles."""

import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import blog.search.matching

EVERYTHING = ("add", "change", "delete", "view")
ROLES = {
    "Author": {"recommendation": EVERYTHING, "series": ("view",)},
    "Editor": {model: EVERYTHING for model in ("recommendation", "series", "part", "redirect")},
    "Administrator": {
        model: EVERYTHING for model in ("recommendation", "series", "part", "redirect")
    },
}


def give_rights(apps, schema_editor):
    config = apps.get_app_config("blog")
    config.models_module = True  # historical apps have none; without it nothing is made
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="blog"
    )
    for role, rights in ROLES.items():
        group = apps.get_model("auth", "Group").objects.get_or_create(name=role)[0]
        names = [f"{action}_{model}" for model, actions in rights.items() for action in actions]
        group.permissions.add(*permissions.filter(codename__in=names))


class Migration(migrations.Migration):

    dependencies = [
        ("comments", "0004_policy_edit_minutes"),
        ("blog", "0002_presenting"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommentIndex",
            fields=[
                ("row", models.OneToOneField(db_column="rowid", db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name="index", serialize=False, to="comments.comment")),
                ("words", blog.search.matching.WordsField(db_column="comments_commentindex")),
            ],
            options={
                "db_table": "comments_commentindex",
                "managed": False,
            },
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
