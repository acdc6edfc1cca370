"""The rules, as a table."""

import pytest

from comments.judging import rules
from comments.judging.rules import judge
from comments.judging.submission import Opinion, Submission, Terms, Verdict, hosts_in
from comments.judging.words import WordList

KNOWN = {"approved_before": 9}
# What is known of a comment, by which terms, and what becomes of it by which rule.
TABLE = [
    ({"is_banned": True, **KNOWN}, {}, Verdict.REFUSE, "banned"),
    ({"is_banned": True, "is_articles_author": True}, {}, Verdict.REFUSE, "banned"),
    ({"is_banned": True, "is_moderator": True}, {}, Verdict.PUBLISH, "at_home"),
    ({"seconds_since_last": 14, **KNOWN}, {}, Verdict.REFUSE, "too_soon"),
    ({"seconds_since_last": 15, **KNOWN}, {}, Verdict.PUBLISH, ""),
    ({"seconds_since_last": 0, "is_moderator": True}, {}, Verdict.PUBLISH, "at_home"),
    ({"recent_by_commenter": 9, **KNOWN}, {}, Verdict.PUBLISH, ""),
    ({"recent_by_commenter": 10, **KNOWN}, {}, Verdict.REFUSE, "too_many"),
    ({"recent_by_commenter": 10, "is_articles_author": True}, {}, Verdict.PUBLISH, "at_home"),
    ({"recent_by_network": 29, **KNOWN}, {}, Verdict.PUBLISH, ""),
    ({"recent_by_network": 30, **KNOWN}, {}, Verdict.HOLD, "busy_network"),
    ({"recent_by_network": 99, "is_moderator": True}, {}, Verdict.PUBLISH, "at_home"),
    ({"approved_before": 1}, {}, Verdict.PUBLISH, ""),
    ({}, {}, Verdict.HOLD, "first_comments"),
    ({"approved_before": 2}, {"first_comments_held": 3}, Verdict.HOLD, "first_comments"),
    ({}, {"first_comments_held": 0}, Verdict.PUBLISH, ""),
    ({"is_commenter_held": True, **KNOWN}, {}, Verdict.HOLD, "commenter_held"),
    ({"is_discussion_held": True, **KNOWN}, {}, Verdict.HOLD, "discussion_held"),
    ({"is_moderator": True}, {}, Verdict.PUBLISH, "at_home"),
    ({"is_articles_author": True, "is_discussion_held": True}, {}, Verdict.PUBLISH, "at_home"),
    ({"is_duplicate": True, "is_moderator": True}, {}, Verdict.REFUSE, "duplicate"),
    ({"is_name_taken": True, **KNOWN}, {}, Verdict.REFUSE, "impersonating"),
    ({"is_discussion_closed": True, "is_moderator": True}, {}, Verdict.REFUSE, "closed"),
    ({"is_thread_closed": True, **KNOWN}, {}, Verdict.REFUSE, "closed"),
    ({"article_age": 13, **KNOWN}, {"closes_after": 14}, Verdict.PUBLISH, ""),
    ({"article_age": 14, **KNOWN}, {"closes_after": 14}, Verdict.REFUSE, "closed"),
    ({"article_age": 7, "discussion_closes_after": 7, **KNOWN}, {}, Verdict.REFUSE, "closed"),
    (
        {"article_age": 14, "discussion_closes_after": 99, **KNOWN},
        {"closes_after": 14}, Verdict.REFUSE, "closed",
    ),
    ({"text": "Ana\nBuy a CÁSINO!", **KNOWN}, {"blocked_words": WordList(["cas*no"])},
     Verdict.SPAM, "blocked_words"),
    ({"text": "casino", **KNOWN},
     {"blocked_words": WordList(["casino"]), "blocked_words_verdict": Verdict.REFUSE},
     Verdict.REFUSE, "blocked_words"),
    ({"text": "casino", "is_moderator": True}, {"blocked_words": WordList(["casino"])},
     Verdict.PUBLISH, "at_home"),
    ({"text": "occasion", **KNOWN}, {"blocked_words": WordList(["casi"])}, Verdict.PUBLISH, ""),
    ({"text": "casino", **KNOWN}, {"held_words": WordList(["casino"])}, Verdict.HOLD, "held_words"),
    ({"spam_service": "spam", **KNOWN}, {}, Verdict.SPAM, "spam_service"),
    ({"spam_service": "spam", "is_moderator": True}, {}, Verdict.PUBLISH, "at_home"),
    ({"spam_service": "fault", **KNOWN}, {}, Verdict.HOLD, "spam_service"),
    ({"spam_service": "ham", **KNOWN}, {}, Verdict.PUBLISH, ""),
    ({"is_trap_filled": True, **KNOWN}, {}, Verdict.HOLD, "trap"),
    ({"seconds_writing": 2}, {}, Verdict.HOLD, "too_fast"),
    ({"seconds_writing": 2, **KNOWN}, {}, Verdict.PUBLISH, ""),
    ({"seconds_writing": 3}, {}, Verdict.HOLD, "first_comments"),
    ({"hosts": ("a.test",), **KNOWN}, {}, Verdict.PUBLISH, ""),
    ({"hosts": ("a.test", "b.test"), **KNOWN}, {}, Verdict.HOLD, "links"),
    ({"hosts": ("a.test", "a.test"), **KNOWN}, {}, Verdict.HOLD, "links"),
    ({"hosts": ("a.test",) * 9, **KNOWN}, {"links_held_from": None}, Verdict.PUBLISH, ""),
    ({"hosts": ("a.test",), "holds_links": True, **KNOWN}, {"links_held_from": None},
     Verdict.HOLD, "links"),
    ({"hosts": ("x.a.test",), **KNOWN}, {"blocked_hosts": frozenset({"a.test"})},
     Verdict.HOLD, "blocked_hosts"),
    ({"hosts": ("xa.test",), **KNOWN}, {"blocked_hosts": frozenset({"a.test"})},
     Verdict.PUBLISH, ""),
    ({"decided_lately": 2, "rejected_lately": 2, **KNOWN}, {}, Verdict.PUBLISH, ""),
    ({"decided_lately": 3, "rejected_lately": 1, **KNOWN}, {}, Verdict.HOLD, "often_rejected"),
    ({"decided_lately": 4, "rejected_lately": 1, **KNOWN}, {}, Verdict.PUBLISH, ""),
    ({"decided_lately": 10, "rejected_lately": 3, **KNOWN}, {}, Verdict.HOLD, "often_rejected"),
    ({"decided_lately": 9, "rejected_lately": 9, **KNOWN}, {"rejections_percent": None},
     Verdict.PUBLISH, ""),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "terms", "verdict", "rule"), TABLE)
def test_the_first_rule_with_an_opinion_decides(facts, terms, verdict, rule):
    judgement = judge(Submission(**facts), Terms(**terms))
    assert (judgement.verdict, judgement.rule) == (verdict, rule)


def test_every_rule_stands_in_the_table():
    assert {rule for *_, rule in TABLE} - {""} == {rule.__name__ for rule in rules.RULES}


def test_a_stored_submission_can_be_judged_again():
    html = '<p><a href="https://www.a.test/?x=1&amp;y=2">a</a></p>'
    submission = Submission(is_commenter_held=True, text="Ana\ncasino", hosts=hosts_in(html))
    kept = submission.facts()
    assert Submission.of_facts(kept, text=submission.text, html=html) == submission


def test_what_is_kept_of_a_submission_says_nothing_of_its_words_or_writer():
    facts = Submission(text="Ana\nana@example.org", hosts=("ana.test",)).facts()
    assert not {"text", "hosts"} & facts.keys()
    assert all(isinstance(value, int | None) or value == "" for value in facts.values())


def test_facts_of_another_time_can_be_judged_too():
    facts = {"closes_after": 3, "first_comments_held": 1, "approved_before": 4, "gone": "x"}
    assert judge(Submission.of_facts(facts, text="", html="")).verdict is Verdict.PUBLISH


@pytest.mark.parametrize(
    ("html", "hosts"),
    [
        ("<p>No link: https://a.test</p>", ()),
        ('<a href="https://WWW.A.test/x" rel="nofollow">a</a>', ("a.test",)),
        ('<a href="http://a.test:8000">a</a> <a href="http://b.test">b</a>', ("a.test", "b.test")),
        ('<a href="https://a.test/">1</a> <a href="https://a.test/">2</a>', ("a.test",)),
        ('<a href="mailto:a@a.test">a</a>', ()),
        ('<a href="http://[a">a</a>', ("",)),
    ],
)
def test_links_are_found_in_what_is_shown(html, hosts):
    assert hosts_in(html) == hosts


def test_who_was_too_fast_is_told_how_long_to_wait():
    assert judge(Submission(seconds_since_last=4)).wait == 11
    assert judge(Submission(seconds_since_last=60, recent_by_commenter=10)).wait == 600


def test_every_rule_that_can_refuse_has_words_for_the_writer():
    refusing = {rule for *_, verdict, rule in TABLE if verdict is Verdict.REFUSE}
    assert refusing == set(rules.REFUSALS)


def test_every_rule_has_a_name_for_moderators():
    assert {rule.__name__ for rule in rules.RULES} | {rules.REPORTED} == set(rules.LABELS)


def test_rules_after_the_deciding_one_are_not_asked():
    def no_opinion(submission, terms):
        return None

    def spam(submission, terms):
        return Opinion(Verdict.SPAM, "casino")

    def never(submission, terms):
        raise AssertionError

    judgement = judge(Submission(), rules=(no_opinion, spam, never))
    assert (judgement.verdict, judgement.rule, judgement.match) == (Verdict.SPAM, "spam", "casino")
