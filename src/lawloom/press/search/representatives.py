"""Whom readers can write to: a search in the browser, and the same as plain lists by constituency and by postcode.

The list is the same for every subject. Each page of it holds a few representatives; each letter of a subject has as
many pages, and they stand there under the same numbers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from lawloom import messages
from lawloom.messages import collation
from lawloom.messages.tongues import own_name
from lawloom.model.member import Codes, Letter, Member, unpacked
from lawloom.model.subject import Subject
from lawloom.press.html.lean_page import LeanPage
from lawloom.press.html.oneline import words as in_line
from lawloom.press.html.press import Press
from lawloom.press.html.shell import Printery
from lawloom.press.html.words import Words
from lawloom.press.search.said import POLICY, SCRIPT
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.version import engine_fingerprint

ADDRESS = "representatives/"
LETTER = "letter/"  # from the folder of the subject
INDEX = f"{ADDRESS}list.json"
SOURCE = SCRIPT.with_name("representatives.js")
SIZE = 20  # on one page: each may bring a whole letter with it
MOST_CODES = 300  # rows of one page of postcodes
_DIGITS = re.compile(r"\d+")


class Row(NamedTuple):
    """One representative on a page."""

    number: int
    name: str
    area: str
    about: str  # chamber and party
    email: str
    mailto: str
    address: list[str]
    url: str
    codes: str
    letters: list[tuple[str, str, str]]  # address, title, language


class Link(NamedTuple):
    href: str
    text: str


class CodeRow(NamedTuple):
    codes: str
    who: list[Link]


class Directory:
    """All representatives in the order of the lists, and where each stands."""

    def __init__(self, all: Sequence[Member], language: str) -> None:
        self.language = language
        self.all = sorted(all, key=self._place)

    def _place(self, one: Member) -> tuple[object, ...]:
        area = _DIGITS.sub(lambda number: number[0].zfill(8), one.area or one.name)
        return one.chamber, collation.key(area, self.language), collation.key(one.name, self.language), one.email

    @property
    def pages(self) -> list[list[tuple[int, Member]]]:
        numbered = list(enumerate(self.all, 1))
        return [numbered[start : start + SIZE] for start in range(0, len(numbered), SIZE)]

    @cached_property
    def codes(self) -> dict[str, list[tuple[Codes, list[int]]]]:
        """Postcodes in order with whose they are, on pages by what they begin with: no page holds very many."""
        whose: dict[Codes, list[int]] = {}
        for number, one in enumerate(self.all, 1):
            for codes in one.spans():
                whose.setdefault(codes, []).append(number)
        return dict(_split(sorted(whose.items()), 2))


def page_of(number: int) -> int:
    """On which page the representative of that number stands."""
    return (number - 1) // SIZE + 1


def print_all(press: Press, part: Part) -> None:
    """Print the lists, the file that is searched, and a letter for each subject that has one; what stands is left."""
    consultation, settings = press.consultation, press.consultation.settings
    words, representatives = press.words(settings.language), consultation.representatives
    letters = sorted((one for one in consultation.subjects.values() if one.letter), key=lambda one: one.title)
    if representatives and not settings.folder:
        part.put(f"assets/{SOURCE.name}", SOURCE.read_bytes())
    shown = (
        engine_fingerprint(),
        settings,
        words.language,
        representatives,
        [(s.id, s.title, s.letter) for s in letters],
    )
    print_ = digest(repr(shown))
    directory = Directory(representatives, words.language)
    if representatives and not part.stand_under(ADDRESS, print_):
        for name, data in _list_files(press, words, directory, letters):
            part.put(name, data, print_)
    for subject in letters:
        folder = f"subjects/{subject.id}/{LETTER}"
        named = press.consultation.people.persons.get(subject.representative)
        bill = subject.bill.title if subject.bill else ""
        of_letter = digest(f"{print_}{named!r}{subject.language}{subject.summary}{bill}")
        if not part.stand_under(folder, of_letter):
            for name, data in _letter_files(press, directory, subject):
                part.put(name, data, of_letter)


def index(directory: Directory) -> bytes:
    """The file that a browser searches: name, area, chamber, postcodes, page and number of each."""
    rows = [
        [
            in_line(one.name),
            in_line(one.area),
            in_line(one.chamber),
            one.codes,
            [page_of(number), number],
        ]
        for number, one in enumerate(directory.all, 1)
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


# --- the list ---------------------------------------------------------------------------------------------------------


def _list_files(
    press: Press, words: Words, directory: Directory, letters: Sequence[Subject]
) -> Iterator[tuple[str, bytes]]:
    title, lede = words("reps-title"), words("reps-lede")
    yield INDEX, index(directory)

    def page(address: str, template: str, name: str, *, script: bool = False, **values: object) -> tuple[str, bytes]:
        page = LeanPage(_with_script(press) if script else press.printery, words, address, about=lede)
        return page.file, page.printed(name, [page.render(template, title=name, **values)])

    areas = [Link(f"m/{n}/", _span(words, listed)) for n, listed in enumerate(directory.pages, 1)]
    codes = [Link(f"p/{start.lower()}/", start) for start in directory.codes]
    found = {"search": _search(words, "list.json", "m/#/"), "areas": areas, "codes": codes}
    subjects = [Link(f"../subjects/{one.id}/{LETTER}", one.title) for one in letters]
    yield page(ADDRESS, "representatives.html", title, script=True, letters=subjects, **found)
    for n, listed in enumerate(directory.pages, 1):
        rows = [_row(words, number, one, letters, n) for number, one in listed]
        name = words("labelled", label=title, text=_span(words, listed))
        yield page(f"{ADDRESS}m/{n}/", "representatives_page.html", name, rows=rows, back="../../", subject="")
    for start, held in directory.codes.items():
        named = [CodeRow(one.shown, [_named(directory, number) for number in numbers]) for one, numbers in held]
        name = words("reps-by-code-of", code=start)
        yield page(f"{ADDRESS}p/{start.lower()}/", "representatives_codes.html", name, rows=named)


def _named(directory: Directory, number: int) -> Link:
    one = directory.all[number - 1]
    text = in_line(f"{one.name} ({one.area})" if one.area else one.name)
    return Link(f"../../m/{page_of(number)}/#r-{number}", text)


def _span(words: Words, listed: list[tuple[int, Member]]) -> str:
    first, last = (in_line(one.area or one.name, 60) for one in (listed[0][1], listed[-1][1]))
    return words("reps-from-to", first=first, last=last) if first != last else first


def _row(words: Words, number: int, one: Member, letters: Sequence[Subject], page: int, mailto: str = "") -> Row:
    return Row(
        number,
        in_line(one.name),
        in_line(one.area),
        " · ".join(in_line(part) for part in (one.chamber, one.party) if part),
        one.email,
        mailto or (f"mailto:{quote(one.email, safe='@')}" if one.email else ""),
        [in_line(line) for line in one.address.split("\n") if line],
        one.url,
        _codes_in_short(words, one),
        [(f"../../../subjects/{s.id}/{LETTER}{page}/#r-{number}", s.title, s.spoken) for s in letters],
    )


def _codes_in_short(words: Words, one: Member) -> str:
    codes = one.codes.split(" ", 12)
    shown = ", ".join(unpacked(code).shown for code in codes[:12] if code) + (" …" if len(codes) > 12 else "")
    return words("reps-codes", codes=shown) if shown else ""


def _search(words: Words, list: str, pages: str) -> dict[str, str]:
    """What the script is told: where the list is, and where each is shown."""
    return {
        "list": list,
        "pages": pages,
        "one": words("reps-found", n=1),
        "many": words("reps-found", n=2).replace("2", "#"),
        "none": words("reps-none"),
        "more": words("reps-more"),
        "failed": words("reps-failed"),
    }


def _with_script(press: Press) -> Printery:
    return Printery(press.consultation.settings, policy=POLICY)


# --- the letter -------------------------------------------------------------------------------------------------------


def _letter_files(press: Press, directory: Directory, subject: Subject) -> Iterator[tuple[str, bytes]]:
    letter, words = subject.letter, press.words_of(subject)
    assert letter is not None  # noqa: S101  callers look first
    base = f"subjects/{subject.id}/{LETTER}"
    lang = letter.language or subject.language
    settings = press.consultation.settings
    bill = (subject.bill.title if subject.bill else "") or subject.title
    where = f"{settings.address}subjects/{subject.id}/{'bill/' if subject.bill else ''}" if settings.address else ""
    author = press.consultation.people.persons.get(subject.representative)
    lede = words("letter-lede", name=author.name) if author else words("letter-lede-nobody")
    title = words("letter-title")
    common = {
        "subject": subject.title,
        "named": subject.spoken if subject.spoken != words.language else "",
        "lang": lang if lang != words.language else "",
        "head": in_line(letter.title),
        "written": list(_written(letter, lang, words.language)),
    }

    def filled(name: str) -> str:
        return filled_in(letter, name, bill, where)

    def page(address: str, template: str, *, script: bool = False, **values: object) -> tuple[str, bytes]:
        up = "../" * address.removeprefix(f"subjects/{subject.id}/").count("/")
        printery = _with_script(press) if script else press.printery
        page = LeanPage(printery, words, address, "subjects", common, lede, up)
        body = page.render(template, title=title, lede=lede, **values)
        return page.file, page.printed(words("labelled", label=title, text=subject.title), [body])

    paragraphs = _paragraphs(filled("………………"))
    search = _search(words, "../../../representatives/list.json", "#/")
    areas = [Link(f"{n}/", _span(words, listed)) for n, listed in enumerate(directory.pages, 1)]
    yield page(
        base, "letter.html", script=bool(areas), paragraphs=paragraphs, search=search if areas else None, areas=areas
    )
    yield page(f"{base}print/", "letter_print.html", paragraphs=paragraphs)
    for n, listed in enumerate(directory.pages, 1):
        rows = []
        for number, one in listed:
            mailto = mail_to(one, letter, filled(in_line(one.name))) if one.email else ""
            rows.append(_row(words, number, one, (), n, mailto))
        yield page(f"{base}{n}/", "representatives_page.html", rows=rows, back="../")


def _written(letter: Letter, lang: str, language: str) -> Iterator[str]:
    """That nobody translated it for readers of this language, or that its translation is older than it."""
    if lang != language:
        yield messages.word("ed-not-translated", language, spoken=own_name(lang))
    if letter.written.older_than:
        yield messages.word("ed-older", language)


def filled_in(letter: Letter, name: str, title: str, address: str) -> str:
    """The letter with its places filled, all at once: what is put in is not looked at again."""
    values = {"{name}": name, "{title}": in_line(title), "{address}": address}
    return re.sub(r"\{(?:name|title|address)\}", lambda place: values[place[0]], letter.text)


def mail_to(one: Member, letter: Letter, text: str) -> str:
    """The address that opens a mail with the letter in it; nothing in it can end a line of its head."""
    head = in_line(re.sub(r"\{(?:name|title|address)\}", "", letter.title))
    body = "\r\n".join(text.splitlines())
    return f"mailto:{quote(one.email, safe='@')}?subject={quote(head, safe='')}&body={quote(body, safe='')}"


def _paragraphs(text: str) -> list[list[str]]:
    return [
        [in_line(line, 2_000) for line in lines]
        for blank, group in groupby(text.splitlines(), key=lambda line: not line.strip())
        if not blank and (lines := list(group))
    ]


# --- postcodes on pages -----------------------------------------------------------------------------------------------


def _split(held: list[tuple[Codes, list[int]]], size: int) -> Iterator[tuple[str, list[tuple[Codes, list[int]]]]]:
    """Pages by the first letters of postcodes; a page that would be long is split by one letter more."""
    found: dict[str, list[tuple[Codes, list[int]]]] = {}
    for codes, numbers in held:
        for start in _starts(codes, size):
            found.setdefault(start, []).append((codes, numbers))
    for start, listed in sorted(found.items()):
        longer = [one for one in listed if max(len(one[0].first), len(one[0].last)) > size]
        if len(listed) > MOST_CODES and longer:
            inside = [one for one in _split(longer, size + 1) if one[0].startswith(start)]
            short = [one for one in listed if one not in longer]
            yield from ([(start, short)] if short else [])
            yield from inside
        else:
            yield start, listed


def _starts(codes: Codes, size: int) -> Iterator[str]:
    """With what the postcodes of a range begin."""
    first, last = codes.first[:size], codes.last[:size]
    if first == last or not (first.isdecimal() and last.isdecimal()):
        yield first
        return
    yield from (str(number).zfill(len(first)) for number in range(int(first), int(last) + 1))


__all__ = ["ADDRESS", "INDEX", "LETTER", "SOURCE", "Directory", "filled_in", "index", "mail_to", "page_of", "print_all"]
