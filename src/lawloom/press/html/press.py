"""What all subjects share while one edition is printed: the templates, the words, and the way of citizens' Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from lawloom import messages
from lawloom.model.consultation import Consultation
from lawloom.model.subject import Subject
from lawloom.pages.tongue import tongue
from lawloom.press.html import untrusted, words
from lawloom.press.html.shell import POLICY, Printery
from lawloom.press.html.untrusted import Said, Worker
from lawloom.press.html.words import Words


@dataclass(slots=True)
class Press:
    """What all subjects share while one edition is printed."""

    consultation: Consultation
    printery: Printery
    worker: Worker
    cache: Path | None  # a folder of our own in build/

    def words(self, language: str) -> Words:
        cache = self.cache / f"words-{messages.known_language(language)}.json" if self.cache else None
        return words.load(language, self.consultation.settings.timezone, cache)

    def words_of(self, subject: Subject) -> Words:
        """The interface words on the pages of a subject; see lawloom.pages.tongue."""
        return self.words(tongue(self.consultation.settings, subject))

    def say(self, texts: Sequence[str]) -> list[Said]:
        return untrusted.said(texts, self.worker)


def make_ready(
    consultation: Consultation, worker: Worker, *, cache: Path | None = None, policy: Markup = POLICY
) -> Press:
    """Make ready to print.

    worker  lawloom.press.html.sandbox.Sandbox, whose life is the caller's
    cache   folder in build/ for the words of the interface; None: read them again
    policy  of lean pages; a development server needs a looser one
    """
    printery = Printery(consultation.settings, policy=policy)
    return Press(consultation, printery, worker, cache)
