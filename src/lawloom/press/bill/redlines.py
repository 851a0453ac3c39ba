"""Which texts of a bill are compared with which, and their redlines: made once, and kept until a text changes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from lawloom import bill
from lawloom.bill.redlining import as_json
from lawloom.bill.redlining.change import FORMAT, Redline
from lawloom.errors import LawloomError
from lawloom.model.subject import Subject
from lawloom.pages import addresses
from lawloom.pages.changes import NOW, name_of

DATA = "bill"  # folder in the data of a subject
MOST_TEXTS = 12  # so many are all compared with each other; of more, each with the next, the first and the last


class Compared(NamedTuple):
    """A text of a bill, or of a law that it changes."""

    key: str  # "2", "now", "road-act.before"
    name: str  # as people call it: a version's label, the title of a law; empty: see `key`
    date: str  # YYYY-MM-DD, or empty
    href: str  # from the folder of the subject; empty: it has no page
    source: str  # Markdown
    language: str  # BCP 47; empty: that of the subject
    explanation: str = ""  # Markdown
    link: str = ""  # where it is published


class Pair(NamedTuple):
    """Two texts that are compared.

    tongue  the language into which both were translated, where the translations are compared; empty: as written
    older   a translation of the two is older than its original
    """

    name: str  # "1-2", "2-now", "law-road-act"
    a: Compared
    b: Compared
    articles: tuple[str, ...] = ()  # ids of the articles that change that law
    tongue: str = ""
    older: bool = False

    @property
    def data(self) -> str:
        """Its name among the open data."""
        return self.text(self.name)

    def text(self, key: str) -> str:
        """The name of one of its texts among the open data."""
        return f"{key}.{self.tongue}" if self.tongue else key

    @property
    def is_law(self) -> bool:
        return self.name.startswith("law-")


def pairs_of(subject: Subject) -> list[Pair]:
    """What can be compared: each version with every later one and with the text as it stands; then laws in force."""
    if subject.bill is None:
        return []
    texts = list(_texts(subject))
    last = len(texts) - 1
    found = [
        Pair(name_of(a.key, b.key), a, b)
        for i, a in enumerate(texts)
        for j, b in enumerate(texts[i + 1 :], i + 1)
        if last < MOST_TEXTS or j - i == 1 or i == 0 or j == last
    ]
    for law in subject.bill.law:
        a, b = (
            Compared(
                f"{law.name}.{side}", one.title, one.date, "", one.source, one.language or subject.bill.source_language,
                link=one.link,
            )
            for side, one in (("before", law.before), ("after", law.after))
        )  # fmt: skip
        found.append(Pair(f"law-{law.name}", a, b, law.articles))
    return found


def in_language(pairs: Iterable[Pair], original: Subject, language: str) -> list[Pair]:
    """The pairs for readers of this language: the translations, where people wrote both; else the texts as they are."""
    whole = original.bill
    if whole is None:
        return list(pairs)
    written = {str(one.number): one.written for one in whole.versions} | {NOW: whole.written}
    found = []
    for pair in pairs:
        a, b = (None if pair.is_law else written[one.key].in_(language) for one in (pair.a, pair.b))
        if a is None or b is None or not (a.source and b.source):
            found.append(pair)
            continue
        before, after = (one._replace(source=t.source, language=language) for one, t in ((pair.a, a), (pair.b, b)))
        found.append(pair._replace(a=before, b=after, tongue=language, older=a.older or b.older))
    return found


def _texts(subject: Subject) -> Iterator[Compared]:
    whole = subject.bill
    if whole is None:
        return
    for one in sorted(whole.versions, key=lambda version: version.number):
        if one.source:
            href = f"bill/versions/{addresses.version_name(one)}/"
            language = one.source_language or whole.source_language
            yield Compared(str(one.number), one.label, one.date, href, one.source, language, one.explanation)
    if whole.source:
        language = whole.source_language
        yield Compared(NOW, whole.version, whole.date, "bill/", whole.source, language, whole.explanation)


class Redlines:
    """The redlines of one subject, each made when it is first asked for.

    pairs      as its readers see them
    original   the subject in the language in which it was opened
    languages  of the site, that of these readers first
    folder     in build/, where they are kept by the digests of the two texts and of the form
    """

    def __init__(
        self,
        subject: Subject,
        folder: Path,
        engine: str,
        original: Subject | None = None,
        languages: Sequence[str] = (),
    ) -> None:
        self._original, self._languages = original or subject, languages
        self.pairs = in_language(pairs_of(subject), self._original, languages[0]) if languages else pairs_of(subject)
        self._folder, self._engine = folder, engine
        self._made: dict[str, Redline] = {}
        self._texts: dict[str, bytes] = {}
        self._used: set[str] = set()

    def of(self, pair: Pair) -> Redline:
        if pair.data not in self._made:
            try:
                self._made[pair.data] = as_json.parsed(self._text(pair).decode("utf-8", "surrogatepass"))
            except (UnicodeDecodeError, LawloomError):  # somebody else wrote there
                self._make(pair)
        return self._made[pair.data]

    def files(self) -> dict[str, bytes]:
        """Open data, by its name in the folder of the subject: every text, and every redline, in every language."""
        found: dict[str, bytes] = {}
        pairs = pairs_of(self._original)
        translated = [one for each in self._languages for one in in_language(pairs, self._original, each) if one.tongue]
        for pair in (*pairs, *translated):
            for text in (pair.a, pair.b):
                found[f"{DATA}/{pair.text(text.key)}.md"] = text.source.encode("utf-8", "surrogatepass")
            found[f"{DATA}/{pair.data}.json"] = self._text(pair)
        return found

    def forget_others(self) -> None:
        """Keep no redline of a text that is no more."""
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                if path.name not in self._used:
                    path.unlink(missing_ok=True)

    def name_of(self, pair: Pair) -> str:
        """What the redline of this pair depends on, as a name."""
        parts = (self._engine, FORMAT, pair.a.source, pair.b.source)
        return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def _text(self, pair: Pair) -> bytes:
        """The redline as JSON: as it was kept, or made now."""
        name = self._file(pair)
        if name not in self._texts:
            try:
                self._texts[name] = (self._folder / name).read_bytes()
            except OSError:
                self._make(pair)
        return self._texts[name]

    def _make(self, pair: Pair) -> None:
        made = self._made[pair.data] = bill.redline(pair.a.source, pair.b.source)
        name = self._file(pair)
        self._texts[name] = as_json.printed(made).encode("utf-8", "surrogatepass")
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f"{name}.{os.getpid()}"
        draft.write_bytes(self._texts[name])
        draft.replace(self._folder / name)  # a build that is cut short leaves no half of one

    def _file(self, pair: Pair) -> str:
        name = f"{self.name_of(pair)}.json"
        self._used.add(name)
        return name
