"""What moderators do, and what is done for them by time."""

from datetime import timedelta

from django.db import transaction

from blog.models import Article
from comments.models import Batch, Decision, Discussion, Policy
from comments.moderation import batches
from comments.moderation.banning import Existing, ban, lift
from comments.moderation.decisions import Seen, undo
from comments.moderation.queue.choice import Choice
from comments.moderation.rewording import reword
from comments.people.merging import merge
from comments.privacy import housekeeping
from comments.privacy.emptying import delete_comment
from comments.privacy.erasing import erase_commenter
from comments.tree import tallies, trees
from comments.tree.moving import move_branch, split_branch
from comments.tree.pinning import close_thread, pin_thread, reopen_thread, unpin_thread
from comments.writing.editing import decide_wording, edit_comment

from .site import seen, unseen


@seen
def a_comment_approved(site):
    site.decide(site.say(words="hush"), "approved")


@seen
def a_comment_rejected(site):
    site.decide(site.comment(), "rejected")


@seen
def a_comment_called_spam(site):
    site.decide(site.comment(), "spam")


@unseen
def a_held_comment_called_spam(site):
    held = site.say(to=site.comment(), words="hush")
    site.decide(held, "spam")
    site.spam = held


@unseen
def that_undone(site):
    if held := getattr(site, "spam", None):
        undo(held.decisions.order_by("-pk")[:1], by=site.moderator, now=site.now)


@unseen
def a_held_wording_bettered_by_a_moderator(site):
    source = f"Better {next(site.numbers):04} hush"
    held = Seen.of(site.say(words="hush"))
    reword(held, source=source, by=site.moderator, now=site.now)


@seen
def an_answered_comment_that_waits_again(site):
    site.answered = site.say()
    site.say(to=site.answered)
    site.decide(site.answered, "pending")


@seen
def that_one_rejected(site):
    if answered := getattr(site, "answered", None):
        answered.refresh_from_db()
        site.decide(answered, "rejected")


@seen
def a_decision_undone(site):
    decided = Decision.objects.filter(comment__in=site.comments(status="rejected"))
    undo(decided.order_by("-pk")[:1], by=site.moderator, now=site.now)


@seen
def a_wording_approved(site):
    comment = site.say()
    source = f"Anew {next(site.numbers):04} hush"
    waiting = edit_comment(comment, source=source, now=site.now)
    decide_wording(waiting.pk, to="approved", by=site.moderator, now=site.now)


@seen
def a_wording_by_a_moderator(site):
    source = f"Better {next(site.numbers):04}"
    reword(Seen.of(site.comment()), source=source, by=site.moderator, now=site.now)


@seen
def a_large_action(site):
    choice = Choice(tab="approved", article=site.other.discussion.pk)
    batch = batches.begin(choice, to="spam", by=site.moderator, now=site.now)
    site.batch = batches.carry_on(batch, by=site.moderator, now=site.now)


@seen
def a_large_action_undone(site):
    if batch := getattr(site, "batch", None):
        batches.undo(batch, by=site.moderator, now=site.now)


@seen
def a_thread_pinned(site):
    pin_thread(site.comments().first().thread, by=site.moderator, now=site.now)


@seen
def a_thread_unpinned(site):
    unpin_thread(site.comments().first().thread, by=site.moderator, now=site.now)


@seen
def a_thread_closed(site):
    close_thread(site.comments().first().thread, by=site.moderator, now=site.now)


@seen
def a_thread_opened_again(site):
    reopen_thread(site.comments().first().thread, by=site.moderator, now=site.now)


@seen
def a_branch_moved(site):
    target = site.say()
    move_branch(site.say(), under=target, by=site.moderator, now=site.now)


@seen
def a_branch_made_a_thread(site):
    split_branch(site.say(to=site.say()), by=site.moderator, now=site.now)


@seen
def a_comment_deleted(site):
    comment = site.comments(answers=None).last() or site.say()
    delete_comment(comment, by=site.moderator, now=site.now)


@seen
def a_person_banned_with_all_they_said(site):
    person = site.comment().commenter
    made = ban(commenter=person, by=site.moderator, now=site.now)
    batch = batches.begin_on_banned(
        made, existing=Existing.ALL_SPAM, by=site.moderator, now=site.now
    )
    while not batch.finished_at:
        batch = batches.carry_on(batch, by=site.moderator, now=site.now)
    lift(made, by=site.moderator, now=site.now)


@unseen
def a_ban_for_the_future(site):
    ban(email_pattern="*@spam.test", by=site.moderator, now=site.now)


@seen
def two_people_merged(site):
    gone = site.comment(commenter__in=site.people).commenter
    kept = next(person for person in site.people if person != gone)
    site.replace(gone)
    merge(kept=kept, gone=gone, by=site.moderator, now=site.now)


@unseen
def two_people_merged_and_parted(site):
    gone = site.comment(commenter__in=site.people).commenter
    kept = next(person for person in site.people if person != gone)
    merge(kept=kept, gone=gone, by=site.moderator, now=site.now)
    done = Batch.objects.filter(action="merge").newest_first().first()
    batches.undo(done, by=site.moderator, now=site.now)


@seen
def a_person_erased(site):
    gone = site.comment(commenter__in=site.people).commenter
    site.replace(gone)
    erase_commenter(gone, by=site.moderator, now=site.now)


@seen
def a_discussion_closed(site):
    Discussion.objects.filter(article=site.article).update(mode="closed")


@seen
def a_discussion_opened(site):
    Discussion.objects.filter(article=site.article).update(mode="open")


@seen
def a_discussion_too_old(site):
    Discussion.objects.filter(article=site.article).update(closes_after_days=1)


@seen
def a_discussion_of_any_age(site):
    Discussion.objects.filter(article=site.article).update(closes_after_days=None)


@seen
def another_order_by_default(site):
    order = {"newest": "oldest"}.get(Policy.current().default_order, "newest")
    Policy.objects.update(default_order=order)


@unseen
def an_age_at_which_discussions_will_close(site):
    age = (site.now - Article.objects.get(pk=site.article.pk).published_at).days
    Policy.objects.update(closes_after_days=age + 2)


@seen
def that_age(site):
    site.now += timedelta(days=3)


@seen
def discussions_that_stay_open(site):
    Policy.objects.update(closes_after_days=None)


@unseen
@transaction.atomic
def tallies_built_anew(site):
    discussion = trees.hold([site.article.discussion.pk])[site.article.discussion.pk]
    tallies.recount(discussion)


@unseen
def old_networks_forgotten(site):
    housekeeping.erase_old_networks()


@unseen
def old_spam_erased(site):
    site.decide(site.say(words="hush"), "spam")
    site.now += timedelta(days=60)
    housekeeping.erase_old_spam()
