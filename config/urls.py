"""Where everything is. The paths are a promise: links, feeds and tests rely on them."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from . import errors, health, icons, media, on_site, owner

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error

urlpatterns = [
    path("", include("blog.urls")),
    path("", include("comments.urls")),
    path("authors/", include("authors.urls")),
    path("account/", include("authors.account_urls")),
    path("media/<path:path>", media.media_file, name="media_file"),
    path("site.css", owner.owner_stylesheet, name="owner_stylesheet"),
    path("favicon.ico", icons.favicon),
    path("healthz", health.healthz, name="healthz"),
    path("healthz/", health.healthz),
    path(
        "admin/r/<pk:content_type>/<path:object_id>/", admin.site.admin_view(on_site.view_on_site)
    ),
    path("admin/", admin.site.urls),
]
if settings.MAIL_SERVICE and settings.MAIL_SERVICE_SECRET:
    from . import mail_reports  # here: it loads the views of all services, some megabytes of them

    urlpatterns.append(path("mail/", include(mail_reports.urls(settings.MAIL_SERVICE))))
