"""Who may open and do what in moderation and at the desk, as a table; and the addresses in it."""

from django.urls import reverse

from authors.models import Author
from blog.models import SiteSettings
from comments.models import Policy
from tests.authors.make import make_user as make_account
from tests.blog.make import sign

from .make import make_article, make_staff

ROLES = ("Administrator", "Editor", "Author", "Moderator", "nobody")
# Who may open what (GET): a letter a role, in the order above; "." may not.
# A change page marked "own" is the role's own article or profile, "foreign" somebody else's.
OPEN_TO = {
    "index": "AEAM.",
    "comments_queue": "AE.M.",
    "comments_queue_actions": "AE.M.",
    "comments_queue_action": "AE.M.",
    "comments_queue_branch": "AE.M.",
    "comments_queue_edit": "AE.M.",
    "comments_queue_answer": "AE.M.",
    "comments_queue_decide_all": "AE.M.",
    "comments_comment_changelist": "AE.M.",
    "comments_comment_change": "AE.M.",
    "comments_comment_history": "AE.M.",
    "comments_comment_erase": "A....",
    "comments_comment_add": ".....",
    "comments_comment_delete": ".....",
    "comments_decision_changelist": "AE.M.",
    "comments_decision_change": "AE.M.",
    "comments_decision_csv": "AE.M.",
    "comments_decision_add": ".....",
    "comments_decision_delete": ".....",
    "comments_commenter_changelist": "AE.M.",
    "comments_commenter_change": "AE.M.",
    "comments_commenter_merge": "AE.M.",
    "comments_commenter_erase": "A....",
    "comments_ban_changelist": "AE.M.",
    "comments_ban_add": "AE.M.",
    "comments_ban_change": "AE.M.",
    "comments_report_changelist": "AE.M.",
    "comments_report_change": "AE.M.",
    "comments_discussion_changelist": "AE.M.",
    "comments_discussion_change": "AE.M.",
    "comments_policy_change": "AE.M.",
    "blog_article_changelist": "AEA..",
    "blog_article_add": "AEA..",
    "blog_article_change own": "AEA..",
    "blog_article_change foreign": "AE...",
    "blog_category_changelist": "AEA..",
    "blog_category_add": "AE...",
    "blog_tag_changelist": "AEA..",
    "blog_page_changelist": "AE...",
    "blog_page_add": "AE...",
    "blog_sitesettings_change": "AE...",
    "authors_author_changelist": "AEA..",
    "authors_author_change own": "AEA..",
    "authors_author_add": "AE...",
    "authors_user_changelist": "A....",
    "authors_user_add": "A....",
    "content_image_changelist": "AEA..",
    "content_image_add": "AEA..",
    "content_image_shown": "AEA..",
    "content_letter_changelist": "A....",
    "content_pausedaddress_changelist": "A....",
    "content_letter_change": "A....",
}
# What is posted there decides on a comment: nobody but moderators, whatever they send.
POSTED_BY_MODERATORS = (
    "comments_comment_decide",
    "comments_comment_move",
    "comments_comment_split",
    "comments_comment_mark",
    "comments_commenter_note",
    "comments_commenter_export",
    "comments_ban_lift",
    "comments_queue_decide_one",
    "comments_queue_decide_selected",
    "comments_queue_decide_all",
    "comments_queue_action",
    "comments_queue_edit",
    "comments_queue_answer",
)


def arrive(client, role: str):
    if role == "nobody":
        client.force_login(make_account(name="Nobody"))
        return None
    user = make_staff(role)
    client.force_login(user)
    return Author.objects.create(name=role, slug=role.lower(), user=user)


WITH_KEY = (  # of the comment, where no other is named
    "_change", "_delete", "_history", "_branch", "_edit", "_answer", "_erase",
    "_comment_decide", "_comment_move", "_comment_split", "_comment_mark",
)  # fmt: skip


def address(name: str, world, profile) -> str:
    name, _, whose = name.partition(" ")
    return reverse(f"admin:{name}", args=key_of(name, whose, world, profile))


def key_of(name: str, whose: str, world, profile) -> list:
    """Return the key of what this address is about; of somebody's own, where it says so."""
    comment = world["comment"]
    if name == "blog_article_change":
        article = comment.discussion.article
        if whose == "own" and profile:
            sign(article := make_article(), profile)
        return [article.pk]
    if name == "authors_author_change":
        return [(profile or Author.objects.create(name="X", slug="x")).pk]
    keys = keys_of(world)
    if name in keys:
        return [keys[name]]
    return [comment.pk] if name.endswith(WITH_KEY) else []


def keys_of(world) -> dict[str, object]:
    comment = world["comment"]
    of_person = ("change", "merge", "erase", "note", "export")
    return {
        **{f"comments_commenter_{deed}": comment.commenter_id for deed in of_person},
        "comments_queue_action": world["batch"].pk,
        "comments_decision_change": world["decision"].pk,
        "comments_decision_delete": world["decision"].pk,
        "comments_ban_change": world["ban"].pk,
        "comments_ban_lift": world["ban"].pk,
        "comments_report_change": world["report"].pk,
        "comments_discussion_change": comment.discussion_id,
        "comments_policy_change": Policy.THE_ONE,
        "content_letter_change": world["letter"].pk,
        "content_image_shown": world["image"].pk,
        "blog_sitesettings_change": SiteSettings.THE_ONE,
    }
