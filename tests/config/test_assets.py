import pytest

from config import assets


@pytest.fixture
def source(settings, tmp_path):
    """A folder of static files, the only one."""
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATIC_ROOT = tmp_path / "build" / "static"
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "base.css").write_text("a{}")
    return tmp_path / "source"


def test_unchanged_files_are_collected_once(source, settings):
    assert assets.collect_where_changed()
    assert (settings.STATIC_ROOT / "base.css").read_text() == "a{}"
    assert not assets.collect_where_changed()


@pytest.mark.parametrize("name", ["base.css", "new.css"])
def test_changed_and_new_files_are_collected(source, settings, name):
    assets.collect_where_changed()
    (source / name).write_text("b{color:red}")
    assert assets.collect_where_changed()
    assert (settings.STATIC_ROOT / name).read_text() == "b{color:red}"


def test_collection_that_was_deleted_is_made_again(source, settings):
    import shutil

    assets.collect_where_changed()
    shutil.rmtree(settings.STATIC_ROOT)
    assert assets.collect_where_changed()
