"""A real mail server on loopback that takes, refuses, stalls or is away, as a test asks of it."""

import asyncio
from collections import Counter

from aiosmtpd.controller import Controller

from tests.site import free_port


class MailServer:
    """``arrived``: how often each Message-ID was taken. ``answers``: for the next letters, "" to stall."""

    def __init__(self):
        self.port = free_port()
        self.arrived = Counter()
        self.messages = []
        self.answers: list[str] = []
        self.stalls = 0
        self._controller = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop(no_assert=True)
            self._controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer.startswith("2") or not answer:
            text = envelope.content.decode()
            line = next(line for line in text.splitlines() if line.startswith("Message-ID:"))
            self.arrived[line.split()[1]] += 1
            self.messages.append(text)
        if not answer:
            self.stalls += 1
            await asyncio.sleep(60)  # it has the letter, and never says so
        return answer or "250 taken"
