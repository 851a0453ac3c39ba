"""An amendment: a proposal that changes the text of a bill. Which articles it touches and what it makes of them. Pure.

What is compared is the text as it stood where the proposal began and as it is where it ends: neither moves when the
bill itself goes on. The former is had by taking the proposal's own changes back from the latter.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from lawloom.content.bill_text import read_bill
from lawloom.content.markdown_file import split_front_matter
from lawloom.model.article import Article
from lawloom.model.change import Change
from lawloom.model.ids import ArticleId

MOST_SHOWN = 30  # articles whose change is printed; the proposal on the forge has them all
_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


@dataclass(frozen=True, slots=True)
class Amendment:
    """articles: those it touches, in the order of the text; words: what it makes of them, as Markdown.

    changes  the same as values; none where the former text is not to be had
    """

    articles: tuple[ArticleId, ...]
    words: str
    changes: tuple[Change, ...] = ()


def read(after: str, patch: str) -> Amendment:
    """What a proposal does to a bill.

    after  the whole file as the proposal leaves it
    patch  the hunks that lead there, as the forge shows them
    """
    after, patch = _plain(after), _plain(patch)
    before = taken_back(after, patch)
    if before is None:
        return Amendment((), fenced(patch.split("\n")))
    old, new = _articles(before), _articles(after)
    touched = [id for id in dict.fromkeys((*new, *old)) if old.get(id) != new.get(id)]
    parts = [
        part for id in touched[:MOST_SHOWN] for part in (_heading(old.get(id), new.get(id)), _change(old, new, id))
    ]
    rest = _beside(before), _beside(after)
    if rest[0] != rest[1]:
        parts.append(fenced(_diff(rest[0], rest[1])))
    changes = [Change(id, _whole(old.get(id)), _whole(new.get(id))) for id in touched]
    if rest[0] != rest[1]:
        changes.append(Change("", "\n".join(rest[0]), "\n".join(rest[1])))
    return Amendment(tuple(touched), "\n\n".join(parts), tuple(changes))


def taken_back(after: str, patch: str) -> str | None:
    """The text before a patch was applied; None where the patch is not one of this text."""
    lines = _plain(after).split("\n")
    back: list[str] = []
    at = 0
    bare: set[str] = set()  # which of the two, by its sign, ends without a line feed
    rows = _plain(patch).split("\n")
    number = 0
    while number < len(rows):
        hunk = _HUNK.match(rows[number])
        number += 1
        if hunk is None:
            return None
        begin = int(hunk[3]) - 1 if hunk[4] != "0" else int(hunk[3])
        if begin < at or begin > len(lines):
            return None
        back += lines[at:begin]
        at = begin
        while number < len(rows) and not _HUNK.match(rows[number]):
            sign, text = rows[number][:1], rows[number][1:]
            if sign == "\\":
                bare.add(rows[number - 1][:1])
            number += 1
            if sign == "-":
                back.append(text)
            elif sign in ("+", " ", ""):
                if at >= len(lines) or lines[at] != text:
                    return None
                at += 1
                if sign != "+":
                    back.append(text)
            elif sign != "\\":
                return None
    back += lines[at:]
    if "-" in bare and "+" not in bare and back[-1:] == [""]:
        back.pop()
    elif "+" in bare and "-" not in bare:
        back.append("")
    return "\n".join(back)


def _plain(text: str) -> str:
    """The text with ends of lines as Git has them; a patch ends without a line feed, so perhaps with half an end."""
    return text.replace("\r\n", "\n").removesuffix("\r")


def fenced(rows: list[str]) -> str:
    """Lines as a block that nothing in them can end."""
    longest = max((len(run) for run in re.findall(r"`+", "\n".join(rows))), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}diff", *rows, fence])


def _articles(text: str) -> dict[ArticleId, Article]:
    """The articles of a bill by id, without the lines on which they stand; those without an id are left out."""
    parts, _ = split_front_matter(text, "")
    read = read_bill(parts.body if parts else text, "", 1)
    return {one.id: Article(one.id, one.heading, one.title, one.text, 0) for one in read.articles if one.id}


def _beside(text: str) -> list[str]:
    """What stands before the first article."""
    parts, _ = split_front_matter(text, "")
    if parts is None:
        return []
    return [*parts.front.split("\n"), "", *read_bill(parts.body, "", 1).preamble.split("\n")]


def _heading(old: Article | None, new: Article | None) -> str:
    one = new or old
    assert one is not None  # noqa: S101  an article touched is in one of the two
    words = ". ".join(part for part in (one.heading, one.title) if part)
    return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", words)


def _change(old: dict[ArticleId, Article], new: dict[ArticleId, Article], id: ArticleId) -> str:
    return fenced(_diff(_rows(old.get(id)), _rows(new.get(id))))


def _whole(one: Article | None) -> str | None:
    return "\n".join(_rows(one)) if one else None


def _rows(one: Article | None) -> list[str]:
    return [f"{one.heading}. {one.title}".rstrip(". "), "", *one.text.split("\n")] if one else []


def _diff(old: list[str], new: list[str]) -> list[str]:
    """The lines that went and came, with a line around them."""
    return [row for row in difflib.unified_diff(old, new, n=1, lineterm="") if not row.startswith(("---", "+++", "@@"))]
