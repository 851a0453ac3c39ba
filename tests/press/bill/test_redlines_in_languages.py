"""Redlines on a site of several languages: of translations where people wrote both, and they say which text counts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from lawloom.bill import apply
from lawloom.model.bill import Bill, BillVersion
from lawloom.model.languages import in_language
from lawloom.model.written import Translation, Written
from lawloom.press.bill import change_pages
from lawloom.press.bill.redlines import Redlines
from press.builders import Case

TEXTS = [
    "## Article 1. A {#a}\n\nOne night.\n",
    "## Article 1. A {#a}\n\nTwo nights.\n",
    "## Article 1. A {#a}\n\nNo.\n",
]
FRENCH = [text.replace("One night", "Une nuit").replace("Two nights", "Deux nuits") for text in TEXTS]


def french(at: int, *, older: bool = False) -> Written:
    return Written((Translation("fr", f"0{at}-draft.fr.md", older, "Nuits", source=FRENCH[at - 1]),))


def bill(*, older: bool = False) -> Bill:
    """Two versions that were translated, and a text as it stands that was not."""
    versions = tuple(
        BillVersion(n, f"draft-{n}", f"2027-03-0{n}", f"x/0{n}-draft.md", source=TEXTS[n - 1], written=french(n))
        for n in (1, 2)
    )
    versions = (versions[0], replace(versions[1], written=french(2, older=older)))
    return Bill("Nights", "", (), versions=versions, source=TEXTS[2])


def read_by(language: str, folder: Path, *, older: bool = False):
    """Desk and redlines of the edition in this language, of a site in English and French."""
    case = Case(subject={"bill": bill(older=older)})
    case.settings = replace(case.settings, languages=("en", "fr"))
    whole = case.consultation()
    edition = in_language(whole, language)
    case.settings = edition.settings
    desk = case.desk()
    desk.original = whole.subjects["quiet"]
    desk.subject = edition.subjects["quiet"]
    languages = (language, *(one for one in ("en", "fr") if one != language))
    return desk, Redlines(desk.subject, folder, "1", desk.original, languages)


def said(desk, pair) -> str:
    return re.sub(r"\s+", " ", " ".join(map(str, change_pages._spoken(desk, pair, beside=False))))


def test_where_both_texts_were_translated_the_translations_are_compared_and_the_original_counts(tmp_path):
    desk, redlines = read_by("fr", tmp_path)
    pairs = {pair.name: pair for pair in redlines.pairs}
    assert [piece.now for piece in redlines.of(pairs["1-2"]).edits if piece.sort == "added"] == ["Deux nuits"]
    assert "On compare ici des traductions." in said(desk, pairs["1-2"])
    assert 'href="../../../../../../subjects/quiet/bill/changes/1-2/"' in said(desk, pairs["1-2"])
    assert 'lang="en"' in said(desk, pairs["1-2"]) and "plus ancienne" not in said(desk, pairs["1-2"])


def test_where_one_was_not_the_texts_are_compared_as_they_were_written_and_that_is_said(tmp_path):
    desk, redlines = read_by("fr", tmp_path)
    pair = {pair.name: pair for pair in redlines.pairs}["2-now"]
    assert (pair.a.source, pair.b.source, pair.tongue) == (TEXTS[1], TEXTS[2], "")
    assert "dans leur langue d’origine" in said(desk, pair) and "English" in said(desk, pair)


def test_who_reads_the_original_is_told_nothing(tmp_path):
    desk, redlines = read_by("en", tmp_path)
    assert [said(desk, pair) for pair in redlines.pairs] == [""] * 3
    assert all(not pair.tongue for pair in redlines.pairs)


def test_a_translation_older_than_its_original_is_said_to_be(tmp_path):
    desk, redlines = read_by("fr", tmp_path, older=True)
    assert "Cette traduction est plus ancienne que l’original." in said(desk, redlines.pairs[0])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_data_hold_the_originals_and_beside_them_each_translation_with_its_redline(tmp_path, language):
    _, redlines = read_by(language, tmp_path)
    files = redlines.files()
    assert sorted(files) == [
        f"bill/{name}"
        for name in (
            "1-2.fr.json",
            "1-2.json",
            "1-now.json",
            "1.fr.md",
            "1.md",
            "2-now.json",
            "2.fr.md",
            "2.md",
            "now.md",
        )
    ]
    assert files["bill/1.md"].decode() == TEXTS[0] and files["bill/1.fr.md"].decode() == FRENCH[0]
    made = json.loads(files["bill/1-2.fr.json"])
    assert apply(FRENCH[0], made) == FRENCH[1]
