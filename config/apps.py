from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    """The composition root: commands that start the house, checks, and what wraps every request."""

    name = "config"
    verbose_name = "Rejoinder"
    keeps = "config.keeping.kept"
    editorial = {
        "auth.group_permissions": (),
        "authors.user_groups": (),
        "authors.user_user_permissions": (),
    }

    def ready(self):
        from . import checks  # noqa: F401  (registers the system checks)
        from .edition import install

        # The one signal of the house (decision 0004): triggers must follow the tables, whoever migrates.
        post_migrate.connect(install, sender=apps.get_app_config("content"))
