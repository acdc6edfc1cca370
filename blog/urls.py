"""Where readers find what is published. The paths are a promise (DESIGN.md, section 4)."""

from django.urls import path

from content import addresses  # noqa: F401  (registers the converters)

from . import accent, feeds, machines, previews, views
from .search.views import search

app_name = "blog"
urlpatterns = [
    path("", views.home, name="home"),
    path("articles/<address:slug>/", views.article_detail, name="article_detail"),
    path("preview/<str:token>/", previews.preview, name="preview"),
    path("categories/<address:slug>/", views.category_detail, name="category_detail"),
    path("tags/<address:slug>/", views.tag_detail, name="tag_detail"),
    path("archive/", views.archive, name="archive"),
    path("archive/<year:year>/<month:month>/", views.archive_month, name="archive_month"),
    path("series/<address:slug>/", views.series_detail, name="series_detail"),
    path("search/", search, name="search"),
    path("pages/<address:slug>/", views.page_detail, name="page_detail"),
    path("feeds/<feed_kind:kind>/", feeds.site_feed, name="site_feed"),
    path(
        "categories/<address:slug>/feeds/<feed_kind:kind>/",
        feeds.category_feed,
        name="category_feed",
    ),
    path("tags/<address:slug>/feeds/<feed_kind:kind>/", feeds.tag_feed, name="tag_feed"),
    path("accent-<colour:colour>.css", accent.stylesheet, name="accent"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", machines.sitemap_part, name="sitemap_part"),
    path("robots.txt", machines.robots, name="robots"),
]
