"""Words for moderators: rules and what they made of a comment."""

from django import template
from django.utils.translation import gettext_lazy as _

from ..judging.rules import label_of
from ..judging.submission import Judgement, Verdict

VERDICTS = {
    Verdict.PUBLISH: _("appears at once"),
    Verdict.HOLD: _("waits for review"),
    Verdict.SPAM: _("goes to spam"),
    Verdict.REFUSE: _("is refused"),
}

register = template.Library()
register.filter("rule_label", label_of)


@register.filter
def judged(judgement: Judgement) -> str:
    """Return a judgement in words, with the rule and what it matched."""
    why = [label_of(judgement.rule)] if judgement.rule else []
    return " · ".join([str(VERDICTS[judgement.verdict]), *why, *filter(None, [judgement.match])])
