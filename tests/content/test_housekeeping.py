import os
import time

import pytest

from content.housekeeping import erase_orphaned_files
from content.images import make_image

from .make import picture, upload

pytestmark = pytest.mark.django_db
TWO_DAYS = 2 * 24 * 3600


def put(path, *, age=TWO_DAYS):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (time.time() - age,) * 2)
    return path


def test_only_old_files_of_ours_that_no_image_names_are_erased(media):
    named = make_image(upload(picture())).file.path
    os.utime(named, (time.time() - TWO_DAYS,) * 2)
    orphan = put(media / "images/ab" / ("ab" * 16 + ".jpg"))
    young = put(media / "images/cd" / ("cd" * 16 + ".jpg"), age=60)
    owners = put(media / "images/ab/logo.png")
    elsewhere = put(media / "other" / ("ef" * 16 + ".jpg"))
    assert erase_orphaned_files() == 1
    assert not orphan.exists()
    assert os.path.exists(named)
    assert young.exists()
    assert owners.exists()
    assert elsewhere.exists()


def test_nothing_to_do_without_a_folder(media):
    assert erase_orphaned_files() == 0
