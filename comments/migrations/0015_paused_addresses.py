from django.contrib.auth.management import create_permissions
from django.db import migrations


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

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
