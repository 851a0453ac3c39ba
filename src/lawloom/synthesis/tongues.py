"""In which language a text is written, told by its small words: as well as grouping by language needs, no better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from lawloom.synthesis.stop_words import STOP_WORDS, stop_words
from lawloom.synthesis.wording import words_of

FEWEST = 3  # small words that a text has to hold more of another language than of the usual one
ENOUGH = 20  # texts of a language; fewer are grouped with the usual one: nothing can be told apart in so few
READ = 200  # words of a text that are looked at


def by_language(texts: Mapping[str, str], usual: str, others: Iterable[str] = ()) -> dict[str, dict[str, str]]:
    """The texts by language, the usual one first; each text once.

    usual   of the subject: where a text says nothing else, and where too few are in another one
    others  that may be found; the same in small words as those of `stop_words`
    """
    usual = usual.split("-")[0].lower()
    known = sorted({usual, *(one.split("-")[0].lower() for one in others)} & STOP_WORDS.keys())
    told = {key: _language(text, usual, known) for key, text in texts.items()}
    many = Counter(told.values())
    found: dict[str, dict[str, str]] = {usual: {}}
    for key, text in texts.items():
        language = told[key] if many[told[key]] >= ENOUGH else usual
        found.setdefault(language, {})[key] = text
    return {language: some for language, some in found.items() if some}


def _language(text: str, usual: str, known: list[str]) -> str:
    if len(known) < 2:
        return usual
    words = words_of(text)[:READ]
    hits = {language: sum(word in stop_words(language) for word in words) for language in known}
    best = max(known, key=lambda language: (hits[language], language == usual))
    return best if hits[best] >= hits.get(usual, 0) + FEWEST else usual
