"""Whether a written synthesis holds: its quotes, figures and citations, and that it leaves nobody out. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lawloom import messages
from lawloom.errors import Problem, problem
from lawloom.model.contribution import Text
from lawloom.model.ids import ContributionId
from lawloom.model.tally import ItemTally
from lawloom.model.vote import Stance
from lawloom.synthesis import blocks, proof
from lawloom.synthesis.account import Account
from lawloom.synthesis.blocks import Block
from lawloom.synthesis.citations import citations
from lawloom.synthesis.draft import Parts

MOST = 20  # contributions named one by one that are not accounted for
SHOWN = 100  # letters of a line that does not hold
# A line that quotes, or that says which voices follow: what is quoted is proven word by word elsewhere.
_VOICE = re.compile(r">|\*")


@dataclass(frozen=True, slots=True)
class Written:
    """A synthesis as it lies there.

    open   whether its phase takes contributions: what came since is then told and no fault
    """

    subject: str
    phase: str
    file: str
    text: str
    open: bool = False


def problems_of(written: Written, account: Account, now: Parts, record: proof.Record) -> list[Problem]:
    """Everything that does not hold, by line."""
    found = proof.problems_of(written.text, written.file, record)
    known = {told.place.line for told in found}
    there, unclosed = blocks.blocks_in(written.text)
    subject, phase = written.subject, written.phase
    found += [problem("block-unclosed", written.file, at + 1) for at in unclosed]
    for block in there:
        due = now.get(block.name, (messages.word("syn-theme-empty", "en"),))
        differing = _differing(block, due, record)
        if differing is None or differing[0] + 1 in known:
            continue
        at, was, is_due = differing
        was, is_due = was[:SHOWN], is_due[:SHOWN]
        if block.is_untouched:
            found.append(
                problem("block-stale", written.file, at + 1, found=was, due=is_due, subject=subject, phase=phase)
            )
        else:
            found.append(problem("block-altered", written.file, at + 1, found=was, due=is_due))
    names = {block.name for block in there}
    for theme in account.themes:
        if theme.members and blocks.name_of(theme) not in names:
            n = len(theme.members)
            told = problem("theme-not-in-synthesis", written.file, theme=theme.label, n=n, subject=subject, phase=phase)
            found.append(told)
    if blocks.REST not in names and (account.unclassified or account.set_aside):
        ids = [*account.unclassified, *account.set_aside]
        found += list(_unaccounted(ids, written, warning=False))
    found += list(_unaccounted([*account.missing], written, warning=written.open))
    return sorted(found, key=lambda told: (told.place.line, told.code, str(told.values)))


def resting_on_changes(text: str, record: proof.Record) -> list[tuple[int, str]]:
    """Sentences of people that rest on a figure, a quote or a contribution that is no longer so, with their lines."""
    told = {one.place.line for one in proof.problems_of(text, "", record)}
    there, _ = blocks.blocks_in(text)
    ours = {line + 1 for block in there for line in range(block.first, block.last + 1)}
    lines = text.split("\n")
    found = []
    for one in citations(text):
        if one.line in told - ours:
            found.append((one.line, _sentence_around(text, one.span[1]) or lines[one.line - 1].strip()))
    return list(dict.fromkeys(found))


def _sentence_around(text: str, at: int) -> str:
    """The sentence in which a citation ends."""
    begin = max((text.rfind(mark, 0, at - 1) for mark in (". ", "! ", "? ", "\n\n", ".\n")), default=-1)
    ends = [end for mark in (". ", "! ", "? ", "\n\n", ".\n") if (end := text.find(mark, at)) >= 0]
    end = min(ends, default=len(text))
    return " ".join(text[begin + 1 if begin >= 0 else 0 : end + 1].split())


def _unaccounted(ids: list[ContributionId], written: Written, *, warning: bool) -> Iterator[Problem]:
    subject, phase, file = written.subject, written.phase, written.file
    for id in ids[:MOST]:
        yield problem("not-accounted-for", file, warning=warning, id=id, subject=subject, phase=phase)
    if (n := len(ids) - MOST) > 0:
        yield problem("more-not-accounted-for", file, warning=warning, n=n, subject=subject, phase=phase)


def _differing(block: Block, due: tuple[str, ...], record: proof.Record) -> tuple[int, str, str] | None:
    """The first line of a block that is not as it should be: its number from 0, what it says, what it should say.

    Of a block that nobody touched, quotes are left out: they are proven word by word, and one whose author had it
    erased since may still stand there.
    """
    there = [(block.first + 1 + at, line) for at, line in enumerate(block.lines)]
    wanted = [*due]
    if block.is_untouched:
        there = [pair for pair in there if not _VOICE.match(pair[1])]
        wanted = [line for line in wanted if not _VOICE.match(line)]
    else:
        there, wanted = (
            _without_erased(there, record),
            [line for _, line in _without_erased(list(enumerate(due)), record)],
        )
    there = [pair for pair in there if pair[1].strip()]
    wanted = [line for line in wanted if line.strip()]
    for (at, line), right in zip(there, wanted, strict=False):
        if line != right:
            return at, line, right
    if len(there) > len(wanted):
        return (*there[len(wanted)], "")
    if len(there) < len(wanted):
        return block.last, "", wanted[len(there)]
    return None


def _without_erased(lines: list[tuple[int, str]], record: proof.Record) -> list[tuple[int, str]]:
    """The lines without quotes of what was erased."""
    kept: list[tuple[int, str]] = []
    quote: list[tuple[int, str]] = []
    for at, line in lines:
        if line.startswith(">"):
            quote.append((at, line))
            ended = citations(line)
            if ended:
                if not any(record.exists(id) and record.erased(id) for one in ended for id in one.ids):
                    kept += quote
                quote = []
        else:
            kept += quote
            quote = []
            kept.append((at, line))
    return kept + quote


# --- the record -------------------------------------------------------------------------------------------------------

_COUNTED = (Stance.FOR, Stance.MIXED, Stance.AGAINST, Stance.PASS, Stance.SUPPORT, Stance.SIGNATURE)


def record_of(
    items: Mapping[str, ItemTally],
    texts: Callable[[ContributionId], Text | None],
    erased: Callable[[ContributionId], bool],
    language: str,
) -> proof.Record:
    """What is known of a subject's contributions, for the proof of a text in this language."""
    words = _words(language)

    def figures(id: ContributionId) -> Mapping[str, int | None]:
        item = items[id]
        counted: dict[str, int | None] = {stance.value: item.total.of(stance) for stance in _COUNTED}
        counted |= {
            "people": item.people,
            "arguments-for": item.arguments_for,
            "arguments-against": item.arguments_against,
            "sources": item.sources,
            "comments": item.comments,
        }
        return {word: counted[key] for word, key in words.items()}

    return proof.Record(items.__contains__, texts, erased, figures)


def _words(language: str) -> dict[str, str]:
    """What a figure may be called: the words of the site, one and many, in this language and in English."""
    found: dict[str, str] = {}
    for tongue in ("en", language):
        for stance in _COUNTED:
            found |= dict.fromkeys((messages.word(stance.value, tongue, n=n).lower() for n in (1, 2)), stance.value)
        for key, kind in (
            ("arguments-for", "syn-kind-argument-for"),
            ("arguments-against", "syn-kind-argument-against"),
            ("sources", "syn-kind-source"),
            ("comments", "syn-kind-comment"),
            ("people", "syn-n-people"),
        ):
            for n in (1, 2):
                found[messages.word(kind, tongue, n=n).split(" ", 1)[1].lower()] = key
    return found
