"""Somebody edits one figure of a site, any figure: the verifier names the file. What it cannot see is listed here."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import runpy
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from journeys import village
from journeys.steps import REPOSITORY, Desk, a_desk

pytestmark = pytest.mark.slow

VERIFIER = REPOSITORY / "scripts" / "verify.py"
DATA = f"data/{village.SUBJECT}"
PAGES = f"subjects/{village.SUBJECT}"
NUMBER = re.compile(r"\d+")

# Numbers on pages that count nothing, or that nothing but people's own files says: docs/how-to/check-a-figure.md.
UNSEEN = (
    r"\d{1,2} \w+ \d{4}|\d{1,2} [A-Z][a-z]{2}\b|\d\d:\d\d UTC",  # days and moments
    r"Step \d+ of \d+",
    r"\d+ minutes?\b",
    r"<p class=\"meta\">\d+ to \d+|Page \d+",
    r"\d+ (of them )?by the author|\d+ by participants|<summary>\d+ more|author’s \d+ are",
    r"\d+ sources? stands?",
    r"The \d+ with the most arguments",
    r"(?s)<figure.*?</figure>",  # columns by day: the table below them is compared
    r"The deed of 1911|<td>\d+( kg)?</td>|&#39;",  # people's own words
    r"Article \d+",
    r"cs-\d+",
    r"the ten\b|first \d+",
    r"<p class=\"by\">[^<]*",
    r'(?s)<script type="application/ld\+json">.*?</script>',  # what the bill is, for machines: its dates and articles
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The village, with votes that came too late, supports, and one contribution late."""
    desk = a_desk(tmp_path_factory.mktemp("figures"))
    village.lay_down(desk)
    rows = [*village.contributions(), {"id": "11", "kind": "solution", "title": "Late", "created_at": "2027-04-09"}]
    village.bring_contributions(desk, rows)
    cast = [("4", name, "support", "2027-02-22T09:00:00Z") for name in ("ana", "ben")]
    cast += [
        ("3", name, stance, "2027-02-25T09:00:00Z")
        for name, stance in zip("pqrs", ("for", "mixed", "for", "for"), strict=True)
    ]
    cast += [("1", "ana", "for", "2027-04-20T09:00:00Z")]
    more = [{"on": on, "by": by, "stance": stance, "time": time} for on, by, stance, time in cast]
    village.bring_votes(desk, [*village.votes(), *more])
    desk.build()
    desk.verify_apart()
    return desk


@pytest.fixture(params=[pytest.param(29, id="some"), pytest.param(1, id="all", marks=pytest.mark.long)])
def step(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def verified(folder: Path) -> str:
    """What the verifier tells of a consultation; empty where it finds nothing."""
    told, argv = io.StringIO(), sys.argv
    sys.argv = [str(VERIFIER), str(folder)]
    try:
        with contextlib.redirect_stdout(told), pytest.raises(SystemExit) as ended:
            runpy.run_path(str(VERIFIER), run_name="__main__")
    finally:
        sys.argv = argv
    return told.getvalue() if ended.value.code else ""


def unseen(desk: Desk, name: str, changes: Iterable[tuple[str, str]], step: int) -> list[str]:
    """The changes to a file, each told in words with the whole new text, of which the verifier says nothing.

    step  only every so manieth change is made
    """
    path = desk.site / name
    before = path.read_bytes()
    missed = []
    try:
        for what, text in islice(changes, 0, None, step):
            path.write_bytes(text.encode())
            if f"site/{name}: " not in verified(desk.folder):
                missed.append(what)
    finally:
        path.write_bytes(before)
    return missed


def text_of(desk: Desk, name: str) -> str:
    return (desk.site / name).read_bytes().decode()


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(one, (*path, key))
    else:
        yield path


def edited_json(text: str, skip: str) -> Iterator[tuple[str, str]]:
    """Each figure changed: a number by one, 0 to unknown, unknown to 0, yes to no."""
    for path in leaves(json.loads(text)):
        if re.search(skip, "/".join(map(str, path))):
            continue
        whole = json.loads(text)
        at = whole
        for key in path[:-1]:
            at = at[key]
        old = at[path[-1]]
        if isinstance(old, str):
            continue
        for new in [not old] if isinstance(old, bool) else [0, 7] if old is None else [old + 1, None]:
            at[path[-1]] = new
            yield f"{'/'.join(map(str, path))}: {old} to {new}", json.dumps(whole)


def edited_words(text: str) -> Iterator[tuple[str, str]]:
    """Each number that is read on a page, changed; not in titles and what people wrote themselves."""
    body = text[text.find("<main") if "<main" in text else text.find("<body") :]
    start = len(text) - len(body)
    known = [found.span() for pattern in UNSEEN for found in re.finditer(pattern, body)]
    for tag in re.finditer(r">([^<]*\d[^<]*)<", body):
        for found in NUMBER.finditer(tag[1]):
            at = tag.start(1) + found.start()
            if any(begin <= at < end for begin, end in known):
                continue
            new = str(int(found[0]) + 1)
            begin, end = start + at, start + at + len(found[0])
            yield f"…{text[max(0, begin - 60) : end + 30]}…", text[:begin] + new + text[end:]


def edited_attributes(text: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r'data-(?:for|mixed|against|pass|support|signature)="(\d+)"| value="(\d+)"', text):
        at = found.start(found.lastindex or 1)
        yield found[0], f"{text[:at]}9{text[at:]}"
    for found in re.finditer(r'<rect (?:class="f" )?width="(\d?\d)%"', text):
        at = found.start(1)
        yield found[0], f"{text[:at]}1{text[at:]}"


@pytest.mark.parametrize("name", ["tally.json", "contributions.json"])
def test_each_figure_of_a_data_file(desk: Desk, name: str, step: int) -> None:
    assert (
        unseen(
            desk,
            f"{DATA}/{name}",
            edited_json(
                text_of(desk, f"{DATA}/{name}"), "^(notes|uncounted)/|/last_at$|/(title|body|name|link|quote|hidden)$"
            ),
            step,
        )
        == []
    )


def test_each_figure_of_the_index(desk: Desk, step: int) -> None:
    assert unseen(desk, "data/index.json", edited_json(text_of(desk, "data/index.json"), "^format$"), step) == []


def test_each_cell_of_the_table(desk: Desk, step: int) -> None:
    name = f"{DATA}/contributions.csv"
    text = text_of(desk, name)

    def changes() -> Iterator[tuple[str, str]]:
        rows = list(csv.reader(io.StringIO(text, newline="")))
        for row in range(1, len(rows)):
            for column in range(len(rows[0])):
                old = rows[row][column]
                for new in [f"{old}1"] if old else ["0", "yes"]:
                    rows[row][column] = new
                    written = io.StringIO(newline="")
                    csv.writer(written).writerows(rows)
                    rows[row][column] = old
                    yield f"{rows[row][0]}/{rows[0][column]}: {old} to {new}", written.getvalue()

    # Of a text that nobody but the author of the subject wrote, and of a hiding not yet recorded, no line speaks.
    missed = unseen(desk, name, changes(), step)
    assert [one for one in missed if not re.match(r"[^/]*/(hidden|title|body|name|link|quote):", one)] == []


def pages_of(desk: Desk) -> list[str]:
    found = [path.relative_to(desk.site).as_posix() for path in desk.site.rglob("index.html")]
    apart = ("moderation", "decisions", "progress", "synthesis", "report")
    return sorted(name for name in found if name.startswith(PAGES) and not set(apart) & set(name.split("/")))


def test_each_number_on_each_page(desk: Desk, step: int) -> None:
    names = ["index.html", *pages_of(desk)]
    missed = [f"{name}: {one}" for name in names for one in unseen(desk, name, edited_words(text_of(desk, name)), step)]
    assert missed == []


def test_each_number_for_machines_on_each_page(desk: Desk, step: int) -> None:
    names = ["index.html", *pages_of(desk)]
    missed = [
        f"{name}: {one}" for name in names for one in unseen(desk, name, edited_attributes(text_of(desk, name)), step)
    ]
    assert missed == []


@pytest.mark.parametrize("name", ["feed.xml", f"{PAGES}/feed.xml"])
def test_the_day_of_each_contribution_in_the_feeds(desk: Desk, name: str, step: int) -> None:
    text = text_of(desk, name)
    entries = list(re.finditer(r"<updated>(\d{4})-[^<]*</updated>\n<link [^>]*/c/", text))
    assert entries
    assert (
        unseen(desk, name, ((one[0], f"{text[: one.start(1)]}2026{text[one.end(1) :]}") for one in entries), step) == []
    )
