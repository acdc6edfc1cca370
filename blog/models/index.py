"""What the search knows of articles and pages. The tables are made by blog/search/index.py."""

from django.db import models

from blog.search.matching import Searched, WordsField

from .article import Article
from .page import Page


class ArticleIndex(Searched):
    row = models.OneToOneField(
        Article,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="index",
    )
    words = WordsField(db_column="blog_articleindex")

    weights = {"title": 10, "summary": 4, "text": 1}
    shown = {"status": "published"}

    class Meta:
        managed = False
        db_table = "blog_articleindex"

    def __str__(self):
        return str(self.pk)


class PageIndex(Searched):
    row = models.OneToOneField(
        Page,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="index",
    )
    words = WordsField(db_column="blog_pageindex")

    weights = {"title": 10, "text": 1}
    shown = {"is_published": True}

    class Meta:
        managed = False
        db_table = "blog_pageindex"

    def __str__(self):
        return str(self.pk)
