"""The catalogs agree with one another, with the code and with docs/errors.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lawloom.content.strict import load_yaml
from lawloom.messages import FOLDER, LANGUAGES, catalog, errors_page, rooms

SOURCE = FOLDER.parent
PLACEHOLDER = re.compile(r"\{(\w+)\}")
# A code as the engine writes it: the first argument of what makes a Problem, or of what is made into one.
CODE = re.compile(r"""\b(?:problem|tell|_tell|refusal|NotADate)\(\s*["']([a-z0-9]+(?:-[a-z0-9]+)*)["']""")


def texts(entry: Any) -> Iterator[tuple[str, str]]:
    if isinstance(entry, list):  # months and the like, in order
        yield from ((f"{place}", str(text)) for place, text in enumerate(entry))
    elif isinstance(entry, dict):
        yield from ((str(form), str(text)) for form, text in entry.items())
    else:
        yield "", str(entry)


def everything(language: str) -> dict[tuple[str, str], Any]:
    return {(room, key): entry for room in rooms(language) for key, entry in catalog(room, language).items()}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_each_language_has_the_same_keys_as_english(language: str) -> None:
    english, other = everything("en"), everything(language)
    assert sorted(english.keys() - other.keys()) == []
    assert sorted(other.keys() - english.keys()) == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_each_text_has_the_same_places_to_fill_in_as_in_english(language: str) -> None:
    english, other = everything("en"), everything(language)
    for key in english.keys() & other.keys():
        ours, theirs = dict(texts(english[key])), dict(texts(other[key]))
        assert ours.keys() == theirs.keys(), key
        for form in ours:
            assert set(PLACEHOLDER.findall(ours[form])) == set(PLACEHOLDER.findall(theirs[form])), (key, form)


def test_french_lets_no_sign_go_to_the_next_line() -> None:
    """Translators type plain spaces; the catalog gives the ones that do not break."""
    loose = re.compile(r" (?=[;!?»%]|:(?:\s|$))|« ")
    assert [key for key, entry in everything("fr").items() if any(loose.search(text) for _, text in texts(entry))] == []


# Words of a catalog joined to others by a colon of our own: French wants a space that does not break before it.
JOINED = re.compile(r"""f"[^"\n]*\{[^{}\n]*(?:\bwords\(|\bword\(|\bsay\(|\.title)[^{}\n]*\}: """)


def test_no_colon_is_put_behind_words_of_a_catalog() -> None:
    found = {
        path.relative_to(SOURCE).as_posix(): JOINED.findall(text)
        for path in SOURCE.rglob("*.py")
        if JOINED.search(text := path.read_text(encoding="utf-8"))
    }
    assert found == {}
    templates = [*SOURCE.glob("press/html/templates/**/*.html"), *SOURCE.glob("pages/templates/*.md")]
    assert [path.name for path in templates if re.search(r"\}\}(</\w+>)?: ", path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.yml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_catalog_is_plain_text_without_equal_keys(path: Path) -> None:
    value, _, problems = load_yaml(path.read_text(encoding="utf-8"), path.name)
    assert problems == []
    for key, entry in value.items():
        assert isinstance(entry, str | dict | list), key
        for form, text in texts(entry):
            assert form in {"", "found", "mend", "one", "other"} or isinstance(entry, list), key
            assert text.strip(), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_rooms_use_one_key(language: str) -> None:
    owners: dict[str, str] = {}
    for room, key in everything(language):
        assert owners.setdefault(key, room) == room, f"{key} is in {owners[key]} and in {room}"


def codes_in_the_engine() -> dict[str, str]:
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for code in CODE.findall(path.read_text(encoding="utf-8")):
            found.setdefault(code, path.relative_to(SOURCE).as_posix())
    return found


def test_every_problem_that_the_engine_tells_has_its_sentences() -> None:
    known = errors_page.entries()
    missing = {code: place for code, place in codes_in_the_engine().items() if code not in known}
    assert missing == {}


def test_every_entry_of_the_content_room_is_told_somewhere() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (SOURCE / "content").rglob("*.py"))
    told = [
        code for code, (room, _) in errors_page.entries().items() if room == "content" and f'"{code}"' not in source
    ]
    assert told == []


def test_the_page_of_errors_is_the_one_the_catalogs_give(repository: Path) -> None:
    written = (repository / "docs" / "errors.md").read_text(encoding="utf-8")
    assert written == errors_page.page(), "run: python -m lawloom.messages.errors_page > docs/errors.md"


def test_every_code_has_its_heading_and_its_mend() -> None:
    page = errors_page.page()
    for code, (_, entry) in errors_page.entries().items():
        assert f"\n## {code}\n" in page
        assert entry.get("mend"), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_cut_by_a_sign_that_begins_a_comment_in_yaml(language: str) -> None:
    rows = (
        row for room in rooms(language) for row in (FOLDER / language / f"{room}.yml").read_text("utf-8").split("\n")
    )
    assert [row for row in rows if re.match(r" *[\w-]+: *[^\s\"'|>{\[#][^\"]* #", row)] == []
