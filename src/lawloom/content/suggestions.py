"""What somebody probably meant: the nearest known name, or a name made from a title."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

from lawloom.model.ids import MAX_SLUG

# Letters of other alphabets that look like ours, for keys only; what NFKC folds by itself is not listed.
_LOOKS_LIKE = str.maketrans("аеорсухіјѕһԁԛԝɡοναιкмтвн", "aeopcyxijshdqwgovaikmtbh")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name that looks most like the word; empty if none does."""
    names = sorted(known)
    plain = unicodedata.normalize("NFKC", word[:MAX_SLUG]).strip().casefold().translate(_LOOKS_LIKE)
    candidates = {name.casefold(): name for name in reversed(names)}
    found = difflib.get_close_matches(plain, sorted(candidates), n=1, cutoff=0.7)
    return candidates[found[0]] if found else ""


def slug_from(text: str, otherwise: str = "") -> str:
    """A name for an address made from a title: `Données ouvertes` gives `donnees-ouvertes`."""
    plain = unicodedata.normalize("NFKD", text[:300]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG].strip("-") or otherwise
