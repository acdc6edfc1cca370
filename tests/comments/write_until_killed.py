"""A process of its own that does everything to a conversation until it is killed. Prints a line a deed."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from blog.models import Article
    from comments.models import Commenter
    from tests.comments.storm import Storm

    people = list(Commenter.objects.filter(erased_at=None).order_by("pk"))
    storm = Storm(list(Article.objects.order_by("pk")), people, seed=int(sys.argv[1]))
    while True:
        storm.blow()
        print(len(storm.posted), flush=True)
