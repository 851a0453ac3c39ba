"""Translations beside their originals: what is read, and what is told."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from content.desk import BILL, SUBJECT, Desk, a_desk
from lawloom.model.languages import in_language

FRENCH = """\
---
original: {original}
title: Qui peut amarrer
summary: Des bateaux restent des semaines.
causes:
  - {{id: no-rule, title: Il n’y a pas de règle}}
solutions:
  - {{id: one-week, title: Une semaine chacun}}
---
Le quai est plein.
"""
FRENCH_BILL = BILL.replace("title: Harbour rules", "original: {original}\ntitle: Règles du port").replace(
    "date: 2027-03-01\n", ""
)


def digits(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def translated(folder: Path, text: str = FRENCH, original: str = "") -> Desk:
    desk = a_desk(folder)
    desk.quay("subject.fr.md", text.format(original=original or digits(SUBJECT)))
    return desk


def test_a_translation_stands_beside_its_original_and_changes_nothing_of_it(tmp_path: Path) -> None:
    told = translated(tmp_path).read()
    assert told.problems == []
    assert told.quay.title == "Who may moor"
    (french,) = told.quay.written.translations
    assert (french.language, french.title, french.older) == ("fr", "Qui peut amarrer", False)
    assert [part.id for part in french.parts] == ["no-rule", "one-week"]


def test_an_original_that_changed_is_told_with_the_digits_to_write_and_the_old_translation_stays(
    tmp_path: Path,
) -> None:
    desk = translated(tmp_path, original="0123456789ab")
    told = desk.read()
    assert told.codes == ["translation-older"]
    assert told.of("translation-older").warning
    assert told.at("translation-older") == "subject.fr.md:2"
    values = dict(told.of("translation-older").values)
    assert values["digest"] == digits(SUBJECT)
    assert told.quay.written.translations[0].older


def test_lines_that_end_as_on_windows_make_no_translation_older(tmp_path: Path) -> None:
    desk = translated(tmp_path)
    desk.quay("subject.md", SUBJECT.replace("\n", "\r\n"))
    assert desk.read().problems == []


@pytest.mark.parametrize("written", ["123456789012", "012345678901", "1234e5678901"])
def test_digits_that_look_like_a_number_are_read_as_they_stand(tmp_path: Path, written: str) -> None:
    assert translated(tmp_path, original=written).read().codes == ["translation-older"]


@pytest.mark.parametrize(
    ("name", "text", "code", "at"),
    [
        ("subject.de.md", FRENCH, "translation-language", "subject.de.md"),
        ("subject.FR.md", FRENCH, "translation-language", "subject.FR.md"),
        ("subject.en.md", FRENCH, "translation-same-language", "subject.en.md"),
        ("debate.fr.md", FRENCH, "translation-without-original", "debate.fr.md"),
        ("essays/tides.fr.md", FRENCH, "translation-without-original", "essays/tides.fr.md"),
        ("subject.fr.md", FRENCH.replace("original: {original}\n", ""), "translation-of-what", "subject.fr.md:2"),
        ("subject.fr.md", FRENCH.replace("{original}", "abc"), "not-hex", "subject.fr.md:2"),
        ("subject.fr.md", FRENCH.replace("Le quai est plein.", ""), "translation-empty", "subject.fr.md:10"),
        ("subject.fr.md", FRENCH + "{{{{: x", None, ""),
        ("subject.fr.md", FRENCH.replace("phases", "x").replace("title: Qui", "titel: Qui"), "unknown-key", ""),
    ],
)
def test_a_translation_that_cannot_be_used_costs_itself(
    tmp_path: Path, name: str, text: str, code: str | None, at: str
) -> None:
    desk = a_desk(tmp_path)
    desk.quay(name, text.format(original=digits(SUBJECT)))
    told = desk.read()
    assert told.quay.title == "Who may moor"
    if code is None:
        assert told.problems == []
        return
    assert code in told.codes
    assert told.quay.written.translations == ()
    if at:
        assert told.at(code) == at


def test_a_part_that_the_original_lacks_is_told_with_its_line_and_left_out(tmp_path: Path) -> None:
    told = translated(tmp_path, FRENCH.replace("id: no-rule", "id: no-rules")).read()
    assert told.codes == ["translation-lacks", "translation-unknown-id"]
    assert told.at("translation-unknown-id") == "subject.fr.md:6"
    assert "‘no-rule’" in told.says("translation-unknown-id")
    assert [part.id for part in told.quay.written.translations[0].parts] == ["one-week"]


def test_articles_of_a_translated_bill_bear_the_ids_of_the_bill(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("bill.fr.md", FRENCH_BILL.replace("{original}", digits(BILL)).replace("#fees", "#fee"))
    told = desk.read()
    assert told.codes == ["translation-lacks", "translation-unknown-id"]
    assert told.at("translation-unknown-id") == "bill.fr.md:11"
    assert [part.id for part in told.quay.bill.written.translations[0].parts] == ["mooring"]


def test_every_kind_of_markdown_file_can_be_translated(tmp_path: Path) -> None:
    desk = translated(tmp_path)
    texts = {
        "essays/tides.md": "---\ntitle: Tides\nauthor: tom-eddy\ndate: 2027-02-01\nshort: Water.\n---\nUp and down.\n",
        "synthesis/causes.md": "---\ntitle: Causes\ndate: 2027-02-01\nsummary: One.\n---\nOne.\n",
        "debate.md": "---\ndate: 2027-02-01\nquestions: [Why?]\n---\nWords.\n",
        "bill/versions/01-first.md": BILL.replace("title: Harbour rules\n", ""),
        "bill.md": BILL,
    }
    french = {
        "essays/tides.md": "title: Marées\nshort: Eau.\n",
        "synthesis/causes.md": "title: Causes\nsummary: Une.\n",
        "debate.md": "questions: [Pourquoi ?]\n",
        "bill/versions/01-first.md": "title: Règles\n",
        "bill.md": "title: Règles\n",
    }
    desk.write("content/pages/about.md", "---\ntitle: About\n---\nUs.\n")
    about = f"---\noriginal: {digits((desk.root / 'content/pages/about.md').read_text())}\ntitle: Nous\n---\nNous.\n"
    desk.write("content/pages/about.fr.md", about)
    for name, text in texts.items():
        desk.quay(name, text)
        body = text.split("---\n")[2]
        desk.quay(name.replace(".md", ".fr.md"), f"---\noriginal: {digits(text)}\n{french[name]}---\n{body}")
    told = desk.read()
    assert told.problems == []
    quay = told.quay
    nouns = [quay, quay.bill, quay.bill.versions[0], quay.essays[0], quay.syntheses[0], quay.debate]
    nouns += told.consultation.pages
    assert [len(one.written.translations) for one in nouns] == [1] * 7


def test_as_many_questions_as_the_original_has(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    debate = "---\ndate: 2027-02-01\nquestions: [Why?, When?]\n---\n"
    desk.quay("debate.md", debate)
    desk.quay("debate.fr.md", f"---\noriginal: {digits(debate)}\nquestions: [Pourquoi ?]\n---\n")
    told = desk.read()
    assert told.codes == ["translation-questions"]
    assert told.quay.debate.written.translations == ()


def test_names_of_the_consultation_in_another_language(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.write(
        "consultation.yml",
        "title: A\nlanguages: [en, fr]\ntimezone: UTC\ntranslations:\n  fr: {title: Un}\n  de: {title: Eins}\n",
    )
    told = desk.read()
    assert told.codes == ["translation-language"]
    assert str(told.of("translation-language").place) == "consultation.yml:6"
    assert {language: one.title for language, one in told.consultation.settings.named.items()} == {"fr": "Un"}


def test_no_page_stands_where_a_language_has_its_folder(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.write("content/pages/fr.md", "---\ntitle: En français\n---\nx\n")
    desk.write("content/pages/en.md", "---\ntitle: In English\n---\nx\n")
    told = desk.read()
    assert told.codes == ["page-named-as-language"]
    assert [page.name for page in told.consultation.pages] == ["en"]


STEPS = """\
summary: Rejected.
steps:
  - {title: Tabled, date: 2027-04-01, by: Ana, text: Here.}
  - title: Struck out
    date: 2027-05-01
    changes: [{what: struck-out, articles: [fees], reason: Too dear.}]
"""
FRENCH_STEPS = """\
original: {original}
summary: Rejeté.
steps:
  - {{title: Dépôt, text: Ici.}}
  - {{title: Supprimé, reasons: [Trop cher.]}}
"""


def with_steps(folder: Path, french: str) -> Desk:
    desk = a_desk(folder)
    desk.quay("bill.md", BILL)
    desk.quay("progress.yml", STEPS)
    desk.quay("progress.fr.yml", french.format(original=digits(STEPS)))
    return desk


def test_steps_in_parliament_are_translated_in_their_order(tmp_path: Path) -> None:
    told = with_steps(tmp_path, FRENCH_STEPS).read()
    assert told.problems == []
    found = in_language(told.consultation, "fr").subjects[told.quay.id].progress
    assert (found.summary, found.language, found.foreign) == ("Rejeté.", "fr", False)
    assert [(one.title, one.by, one.text, one.date) for one in found.steps] == [
        ("Dépôt", "Ana", "Ici.", "2027-04-01"),
        ("Supprimé", "", "", "2027-05-01"),
    ]
    assert found.steps[1].changes[0].reason == "Trop cher."
    assert told.quay.progress.foreign and told.quay.progress.steps[0].title == "Tabled"


@pytest.mark.parametrize(
    ("typed", "instead", "code", "place"),
    [
        ("  - {{title: Dépôt, text: Ici.}}\n", "", "translation-steps", 3),
        ("[Trop cher.]", "[Trop cher., Trop tôt.]", "translation-reasons", 3),
        (", text: Ici.", "", "translation-lacks", 0),
    ],
)
def test_steps_that_are_not_those_of_the_original_are_told(
    tmp_path: Path, typed: str, instead: str, code: str, place: int
) -> None:
    told = with_steps(tmp_path, FRENCH_STEPS.replace(typed, instead)).read()
    assert told.codes == [code]
    assert told.at(code) == f"progress.fr.yml:{place}" if place else told.of(code).warning
    found = in_language(told.consultation, "fr").subjects[told.quay.id].progress
    assert found.steps[0].title == "Tabled", "half a step would be read with the wrong voice"


def test_a_letter_is_translated_and_looked_at_as_its_original_is(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    letter = "---\ntitle: Our bill\n---\nDear {name},\n"
    desk.quay("letter.md", letter)
    french = f"---\noriginal: {digits(letter)}\ntitle: Notre loi\n---\nBonjour {{name}},\n"
    desk.quay("letter.fr.md", french)
    told = desk.read()
    assert told.problems == []
    found = in_language(told.consultation, "fr").subjects[told.quay.id].letter
    assert (found.title, found.text, found.language) == ("Notre loi", "Bonjour {name},", "fr")
    desk.quay("letter.fr.md", french.replace("{name}", "{nom}"))
    told = desk.read()
    assert told.at("letter-place") == "letter.fr.md:5"


def test_only_words_of_parliament_are_translated_as_data(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("decisions.fr.yml", "[]\n")
    assert desk.read().codes == ["unknown-file"]
