"""The measure of the page cache: bare Django that answers every request with the same bytes."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import re_path

BODY = Path(os.environ["CONSTANT_BODY"]).read_bytes()  # compressed beforehand, by Brotli


def constant(request):
    return HttpResponse(BODY, headers={"Content-Encoding": "br", "Vary": "Accept-Encoding"})


urlpatterns = [re_path("", constant)]
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="x" * 50, MIDDLEWARE=[])
application = get_wsgi_application()
