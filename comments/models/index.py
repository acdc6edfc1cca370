"""What the search knows of comments: what was typed. The table is made by blog/search/index.py."""

from django.db import models

from blog.search.matching import Searched, WordsField

from .comment import Comment


class CommentIndex(Searched):
    row = models.OneToOneField(
        Comment,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="index",
    )
    words = WordsField(db_column="comments_commentindex")

    weights = {"source": 1}
    shown = {"status": "approved"}

    class Meta:
        managed = False
        db_table = "comments_commentindex"

    def __str__(self):
        return str(self.pk)
