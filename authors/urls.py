"""Who writes here, below /authors/."""

from django.urls import path

from content import addresses  # noqa: F401  (registers the converters)

from . import views

app_name = "authors"
urlpatterns = [
    path("", views.author_list, name="author_list"),
    path("<address:slug>/", views.author_detail, name="author_detail"),
    path("<address:slug>/feeds/<feed_kind:kind>/", views.author_feed, name="author_feed"),
]
