"""Readers and writers who keep a site busy while something happens to it."""

import contextlib
import http.client
import itertools
import re
import threading
import time

from tests.person import Person

READERS, WRITERS = 4, 2
PAUSE = 0.02  # seconds between two things that one person does
LOST = (OSError, http.client.HTTPException)


class Crowd:
    """``trouble``: what readers saw that was not a page; ``posted``: the words that were taken."""

    def __init__(self, url: str, path: str, slug: str):
        self.url, self.path, self.slug = url, path, slug
        self.trouble, self.posted, self.read_count = [], [], 0
        self.numbers, self.is_over = itertools.count(), threading.Event()

    @contextlib.contextmanager
    def busy(self):
        threads = [threading.Thread(target=self._read) for _ in range(READERS)]
        threads += [threading.Thread(target=self._write) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.is_over.set()
            for thread in threads:
                thread.join()

    def _read(self):
        person = Person(self.url)
        for number in itertools.count():
            if self.is_over.wait(PAUSE):
                return
            # Every third page is made anew: one that is kept tells little of a server's health.
            path = f"{self.path}?fresh={number}" if number % 3 == 0 else self.path
            try:
                answer = person.ask(path)
                is_whole = answer.status == 200 and answer.body.rstrip().endswith(b"</html>")
            except LOST as error:
                answer, is_whole = error, False
            self.read_count += 1
            if not is_whole:
                self.trouble.append((time.monotonic(), path, answer))

    def _write(self):
        path = f"/articles/{self.slug}/reply/"
        while not self.is_over.wait(PAUSE * 5):
            words, person = f"Word {next(self.numbers)} of the crowd.", Person(self.url)
            letter = _insist(lambda: self._letter(person, words))  # noqa: B023
            if letter and _insist(lambda: person.ask(path, letter).status == 303):  # noqa: B023
                self.posted.append(words)

    def _letter(self, person: Person, words: str) -> dict | None:
        letter = person.reply_form(self.slug, words)
        return letter if "csrfmiddlewaretoken" in letter else None


def _insist(deed, times=30):
    """Do it again, with the same form, as a reader does who sees an error; None where it never worked."""
    for _ in range(times):
        with contextlib.suppress(*LOST):
            if done := deed():
                return done
        time.sleep(0.1)
    return None


def shown_words(page: str) -> list[str]:
    return re.findall(r"Word \d+ of the crowd\.", page)
