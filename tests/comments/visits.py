"""What visitors do in tests: the addresses they go to and the forms they send."""

import re

from django.urls import reverse


def reply_url(article):
    return reverse("comments:reply", args=[article.slug])


def mine_url(article):
    return reverse("comments:mine", args=[article.slug])


def post(client, article, **fields):
    fields = {"name": "Ana", "body": "What I have to say."} | fields
    return client.post(reply_url(article), fields)


def stat(html, name):
    return int(re.search(rf'data-stat="{name}">(\d+)<', html)[1])
