from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    searched = ("blog.findable.Articles", "blog.findable.Pages")
    # Where pictures may stand: the field as typed, and the one that is shown (content/texts.py).
    texts = {
        "article": ("source", "html"),
        "page": ("source", "html"),
        "workingcopy": ("manuscript", ""),
    }
    older_texts = {"articlerevision": ("manuscript", "")}
    # Where a picture's key may be typed (content/uses.py).
    picks = {
        "workingcopy": ("manuscript", {"cover": _("cover"), "social_picture": _("social picture")})
    }
    editorial = {
        "article": (),
        "byline": (),
        "category": (),
        "menulink": (),
        "page": (),
        "part": (),
        "recommendation": (),
        "series": (),
        "sitesettings": (),
        "tag": (),
        "taggedarticle": (),
    }

    def moments(self, now):
        """Give when scheduled articles appear, and when the last one did."""
        return self.get_model("article").objects.appearances(now)

    def ready(self):
        """Let what the database keeps by triggers follow its tables, whoever migrates (decision 0011)."""
        from . import former_addresses
        from .search import index, noting

        for keeper in (index, noting, former_addresses):
            pre_migrate.connect(keeper.remove_triggers, sender=self)
            post_migrate.connect(keeper.install, sender=self)
