"""The rules, as a table."""

import pytest

from comments import rules
from comments.rules import Opinion, Submission, Verdict, judge

TABLE = [
    ({"seconds_since_last": 14, "approved_before": 9}, Verdict.REFUSE, "too_soon"),
    ({"seconds_since_last": 15, "approved_before": 9}, Verdict.PUBLISH, ""),
    ({"seconds_since_last": 0, "is_moderator": True}, Verdict.PUBLISH, "at_home"),
    ({"recent_by_commenter": 9, "approved_before": 9}, Verdict.PUBLISH, ""),
    ({"recent_by_commenter": 10, "approved_before": 9}, Verdict.REFUSE, "too_many"),
    ({"recent_by_commenter": 10, "is_articles_author": True}, Verdict.PUBLISH, "at_home"),
    ({"recent_by_network": 29, "approved_before": 9}, Verdict.PUBLISH, ""),
    ({"recent_by_network": 30, "approved_before": 9}, Verdict.HOLD, "busy_network"),
    ({"recent_by_network": 99, "is_moderator": True}, Verdict.PUBLISH, "at_home"),
    ({"approved_before": 1}, Verdict.PUBLISH, ""),
    ({}, Verdict.HOLD, "first_comments"),
    ({"approved_before": 2, "first_comments_held": 3}, Verdict.HOLD, "first_comments"),
    ({"first_comments_held": 0}, Verdict.PUBLISH, ""),
    ({"is_commenter_held": True, "approved_before": 9}, Verdict.HOLD, "commenter_held"),
    ({"is_discussion_held": True, "approved_before": 9}, Verdict.HOLD, "discussion_held"),
    ({"is_moderator": True}, Verdict.PUBLISH, "at_home"),
    ({"is_articles_author": True, "is_discussion_held": True}, Verdict.PUBLISH, "at_home"),
    ({"is_duplicate": True, "is_moderator": True}, Verdict.REFUSE, "duplicate"),
    ({"is_name_taken": True, "approved_before": 9}, Verdict.REFUSE, "impersonating"),
    ({"is_discussion_closed": True, "is_moderator": True}, Verdict.REFUSE, "closed"),
    ({"is_thread_closed": True, "approved_before": 9}, Verdict.REFUSE, "closed"),
    ({"closes_after": 14, "article_age": 13, "approved_before": 1}, Verdict.PUBLISH, ""),
    ({"closes_after": 14, "article_age": 14, "approved_before": 1}, Verdict.REFUSE, "closed"),
]


@pytest.mark.parametrize(("facts", "verdict", "rule"), TABLE)
def test_the_first_rule_with_an_opinion_decides(facts, verdict, rule):
    judgement = judge(Submission(**facts))
    assert (judgement.verdict, judgement.rule) == (verdict, rule)


def test_a_stored_submission_can_be_judged_again():
    submission = Submission(is_commenter_held=True)
    assert judge(Submission(**submission.facts())) == judge(submission)


def test_who_was_too_fast_is_told_how_long_to_wait():
    assert judge(Submission(seconds_since_last=4)).wait == 11
    assert judge(Submission(seconds_since_last=60, recent_by_commenter=10)).wait == 600


def test_every_rule_that_can_refuse_has_words_for_the_writer():
    refusing = {rule for facts, verdict, rule in TABLE if verdict is Verdict.REFUSE}
    assert refusing == set(rules.REFUSALS)


def test_rules_after_the_deciding_one_are_not_asked():
    def no_opinion(submission):
        return None

    def spam(submission):
        return Opinion(Verdict.SPAM, "casino")

    def never(submission):
        raise AssertionError

    judgement = judge(Submission(), (no_opinion, spam, never))
    assert (judgement.verdict, judgement.rule, judgement.match) == (Verdict.SPAM, "spam", "casino")
