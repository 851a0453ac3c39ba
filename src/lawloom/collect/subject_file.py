"""The subject.md that an import makes where there is none, and widens for as long as nobody edited it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from hashlib import sha256
from pathlib import Path

from lawloom import messages
from lawloom.collect.dates import local_date
from lawloom.ledger import durable
from lawloom.model.contribution import Kind
from lawloom.model.instant import Instant
from lawloom.model.phase import ACCEPTS, ALWAYS_OPEN, PhaseKind

_LONGEST_TITLE = 200
FORMATS = {"cap-collectif": "Cap Collectif", "polis": "Pol.is", "decidim": "Decidim", "csv": "CSV"}  # for people
_MARK = "# sha256: "
_NOTE = "# Made by an import, which widens its phases for as long as nobody edits this file.\n"
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SEAL = re.compile(rf"^{_MARK}[0-9a-f]{{64}}\n", re.MULTILINE)
_PHASE = re.compile(r"  - name: (\S+)\n    kind: (\S+)\n    opens: (\S+)\n    closes: (\S+)\n")
_TITLE = re.compile(r"^title: (\".*\")$", re.MULTILINE)
_LANGUAGE = re.compile(r"^language: (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last record, both included."""

    first: Instant
    last: Instant

    def with_moment(self, time: Instant) -> Span:
        if self.first <= time <= self.last:
            return self
        return Span(min(self.first, time), max(self.last, time))


def phase_for(kind: Kind) -> PhaseKind | None:
    """The kind of phase that opens threads on an element of this kind, or a thread that stands on the subject itself.

    None for what is always open, and for an argument about the subject as a whole, which no phase opens.
    """
    if kind in ALWAYS_OPEN or kind is Kind.ARGUMENT:
        return None
    if kind is Kind.COMMENT:
        return PhaseKind.FOLLOW
    if kind is Kind.SOURCE:
        return PhaseKind.DOCUMENT
    return next(phase for phase, accepts in ACCEPTS.items() if kind in accepts)


def is_ours(text: str) -> bool:
    """Whether this is a file as an import wrote it, to the letter."""
    without, found = _SEAL.subn("", text, count=1)
    return bool(found) and _NOTE in without and _sealed(without) == text


def write(
    path: Path,
    *,
    slug: str,
    title: str,
    language: str,
    format_name: str,
    phases: Iterable[PhaseKind],
    span: Span,
    zone: tzinfo,
) -> bool:
    """Make the file, or widen the one an earlier import made; True where something was written.

    phases  of which it must have one each, over the span (by the calendar of `zone`)
    A file that anyone edited is left alone.
    """
    wanted = {kind: (local_date(span.first, zone), local_date(span.last, zone)) for kind in phases}
    if path.exists() or path.is_symlink():
        if path.is_symlink() or not path.is_file():
            return False
        before = path.read_bytes().decode("utf-8", "replace")
        if not is_ours(before):
            return False
        for _, kind, opens, closes in _PHASE.findall(before):
            first, last = wanted.get(PhaseKind(kind), (opens, closes))
            wanted[PhaseKind(kind)] = min(first, opens), max(last, closes)
        old_title, old_language = _TITLE.search(before), _LANGUAGE.search(before)
        title = json.loads(old_title[1]) if old_title else title
        language = old_language[1] if old_language else language
    if not wanted:  # nothing that a phase opens: petitions and events are always open
        wanted[PhaseKind.PRESENT] = local_date(span.first, zone), local_date(span.last, zone)
    text = _text(plain(title) or title_from(slug), language, format_name, wanted)
    if path.is_file() and path.read_bytes() == text.encode():
        return False
    durable.write(path, text.encode())
    return True


def title_from(slug: str) -> str:
    """A title for people from the name in an address: `night-trains` is "Night trains"."""
    return slug.replace("-", " ").capitalize()


def plain(title: str) -> str:
    """A title from elsewhere on one line, without what hides, reorders or cannot be seen."""
    kept = (
        one if unicodedata.category(one) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} else " "
        for one in title
        if one not in _BIDI and one != "\ufeff"
    )
    return " ".join("".join(kept).split())[:_LONGEST_TITLE].strip()


def _text(title: str, language: str, format_name: str, phases: dict[PhaseKind, tuple[str, str]]) -> str:
    first, last = min(opens for opens, _ in phases.values()), max(closes for _, closes in phases.values())
    days = {"first": messages.day(first, language), "last": messages.day(last, language)}
    summary = messages.word("import-summary", language, format=FORMATS.get(format_name, format_name), **days)
    ordered = sorted(phases.items(), key=lambda one: (one[1], list(PhaseKind).index(one[0])))
    rows = "".join(
        f"  - name: {kind.value}\n    kind: {kind.value}\n    opens: {opens}\n    closes: {closes}\n"
        for kind, (opens, closes) in ordered
    )
    return _sealed(
        f"---\n{_NOTE}title: {_quoted(title)}\nsummary: {_quoted(summary)}\nlanguage: {language}\nphases:\n{rows}---\n"
    )


def _sealed(text: str) -> str:
    """The text with the digest of itself, which says whether anyone changed it."""
    head, rest = text.split(_NOTE, 1)
    return f"{head}{_NOTE}{_MARK}{sha256(text.encode()).hexdigest()}\n{rest}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
