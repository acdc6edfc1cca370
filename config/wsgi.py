"""The door for web servers."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
try:
    django_application = get_wsgi_application()
except ImproperlyConfigured as error:  # a sentence that says what to set
    sys.exit(f"Rejoinder cannot start. {error}")

from config.page_cache import PageCache
from config.page_store import configured

# A kept page takes a tenth of a millisecond, and several turns at Python; behind threads that make pages or
# store comments it would wait Python's usual 5 ms for each of them.
sys.setswitchinterval(0.0001)

application = PageCache(django_application, configured())
