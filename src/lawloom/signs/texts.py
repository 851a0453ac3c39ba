"""One wording sent many times, and one author who sent many: with three figures that are never mixed.

Contributions, distinct texts and distinct people stay apart. Two texts are one where they have the same words in the
same order, whatever their capitals, accents and signs (lawloom.synthesis.wording); texts that differ in a word are two
here, and nearly the same for the synthesis.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lawloom.model.contribution import Contribution, Text
from lawloom.model.ids import ContributionId, Pseudonym
from lawloom.signs.found import Copies, Flood, TextSigns
from lawloom.signs.rules import COPIES, FLOOD, TIMES, WORDS, usual
from lawloom.synthesis.wording import wording


def words_of(text: Text) -> str:
    """What two copies have in common; empty where nothing was typed."""
    return wording(f"{text.title}\n{text.body}".strip())


def is_long(words: str) -> bool:
    """Whether a wording is long enough that nobody finds it twice by chance."""
    return words.count(" ") + 1 >= WORDS


def of_texts(
    contributions: Iterable[Contribution], texts: Mapping[ContributionId, str], long: Iterable[str]
) -> TextSigns:
    """What is unusual in what was sent.

    contributions  in the order of arrival, without those moved to another subject
    texts          by contribution, what is equal for equal wordings; none of what is hidden, erased or empty
    long           of these, the wordings that are long enough: `is_long`
    """
    by_text: dict[str, list[Contribution]] = {}
    by_author: dict[Pseudonym, list[Contribution]] = {}
    many = unseen = unknown = 0
    for one in contributions:
        many += 1
        if one.id in texts:
            by_text.setdefault(texts[one.id], []).append(one)
        else:
            unseen += 1
        if one.by is None:
            unknown += 1
        else:
            by_author.setdefault(one.by, []).append(one)
    middle = usual([len(some) for some in by_author.values()])
    compared = set(long)
    copies = [_copies(some) for text, some in by_text.items() if text in compared and len(some) >= COPIES]
    floods = [_flood(some, texts) for some in by_author.values() if len(some) >= FLOOD and len(some) >= TIMES * middle]
    return TextSigns(
        many,
        len(by_text),
        unseen,
        len(by_author),
        unknown,
        middle,
        tuple(sorted(copies, key=lambda one: -len(one.ids))),
        tuple(sorted(floods, key=lambda one: -len(one.ids))),
    )


def _copies(some: list[Contribution]) -> Copies:
    authors = {one.by for one in some if one.by is not None}
    return Copies(tuple(one.id for one in some), len(authors), sum(one.by is None for one in some))


def _flood(some: list[Contribution], texts: Mapping[ContributionId, str]) -> Flood:
    return Flood(tuple(one.id for one in some), len({texts[one.id] for one in some if one.id in texts}))
