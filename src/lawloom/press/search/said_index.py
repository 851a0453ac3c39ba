"""The files of an index of texts that a browser asks: of thousands of texts it fetches what bears on one. Pure.

  said/i/known.json  how many files there are, and the rules by which said.js does as lawloom.synthesis.likeness does
  said/i/w/<n>.json  stems, each with its weight and the texts that hold it: [weight, step * 32 + strength, ...]
  said/i/t/<n>.json  fifty texts: [address, kind, title, first words, how many say it too]

Each begins with the fingerprint of them all: a page that was opened before the site changed begins anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lawloom.press.site.digest import digest
from lawloom.synthesis import likeness
from lawloom.synthesis.likeness import STEP, Index, Stem
from lawloom.synthesis.stop_words import stop_words

FOLDER = "said/i/"  # from that of the subject
TEXTS = 50  # in one file
HOLDINGS = 1500  # in one file of stems, about: some 4 KB as a server sends it


class Shown(NamedTuple):
    """What is shown of a text that was found, as it was typed."""

    address: str  # from the folder of the subject
    kind: str  # as the page names it
    title: str
    opening: str
    again: int  # how many others say the same in the same words


def files(index: Index[str], shown: Sequence[Shown]) -> Iterator[tuple[str, bytes]]:
    """Every file of the index, by its path from the folder of the subject.

    shown  of each text, in the order of the index
    """
    pieces = pieces_of(index)
    known = {
        "texts": len(shown),
        "pieces": pieces,
        "to": TEXTS,
        "rare": index.rare,
        "cut": likeness.CUT,
        "shortest": likeness.SHORTEST,
        "longest": likeness.LONGEST_ASKED,
        "letters": likeness.LONGEST_KNOWN,
        "most": likeness.MOST,
        "floor": likeness.FLOOR,
        "brief": likeness.BRIEF,
        "stop": " ".join(sorted(stop_words(index.language))),
    }
    words: list[dict[str, list[int]]] = [{} for _ in range(pieces)]
    for stem, one in index.stems.items():
        words[piece_of(stem, pieces)][stem] = _packed(one)
    texts = [shown[start : start + TEXTS] for start in range(0, len(shown), TEXTS)]
    mark = format(digest(_json([known, words, texts])), "016x")
    yield f"{FOLDER}known.json", _json({"mark": mark, **known})
    yield from ((file_of_stems(number), _json([mark, one])) for number, one in enumerate(words))
    yield from ((file_of_text(number * TEXTS), _json([mark, one])) for number, one in enumerate(texts))


def pieces_of(index: Index[str]) -> int:
    """Over how many files the stems are spread."""
    return max(1, sum(len(one.held_by) for one in index.stems.values()) // HOLDINGS)


def piece_of(stem: str, pieces: int) -> int:
    """In which of them a stem stands."""
    found = 0
    for letter in stem:
        found = (found * 31 + ord(letter)) % 65_521
    return found % pieces


def file_of_stems(piece: int) -> str:
    return f"{FOLDER}w/{piece}.json"


def file_of_text(place: int) -> str:
    return f"{FOLDER}t/{place // TEXTS}.json"


def _packed(stem: Stem) -> list[int]:
    packed, last = [stem.weight], 0
    for one in stem.held_by:
        strength = one % STEP
        packed.append(one - last)
        last = one - strength
    return packed


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
