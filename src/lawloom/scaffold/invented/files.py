"""What people would have written for an invented consultation, as bytes by path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from random import Random

from lawloom.ledger.key import fingerprint
from lawloom.model.phase import PhaseKind
from lawloom.scaffold.invented import words
from lawloom.scaffold.invented.bill import article_ids, bill
from lawloom.scaffold.invented.grammar import Draw, Grammar, pick
from lawloom.scaffold.invented.rows import Subject
from lawloom.scaffold.invented.timetable import Stretch, instant_of
from lawloom.scaffold.invented.topics import Topic

TITLE = "Laws of a country that does not exist"
TIMEZONE = "UTC"
KEY = sha256(b"the public key of every invented consultation").digest()
_ORDINALS = ("first", "second", "third")
_GROUP = ("oda-fenwright", "bruno-salt", "nell-harrow", "yunus-brack", "mette-lorne")
_PEOPLE = """\
persons:
  - {id: oda-fenwright, name: Oda Fenwright, role: retired judge, area: Northfell, gender: woman}
  - {id: bruno-salt, name: Bruno Salt, role: baker, area: Mill Bend, gender: man}
  - {id: nell-harrow, name: Nell Harrow, role: engineer, area: Port Halm, gender: woman}
  - {id: yunus-brack, name: Yunus Brack, role: member of the Assembly for the plain, area: Sedge, gender: man}
  - {id: mette-lorne, name: Mette Lorne, role: legal drafter, area: Lower Halm, gender: woman}
drafting_body:
  name: The drafting group
  members: [oda-fenwright, bruno-salt, nell-harrow, yunus-brack, mette-lorne]
  chosen: by lot among 214 people who had applied; none of them exists
facilitators: [nell-harrow]
"""


def of_all() -> dict[str, bytes]:
    """Settings, people and the words of the home page."""
    settings = f"""\
# Made by `lawloom demo`: every person, place and figure is invented, and no person sent or cast anything.
title: {TITLE}
subtitle: A demonstration
languages: [en]
timezone: {TIMEZONE}
contact: nobody@invented.aldermark.example
collect: no
demonstration: yes
notice: "A demonstration: every person, place and figure here was drawn from a seed."

# This key is public, so that anyone can import into the demonstration. That of a real consultation is never in a file.
key:
  fingerprint: {fingerprint(KEY)}
  public: {KEY.hex()}
"""
    home = """\
---
title: Home
---
Nobody held this consultation. Its sentences come from a grammar and its votes from a seed; only the counting is real.
It is here to show what a site of this size is like.
"""
    texts = {"consultation.yml": settings, "content/people.yml": _PEOPLE, "content/pages/home.md": home}
    return {name: text.encode() for name, text in texts.items()}


def prepared(subject: Subject) -> None:
    """Give the subject the ids of what its author wrote."""
    if not subject.topic.rules:
        return
    subject.causes = [f"{one}-cause" for one in _ORDINALS]
    subject.solutions = [f"{one}-solution" for one in _ORDINALS]
    if _begun(subject, PhaseKind.DRAFT):
        subject.articles = article_ids()


def before(subject: Subject, seed: str) -> dict[str, bytes]:
    """What stands before anybody answered: the subject and, where drafting has begun, the bill."""
    draw = Random(f"{seed} {subject.topic.slug} files").random  # noqa: S311  the seed is public
    texts = {"subject.md": _subject(subject)}
    if draft := _begun(subject, PhaseKind.DRAFT):
        grammar = Grammar(words.FRAMES, subject.topic.rules)
        earlier = (draft.first - timedelta(days=10)).isoformat()
        texts |= bill(subject.topic.title, grammar, draw, earlier, draft.first.isoformat(), _asking(subject.topic))
    return _at(subject, texts)


def after(subject: Subject, seed: str) -> dict[str, bytes]:
    """What was answered: debate, decisions, moderation, the way through parliament. Needs the rows drawn."""
    draw = Random(f"{seed} {subject.topic.slug} answers").random  # noqa: S311  the seed is public
    grammar = Grammar(words.FRAMES, subject.topic.rules)
    texts = {}
    if (one := _begun(subject, PhaseKind.DEBATE)) and len(subject.decided) >= 6:
        texts["debate.md"] = _debate(subject, one, grammar, draw)
    if (one := _begun(subject, PhaseKind.DRAFT)) and subject.decided:
        texts["decisions.yml"] = "".join(_decisions(subject, one, grammar, draw))
    if subject.hidden:
        texts["moderation.yml"] = "".join(
            f"- {{on: cs-{id}, act: hide, rule: 3, reason: It named a person who had not agreed to it., "
            f"date: {instant_of(at)[:10]}, by: nell-harrow}}\n"
            for id, at in subject.hidden
        )
    if follow := _begun(subject, PhaseKind.FOLLOW):
        texts["progress.yml"] = _progress(follow)
    return _at(subject, texts)


def _at(subject: Subject, texts: dict[str, str]) -> dict[str, bytes]:
    return {f"content/subjects/{subject.topic.slug}/{name}": text.encode() for name, text in texts.items()}


def _begun(subject: Subject, kind: PhaseKind) -> Stretch | None:
    return next((one for one in subject.phases if one.kind is kind and one.has_begun), None)


def _asking(topic: Topic) -> str:
    return _GROUP[len(topic.slug) % len(_GROUP)]


def _quoted(text: str) -> str:
    return json.dumps(text[:1].upper() + text[1:], ensure_ascii=False)


def _subject(subject: Subject) -> str:
    topic = subject.topic
    lines = ["---", f"title: {_quoted(topic.title)}", f"question: {_quoted(topic.question)}"]
    lines += [f"summary: {_quoted(topic.problem)}", f"representative: {_asking(topic)}", "language: en", "phases:"]
    lines += [
        f"  - {{name: {one.kind}, kind: {one.kind}, opens: {one.first}, closes: {one.last}}}" for one in subject.phases
    ]
    for key, ids, said in (("causes", subject.causes, "trouble"), ("solutions", subject.solutions, "remedy")):
        lines += [f"{key}:"] if ids else []
        for id, text in zip(ids, topic.rules.get(said, ()), strict=False):
            lines += [f"  - {{id: {id}, title: {_quoted(text)}}}"]
    return "\n".join([*lines, "---", topic.problem, "", "Say what you see before you say what would help.", ""])


def _debate(subject: Subject, phase: Stretch, grammar: Grammar, draw: Draw) -> str:
    seats = [
        f"  - {{name: {words.name(draw)}, way: {way}, contribution: cs-{id}{reason}}}"
        for id, way, reason in zip(
            subject.decided[:6],
            ("lot",) * 3 + ("chosen",) * 3,
            ("",) * 3 + (", reason: Nobody else on the panel would have spoken against it.",) * 3,
            strict=True,
        )
    ]
    questions = [f"  - {_quoted(grammar.say('question-title', draw))}" for _ in range(3)]
    head = [
        "---",
        "title: Six people and one question",
        f"date: {phase.last}",
        "place: Gymnasium of the Mill Bend school",
    ]
    said = [f"**{words.name(draw)}**: “{grammar.say(side, draw)}”\n" for side in ("for", "against", "for", "against")]
    return "\n".join([*head, "questions:", *questions, "panel:", *seats, "---", *said])


def _decisions(subject: Subject, phase: Stretch, grammar: Grammar, draw: Draw) -> Iterator[str]:
    struck = _begun(subject, PhaseKind.FOLLOW)
    for id in subject.decided:
        outcome = pick(("adopted", "adopted", "partly", "not-kept", "out-of-scope"), draw)
        yield f"- on: cs-{id}\n  outcome: {outcome}\n  reason: {_quoted(grammar.say('reason', draw))}\n"
        yield f"  date: {phase.first}\n  by: {_asking(subject.topic)}\n"
        if outcome in ("adopted", "partly"):
            yield f"  articles: [{pick(article_ids(), draw)}]\n"
            if struck and outcome == "adopted":
                yield f"  later:\n    - {{outcome: struck-out, date: {struck.first + timedelta(days=30)}, "
                yield "by: Committee on Local Affairs, reason: The towns are free to decide it.}\n"
                struck = None


def _progress(follow: Stretch) -> str:
    steps = (
        ("Tabled in the Assembly", 2, "done"),
        ("A clause struck out in committee", 30, "cut"),
        ("Adopted", 60, "done"),
    )
    lines = [
        f"  - {{title: {title}, date: {follow.first + timedelta(days=days)}, state: {state}}}"
        for title, days, state in steps
    ]
    return "\n".join(["summary: Adopted, and in force from next year.", "steps:", *lines, ""])
