"""A letter's words and headers, from one template: HTML as it is, plain text and subject taken from it."""

import email.policy
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from .plain import Plain, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """
    What a composer says: to whom, which template of ``templates/emails/``, and what that is told.

    ``unsubscribe``: an address that stops such letters by a mere POST, without asking who sends it.
    ``threads``: names of what the letter belongs to, outermost first; mailboxes show it below each.
    ``secrets``: links that are as good as a password, which the admin leaves out.
    ``is_asked_for``: somebody waits for it just now, so it goes to a paused address as well.
    """

    to: str
    template: str
    context: dict = field(default_factory=dict)
    unsubscribe: str = ""
    threads: tuple[str, ...] = ()
    secrets: tuple[str, ...] = field(default=(), repr=False)
    is_asked_for: bool = False

    def html(self) -> str:
        return render_to_string(f"emails/{self.template}.html", self.context)

    def plain(self) -> Plain:
        """Return subject and text, without what is secret."""
        html = self.html()
        for secret in self.secrets:
            html = html.replace(secret, "…")
        return read(html)

    def message(self, number: uuid.UUID) -> EmailMultiAlternatives:
        """Return the letter; each try of it carries the same Message-ID."""
        html = self.html()
        plain = read(html)
        headers = dict(self._headers(number))
        message = _Message(plain.subject, plain.text, to=[self.to], headers=headers)
        message.attach_alternative(html, "text/html")
        return message

    def _headers(self, number: uuid.UUID) -> Iterator[tuple[str, str]]:
        """Yield headers. Source: RFC 5322 (threads), RFC 3834 (automatic), RFC 8058 (one click)."""
        yield "Message-ID", _identity(number.hex)
        yield "Auto-Submitted", "auto-generated"
        if self.threads:
            yield "In-Reply-To", _identity(self.threads[-1])
            yield "References", " ".join(map(_identity, self.threads))
        if self.unsubscribe:
            yield "List-Unsubscribe", f"<{self.unsubscribe}>"
            yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


class _AsItIs(UnstructuredHeader):
    """A header in one line: Python would encode an address that is longer, and nobody could open it."""

    def fold(self, *, policy):
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _AsItIs)


class _Message(EmailMultiAlternatives):
    def message(self, *, policy=email.policy.default):
        return super().message(policy=policy.clone(header_factory=_HEADERS))


def _identity(name: str) -> str:
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{name}@{host}>"
