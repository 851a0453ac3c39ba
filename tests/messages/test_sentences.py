"""Sentences for people."""

from __future__ import annotations

import pytest

from lawloom import messages
from lawloom.errors import problem
from lawloom.messages import is_one, mend, number, report, sentence, word


def test_a_problem_is_told_with_place_sentence_mend_and_code() -> None:
    told = problem("key-twice", "content/people.yml", 9, key="id", first=3)
    assert report([told], "en") == (
        "content/people.yml:9: the key ‘id’ was already given on line 3; one of the two would be lost\n"
        "  mend: keep one of them   [key-twice]\n"
    )


def test_problems_stand_by_place_and_each_is_told_once() -> None:
    a, b = problem("tab", "b.yml", 2), problem("tab", "a.yml", 10)
    c = problem("tab", "a.yml", 9)
    assert [row.split(":")[:2] for row in report([a, b, c, a], "en").splitlines()[::2]] == [
        ["a.yml", "9"],
        ["a.yml", "10"],
        ["b.yml", "2"],
    ]
    assert report([], "en") == ""


def test_the_nearest_name_is_offered_where_there_is_one() -> None:
    assert sentence(problem("unknown-key", key="titel", near="title", known=""), "en").endswith(
        "; did you mean ‘title’?"
    )
    assert "did you mean" not in sentence(problem("unknown-key", key="titel", near="", known=""), "en")


def test_a_warning_is_told_as_a_note() -> None:
    assert report([problem("unknown-file", "a.txt", warning=True)], "fr").startswith("a.txt: remarque\u00a0: ")


def test_a_code_without_entry_still_gives_a_readable_line() -> None:
    told = problem("never-heard-of", "a.yml", 1, found="x")
    assert sentence(told, "fr") == "never heard of (found = x)"
    assert mend(told, "fr") == ""
    assert report([told], "fr") == "a.yml:1: never heard of (found = x)\n  [never-heard-of]\n"
    assert word("never-heard-of", "es") == "never-heard-of"


def test_a_language_without_catalog_speaks_english_and_a_country_its_language() -> None:
    told = problem("symlink", "a")
    assert sentence(told, "de") == sentence(told, "en")
    assert sentence(told, "fr-CA") == sentence(told, "fr") != sentence(told, "en")


@pytest.mark.parametrize("hidden", ["\x1b[31m", "\u202e", "\n", "\r", "\x00", "\u200b", "\ud800", "\u00a0"])
def test_what_a_file_holds_cannot_write_to_the_terminal(hidden: str) -> None:
    text = report([problem("unknown-key", f"a{hidden}.yml", 1, key=f"x{hidden}y", near="", known="")], "en")
    assert not set(hidden) - set("[31m") & set(text.replace("\n", "")) or hidden == "\n"
    assert text.count("\n") == 2


def test_a_value_with_braces_is_not_filled_in_again() -> None:
    assert "‘{near}’" in sentence(problem("unknown-key", key="{near}", near="", known=""), "en")


def test_an_endless_value_is_cut() -> None:
    assert len(sentence(problem("unknown-key", key="x" * 10_000, near="", known=""), "en")) < 400


def test_a_missing_value_leaves_its_place_visible() -> None:
    assert "{key}" in sentence(problem("unknown-key"), "en")


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogs = {
        "en": {"votes": {"one": "{n} vote", "other": "{n} votes"}, "hello": "Hello {name}"},
        "fr": {"votes": {"one": "{n} vote", "other": "{n} votes"}},
        "es": {"votes": {"one": "{n} voto", "other": "{n} votos"}},
    }
    monkeypatch.setattr(messages, "catalog", lambda room, language: catalogs[language] if room == "pages" else {})
    messages._word_entry.cache_clear()
    yield
    messages._word_entry.cache_clear()


@pytest.mark.usefixtures("words")
def test_plurals_follow_the_language() -> None:
    assert [word("votes", "en", n=n) for n in (0, 1, 2, 1320)] == ["0 votes", "1 vote", "2 votes", "1,320 votes"]
    assert [word("votes", "fr", n=n) for n in (0, 1, 2, 1320)] == ["0 vote", "1 vote", "2 votes", "1\u202f320 votes"]
    assert [word("votes", "es", n=n) for n in (0, 1, 1320)] == ["0 votos", "1 voto", "1.320 votos"]
    assert word("votes", "en", n="1") == "1 vote"
    assert word("hello", "fr", name="<b>") == "Hello <b>", "plain text: templates escape it"


def test_numbers_stand_apart_by_thousands() -> None:
    assert [number(1234567, language) for language in ("en", "fr", "es")] == [
        "1,234,567",
        "1\u202f234\u202f567",
        "1.234.567",
    ]
    assert is_one(1, "es") and not is_one(0, "en") and is_one(0, "fr")
