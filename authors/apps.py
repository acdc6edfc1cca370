from django.apps import AppConfig


class AuthorsConfig(AppConfig):
    name = "authors"
    keeps = "authors.keeping.kept"
    # A user's name, and whether they moderate, show beside their comments; that they signed in does not.
    editorial = {"author": (), "authorlink": (), "user": ("name", "is_active", "is_superuser")}
