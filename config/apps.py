from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root: commands that start the house, checks, and what wraps every request."""

    name = "config"
    verbose_name = "Rejoinder"

    def ready(self):
        from . import checks  # noqa: F401  (registers the system checks)
