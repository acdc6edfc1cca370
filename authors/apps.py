from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuthorsConfig(AppConfig):
    name = "authors"
    verbose_name = _("Authors")
    keeps = "authors.keeping.kept"
    # A user's name, and whether they moderate, show beside their comments; that they signed in does not.
    editorial = {"author": (), "authorlink": (), "user": ("name", "is_active", "is_superuser")}
