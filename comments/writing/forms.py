"""What a reader types, cleaned; what becomes of it stands in posting.py."""

import contextlib
import uuid

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from content.markup import MAX_COMMENT, clean_line, clean_text, is_visible

from ..models import Decision, Follow, Reaction, Report
from .posting import Draft

MAX_NAME = 80  # characters, as the column has
MAX_PRIMARY_KEY = 2**63 - 1  # what a database's big integer holds


class CleanLineField(forms.CharField):
    """One line without what could forge another line, or another name."""

    def to_python(self, value):
        line = clean_line(str(value)) if value else ""
        return super().to_python(line if is_visible(line) else "")


class CleanTextField(forms.CharField):
    """
    Text as it will be kept: line ends count once, what cannot be seen, also at its end, not at all.

    Browsers are not told how much is taken, or they would cut off what is pasted without a word.
    """

    def to_python(self, value):
        text = str(value) if value else ""
        ProhibitNullCharactersValidator()(text)  # nobody types one: it comes with broken bytes
        return super().to_python(clean_text(text).rstrip())

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        return {"data-most" if name == "maxlength" else name: attrs[name] for name in attrs}


class TrapInput(forms.TextInput):
    """A field that people neither see, reach nor hear of; robots fill it in."""

    is_hidden = True

    def render(self, name, value, attrs=None, renderer=None):
        attrs = {**(attrs or {}), "tabindex": "-1", "autocomplete": "off"}
        return format_html(
            '<div class="visually-hidden" aria-hidden="true"><label for="{}">{}</label> {}</div>',
            attrs.get("id", name),
            _("Leave this empty"),
            super().render(name, value, attrs, renderer),
        )


class CommentForm(forms.Form):
    """A guest's comment: first what they have to say, then who they are."""

    body = CleanTextField(
        label=_("Comment"),
        max_length=MAX_COMMENT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Markdown works: *emphasis*, > quotes, `code`, links."),
        error_messages={
            "required": _("There is nothing to post yet."),
            "max_length": _(
                "A comment takes %(limit_value)d characters; this has %(show_value)d. "
                "Please shorten it or post it in two."
            ),
        },
    )
    name = CleanLineField(
        label=_("Name"),
        max_length=MAX_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please give a name; it need not be your real one.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Never shown. You can leave it out."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    tell = forms.BooleanField(
        label=_("Tell me by mail what is decided, if a moderator reads it first"), required=False
    )
    parent = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_PRIMARY_KEY,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("What you answer cannot be found.")
        ),
    )
    submission_key = forms.CharField(required=False, widget=forms.HiddenInput)
    born = forms.CharField(required=False, widget=forms.HiddenInput)  # see birth.py
    homepage = forms.CharField(required=False, widget=TrapInput)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean(self):
        if self.cleaned_data.get("tell") and not self.cleaned_data.get("email"):
            self.add_error("email", _("To be told, give the address that the letter shall go to."))
        return self.cleaned_data

    def clean_submission_key(self):
        """A key that is none makes the comment no worse: it is only not known again."""
        with contextlib.suppress(ValueError):
            return uuid.UUID(self.cleaned_data["submission_key"])
        return None

    def draft(self, *, network: str) -> Draft:
        data = self.cleaned_data
        return Draft(
            source=data["body"],
            name=data.get("name", ""),
            email=data.get("email", ""),
            parent_id=data["parent"],
            submission_key=data["submission_key"],
            network=network,
            is_to_be_told=data.get("tell", False),
        )


class MemberCommentForm(CommentForm):
    """A signed-in person's comment: the text, and a tick where somebody may read it first."""

    name = None
    email = None

    def __init__(self, *args, member_name: str, is_read_first: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.member_name = member_name
        if not is_read_first:
            del self.fields["tell"]

    def clean(self):
        return self.cleaned_data  # the letter goes to the account's address

    def draft(self, *, network: str) -> Draft:
        self.cleaned_data["name"] = self.member_name[:MAX_NAME]
        return super().draft(network=network)


class EditForm(CommentForm):
    """A new wording: just the text."""

    name = None
    email = None
    tell = None
    parent = None
    submission_key = None
    born = None
    homepage = None


class ReportForm(forms.Form):
    """Why a comment is reported, and whatever the reader adds."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Report.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what comes closest.")},
    )
    words = CleanLineField(
        label=_("Anything to add?"),
        required=False,
        max_length=500,
        help_text=_("Only moderators read this."),
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class DecisionForm(forms.Form):
    """What shall become of a comment that waits: a button each, and a reason for the one that rejects."""

    to = forms.ChoiceField(
        choices=[("approved", _("Approve")), ("rejected", _("Reject")), ("spam", _("Spam"))]
    )
    reason = forms.ChoiceField(
        label=_("Reason, where you reject it"),
        choices=[("", _("none")), *Decision.Reason.choices],
        required=False,
    )


class WordingDecisionForm(forms.Form):
    """Whether a new wording shall stand in the place of the one that readers see: a button each."""

    to = forms.ChoiceField(
        choices=[
            ("approved", _("Show the new wording")),
            ("rejected", _("Keep the old one")),
        ]
    )


class ReactionForm(forms.Form):
    """One of the kinds; nothing chosen withdraws."""

    kind = forms.ChoiceField(choices=Reaction.Kind, required=False)


class AddressForm(forms.Form):
    """An address that its owner is to confirm by a letter."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Please give the address that letters shall go to.")},
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", "follow-%s")
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class EraseForm(forms.Form):
    """That somebody knows what they ask for."""

    is_sure = forms.BooleanField(
        label=_("I know that nobody can undo this."),
        label_suffix="",
        error_messages={"required": _("Nothing was erased: please tick this first.")},
    )


class FollowForm(AddressForm):
    """What to follow, of ``targets`` (a value and its words each), and how often to be told."""

    scope = forms.ChoiceField(
        label=_("What do you want to hear of?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    rhythm = forms.ChoiceField(
        label=_("How often?"),
        choices=Follow.Rhythm,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    field_order = ["scope", "rhythm", "email"]

    def __init__(self, *args, targets, knows_address: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = targets
        self.initial = {"scope": targets[0][0], "rhythm": Follow.Rhythm.AT_ONCE} | self.initial
        if knows_address:
            del self.fields["email"]
