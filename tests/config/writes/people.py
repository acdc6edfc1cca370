"""What becomes of users, authors and pictures; and a hand in the database."""

from django.contrib.auth.models import Group, Permission
from django.db import connection

from authors.models import AuthorLink, User
from tests.authors.make import make_user
from tests.blog.make import make_picture

from .site import seen, unseen


@seen
def an_author_described(site):
    site.author.role = f"Role {next(site.numbers)}"
    site.author.save()
    AuthorLink.objects.create(author=site.author, label="Home", url="https://example.org/")


@seen
def a_portrait_replaced(site):
    site.author.portrait = make_picture()
    site.author.save()


@seen
def words_and_file_of_a_picture(site):
    site.author.portrait = site.author.portrait or make_picture()
    site.author.save()
    picture = site.author.portrait
    picture.file = make_picture().file.name
    picture.alt = f"Alt {next(site.numbers)}"
    picture.save()


@seen
def a_user_who_comments_renamed(site):
    user = make_user(name="Rosa")
    site.say(user=user)
    User.objects.filter(pk=user.pk).update(name=f"Rosa {next(site.numbers)}")


@seen
def a_user_deleted(site):
    user = make_user(name="Leo", is_superuser=True)
    site.say(user=user)
    user.delete()


@seen
def a_user_made_a_moderator(site):
    user = make_user(name="Gil")
    site.say(user=user)
    group, _ = Group.objects.get_or_create(name="Those who moderate")
    group.permissions.add(Permission.objects.get(codename="moderate_comment"))
    user.groups.add(group)


@seen
def a_role_without_its_right(site):
    for group in Group.objects.filter(name="Those who moderate"):
        group.permissions.clear()


@unseen
def a_user_who_signs_in(site):
    User.objects.filter(pk=site.member.pk).update(last_login=site.now)


@seen
def a_title_by_hand(site):
    with connection.cursor() as cursor:
        title = f"By hand {next(site.numbers)}"
        cursor.execute("UPDATE blog_article SET title = %s WHERE id = %s", [title, site.article.pk])
