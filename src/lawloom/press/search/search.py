"""The search: one page with a script, the only one of the site, over an index that votes do not change.

It is an addition. Where the index cannot be made the page says what to do instead, and everything else is printed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from markupsafe import Markup

from lawloom.errors import LawloomError, Problem
from lawloom.model.editorial import Outcome
from lawloom.model.ids import SubjectId
from lawloom.press.desk import texts
from lawloom.press.desk.desk import desk_of
from lawloom.press.desk.edition import Edition
from lawloom.press.desk.timeline import phase_name
from lawloom.press.html.lean_page import LeanPage
from lawloom.press.html.press import Press
from lawloom.press.html.shell import Printery
from lawloom.press.html.words import Words
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.press.site.policy import REFERRER
from lawloom.version import engine_fingerprint

FOLDER = "pagefind/"
PAGE = "search/index.html"
SCRIPT = Path(__file__).with_name("search.js")
POLICY = Markup(
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';script-src 'self' 'wasm-unsafe-eval';"
    "connect-src 'self';style-src 'self';img-src 'self' data:;base-uri 'none';form-action 'none'\">"
) + Markup(REFERRER)  # noqa: S704  our own words


Filters: TypeAlias = "dict[str, list[str]]"  # names of filters, and the values of each


class Choice(NamedTuple):
    """A filter with its values: what the index calls them, and their words."""

    name: str
    word: str
    values: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Made:
    """What is remembered of an index: of which texts it is, and what it can be asked for."""

    key: str
    filters: Filters
    failed: str = ""  # with what words of the program


def print_index(
    edition: Edition, press: Press, part: Part, memory: Path, found: Mapping[SubjectId, int]
) -> tuple[list[Problem], Filters]:
    """Print the index that all languages share; it is made again only where a text changed.

    part    of the site's files, for the index alone
    memory  a file in build/
    found   of each subject, a fingerprint of its texts
    Gives what it can be asked for: nothing where it could not be made.
    """
    key = _key(edition, found)
    known = _remembered(memory)
    if known is not None and known.key == key and (known.failed or part.keep_all()):
        return [_told(known.failed)] if known.failed else [], known.filters
    made, problems = _made(edition, press, part, key)
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps([made.key, made.filters, made.failed]), encoding="utf-8")
    return problems, made.filters


def print_page(edition: Edition, press: Press, part: Part, filters: Filters) -> None:
    """Print the search page of one language.

    filters  what the index can be asked for; empty: there is none, and the page says what to do instead
    """
    subjects = edition.consultation.subjects
    titles = [(slug, one.title, one.phases) for slug, one in subjects.items()]
    print_ = digest(repr((engine_fingerprint(), edition.consultation.settings, edition.live, filters, titles)))
    if not part.stands(PAGE, print_):
        part.put(PAGE, _page(edition, press, filters), print_)


def _key(edition: Edition, found: Mapping[SubjectId, int]) -> str:
    pages = [(name, path.stat().st_size, path.stat().st_mtime_ns) for name, path in _typeset(edition)]
    shown = (engine_fingerprint(), edition.consultation.settings.language, sorted(found.items()), pages)
    return format(digest(repr(shown)), "x")


def _made(edition: Edition, press: Press, part: Part, key: str) -> tuple[Made, list[Problem]]:
    """Make the index and print its files."""
    from lawloom.press.search import pagefind, search_texts

    folder = edition.instance.build / "search"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        subjects = {}
        problems: list[Problem] = []
        for slug, subject in edition.subjects.items():
            typed = texts.Texts(edition.instance, slug)
            subjects[slug] = list(search_texts.contributions(desk_of(press, subject, typed)))
        many = sum(map(len, subjects.values()))
        filters: dict[str, set[str]] = {
            "subject": set(subjects),
            "kind": {search_texts.PAGE},
            "phase": set(),
            "outcome": set(),
        }
        for slug, of_subject in subjects.items():
            search_texts.write(folder / "from", search_texts.documents(slug, of_subject, many))
            for one in of_subject:
                filters["kind"].add(one.kind)
                filters["outcome"].add(one.outcome)
                filters["phase"] |= {f"{slug}/{one.phase}"} if one.phase else set()
        search_texts.write(
            folder / "from",
            (
                search_texts.page(f"-/{number}.html", address, path.read_text("utf-8"))
                for number, (address, path) in enumerate(_typeset(edition), start=1)
            ),
        )
        language = edition.consultation.settings.language.split("-")[0].lower()
        for name, data in pagefind.index(folder / "from", folder / "made", language).items():
            part.put(FOLDER + name, data)
        part.put("assets/search.js", SCRIPT.read_bytes())
    except LawloomError as failure:
        return Made(key, {}, str(dict(failure.problems[0].values)["detail"])), list(failure.problems)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Made(key, {name: sorted(values) for name, values in filters.items()}), problems


def _typeset(edition: Edition) -> Iterator[tuple[str, Path]]:
    """The typeset pages of every language, but for the one for lost readers: (address in its language, file)."""
    for one in (edition, *edition.others):
        for path in sorted(one.typeset.rglob("index.html")):
            address = path.parent.relative_to(one.typeset).as_posix()
            if address != "404":
                yield ("" if address == "." else f"{address}/"), path


def _told(detail: str) -> Problem:
    from lawloom.errors import problem

    return problem("search-not-made", warning=True, detail=detail)


# --- the page ---------------------------------------------------------------------------------------------------------


def _page(edition: Edition, press: Press, filters: Filters) -> bytes:
    settings = edition.consultation.settings
    words = press.words(settings.language)
    printery = Printery(settings, policy=POLICY) if filters else press.printery
    page = LeanPage(printery, words, "search/", "search", about=words("search-about", site=settings.title))
    body = page.render(
        "search.html",
        choices=list(_choices(edition, words, filters)) if filters else [],
        called=_called(edition, words, filters),
        subjects=[(slug, subject.title) for slug, subject in edition.consultation.subjects.items()],
    )
    return page.printed(words("search"), [body])


def _called(edition: Edition, words: Words, filters: Filters) -> str:
    """How results name their subject and their kind, as JSON: by filter, of each value."""
    kinds = {
        kind: words("search-page") if kind == "page" else words(f"kind-{kind}") for kind in filters.get("kind", ())
    }
    subjects = {slug: one.title for slug, one in edition.consultation.subjects.items()}
    return json.dumps({"subject": subjects, "kind": kinds}, ensure_ascii=False, sort_keys=True)


def _choices(edition: Edition, words: Words, filters: Filters) -> Iterator[Choice]:
    """The filters of which the index knows more than one value, with the words of this language."""
    subjects = edition.consultation.subjects
    told: dict[str, list[tuple[str, str]]] = {
        "subject": [(slug, one.title) for slug, one in subjects.items()],
        "kind": [("page", words("search-pages"))],
        "phase": [
            (
                f"{slug}/{phase.name}",
                f"{phase_name(phase, words)}, {one.title}" if len(subjects) > 1 else phase_name(phase, words),
            )
            for slug, one in subjects.items()
            for phase in one.phases
        ],
        "outcome": [(outcome, words(f"out-{outcome}")) for outcome in ("none", *(one.value for one in Outcome))],
    }
    told["kind"] += [(kind, words(f"kinds-{kind}")) for kind in filters.get("kind", ()) if kind != "page"]
    for name, values in told.items():
        there = [pair for pair in values if pair[0] in filters.get(name, ())]
        if len(there) > 1:
            yield Choice(name, words(f"search-{name}"), there)


def _remembered(memory: Path) -> Made | None:
    try:
        value: Any = json.loads(memory.read_bytes())
        return Made(str(value[0]), dict(value[1]), str(value[2]))
    except (OSError, ValueError, TypeError, IndexError):
        return None
