"""Editors publish where the site wants review, and edit the HTML of texts."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = ("publish_article", "write_html")
ROLES = ("Editor", "Administrator")


def grant(apps, schema_editor):
    config = apps.get_app_config("blog")
    config.models_module = True  # historical apps have none; without it nothing is made
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="blog", content_type__model="article", codename__in=RIGHTS
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("comments", "0008_moderation_queue"), ("blog", "0003_writing")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
