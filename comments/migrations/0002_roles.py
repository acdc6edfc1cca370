"""The four roles, as groups: who may do what in the admin."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EVERYTHING = ("add", "change", "delete", "view")
WRITING = ("article", "byline", "category", "page", "tag", "taggedarticle")
ROLES = {
    "Moderator": {
        "comments": {
            "comment": ("change", "view", "moderate"),
            "commenter": ("change", "view"),
            "discussion": ("change", "view"),
            "thread": ("change", "view"),
            "ban": ("add", "change", "view"),
            "report": ("change", "view"),
            "decision": ("view",),
            "policy": ("view",),
        },
    },
    "Author": {
        "blog": {
            "article": ("add", "change", "delete", "view"),
            "byline": EVERYTHING,
            "taggedarticle": EVERYTHING,
            "tag": ("add", "view"),
            "category": ("view",),
        },
        "authors": {"author": ("change", "view"), "authorlink": EVERYTHING},
        "content": {"image": ("add", "change", "view")},
    },
    "Editor": {
        "blog": {
            **{model: EVERYTHING for model in WRITING},
            "article": (*EVERYTHING, "edit_all_articles"),
            "sitesettings": ("view",),
        },
        "authors": {"author": (*EVERYTHING, "edit_all_authors"), "authorlink": EVERYTHING},
        "content": {"image": EVERYTHING},
    },
}
APPS = ("content", "authors", "blog", "comments")
FULL_NAMES = {
    "moderate": "moderate_comment",
    "edit_all_articles": "edit_all_articles",
    "edit_all_authors": "edit_all_authors",
}


def make_roles(apps, schema_editor):
    for label in APPS:
        config = apps.get_app_config(label)
        config.models_module = True  # historical apps have none; without it nothing is made
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    ROLES["Editor"]["comments"] = ROLES["Moderator"]["comments"]
    for role, rights in ROLES.items():
        group = _group(apps, role)
        for label, models in rights.items():
            for model, actions in models.items():
                names = [FULL_NAMES.get(action, f"{action}_{model}") for action in actions]
                group.permissions.add(
                    *Permission.objects.filter(
                        content_type__app_label=label, content_type__model=model, codename__in=names
                    )
                )
    _group(apps, "Administrator").permissions.add(
        *Permission.objects.filter(content_type__app_label__in=APPS)
    )


def _group(apps, name):
    return apps.get_model("auth", "Group").objects.get_or_create(name=name)[0]


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_initial"),
        ("blog", "0001_initial"),
        ("authors", "0001_initial"),
        ("content", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
