"""The project's settings with a demo that loads in no time, for starts of the real server in tests."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS

INSTALLED_APPS = ["tests.config.stub", *INSTALLED_APPS]
