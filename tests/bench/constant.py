"""The measure of the page cache: bare Django that answers every request with the same bytes, headers too."""

import json
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import re_path

# Compressed beforehand, by Brotli.
BODY = Path(os.environ["CONSTANT_BODY"]).read_bytes()
HEADERS = json.loads(os.environ["CONSTANT_HEADERS"])


def constant(request):
    return HttpResponse(BODY, headers=HEADERS)


urlpatterns = [re_path("", constant)]
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="x" * 50, MIDDLEWARE=[])
application = get_wsgi_application()
