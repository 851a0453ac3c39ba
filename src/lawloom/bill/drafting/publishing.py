"""A version of a bill as it is frozen: the name of its file and every byte of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from lawloom.content.markdown_file import split_front_matter
from lawloom.content.suggestions import slug_from
from lawloom.errors import ContentProblems, problem
from lawloom.model.bill import Bill

_NUMBERED = re.compile(r"([0-9]{2,4})-(.+)\.md")


@dataclass(frozen=True, slots=True)
class Frozen:
    number: int
    name: str  # of the file: "04-fourth-draft.md"
    text: str


def frozen(
    file: str,
    text: str,
    bill: Bill,
    earlier: Mapping[str, str],
    label: str,
    *,
    day: str,
    explanation: str = "",
    video: str = "",
) -> Frozen:
    """The version that bill.md would be if it were published under this label on this day.

    file     name of bill.md, for what is told; `text` is all of it
    earlier  the versions by the name of their file
    raises   ContentProblems: publish-label, publish-label-taken, publish-unchanged, publish-before-the-last
    """
    label = " ".join(label.split())
    called = slug_from(label)
    if not called:
        raise ContentProblems(problem("publish-label", file, found=label))
    numbers = {name: int(found[1]) for name in earlier if (found := _NUMBERED.fullmatch(name))}
    taken = next((name for name in numbers if name.split("-", 1)[1] == f"{called}.md"), "")
    if taken:
        raise ContentProblems(problem("publish-label-taken", file, label=called, other=taken))
    last = max(numbers, key=lambda name: numbers[name], default="")
    body = _body(text)
    if last and _body(earlier[last]) == body and _title(bill, earlier[last]):
        raise ContentProblems(problem("publish-unchanged", file, other=last))
    latest = max((one.date for one in bill.versions), default="")
    if day < latest:
        raise ContentProblems(problem("publish-before-the-last", file, date=day, other=latest))
    number = max(numbers.values(), default=0) + 1
    matter = {
        "title": bill.title,
        "version": "" if _is_told_by(called, label) else label,
        "date": day,
        "author": bill.author,
        "video": video or bill.video,
        "language": bill.language,
        "country": bill.legal.country,
        "eli": bill.legal.eli,
        "eli_dl": bill.legal.eli_dl,
        "explanation": explanation.strip() or bill.explanation,
    }
    return Frozen(number, f"{number:02d}-{called}.md", f"{front_matter(matter)}{body}\n")


def front_matter(matter: Mapping[str, str]) -> str:
    """Keys and values between their two rows of hyphens; a key without a value is left out."""
    rows = ["---", *(row for key, value in matter.items() if value for row in _printed(key, value)), "---"]
    return "\n".join(rows) + "\n"


def _is_told_by(name: str, label: str) -> bool:
    """Whether the name of the file is enough: it keeps neither accents nor capitals, nor blanks beside hyphens."""
    return label == name or label[:1].lower() + label[1:] == name.replace("-", " ")


def _body(text: str) -> str:
    parts, _ = split_front_matter(text, "")
    return parts.body if parts else text


def _title(bill: Bill, version: str) -> bool:
    """Whether a version says the same title."""
    parts, _ = split_front_matter(version, "")
    given = yaml.safe_load(parts.front) if parts else None
    title = str(given.get("title") or "") if isinstance(given, dict) else ""
    return title in ("", bill.title)


def _printed(key: str, value: str) -> list[str]:
    """A key of the front matter, readable where its text allows it."""
    rows = value.split("\n")
    if len(rows) == 1 and (key == "date" or _is_plain(value)):
        return [f"{key}: {value}"]
    if (
        len(rows) > 1
        and rows[0][:1].strip()
        and all(row == row.rstrip() and (not row or row.isprintable()) for row in rows)
    ):
        return [f"{key}: |", *(f"  {row}".rstrip() for row in rows)]
    return yaml.safe_dump({key: value}, allow_unicode=True, width=10_000, default_style='"').rstrip("\n").split("\n")


def _is_plain(value: str) -> bool:
    """Whether YAML takes the words for themselves without quotes."""
    try:
        return bool(yaml.safe_load(f"x: {value}") == {"x": value})
    except yaml.YAMLError:
        return False
