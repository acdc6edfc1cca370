from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "blog"
    editorial = {
        "article": (),
        "byline": (),
        "category": (),
        "page": (),
        "sitesettings": (),
        "tag": (),
        "taggedarticle": (),
    }

    def moments(self, now):
        """Give when scheduled articles appear, and when the last one did."""
        return self.get_model("article").objects.appearances(now)
