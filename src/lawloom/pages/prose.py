"""Markdown that people of the consultation wrote, fitted into a page: headings under ours, links that lead somewhere,
no slot, no script.

Those people are trusted, so this is no sanitiser: it keeps an honest mistake, or a change that nobody looked at, from
breaking the page around the text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from lawloom.content.files import MEDIA_SUFFIXES
from lawloom.errors import Problem, problem
from lawloom.pages import addresses

_PLAIN_WRITING = """
a abbr article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em
figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark nav ol p picture pre q rp rt ruby s samp
section small source span strong sub summary sup table tbody td tfoot th thead time tr track u ul var video wbr
"""
KEPT_TAGS = frozenset(_PLAIN_WRITING.split())
VOID_TAGS = frozenset(["br", "col", "hr", "img", "source", "track", "wbr"])
# Pages that the press prints from the ledger: nobody can list them here.
PRINTED = re.compile(
    r"subjects/[^/]+/(c|map|all|supported|discussed|divided|said|signs|amendments|letter|bill/changes|bill/sign)(/|$)"
    r"|data/|todo/|representatives/|feed\.xml"
    r"|subjects/[^/]+/feed\.xml|subjects/[^/]+/bill/(versions/[^/]+/)?bill\.(txt|akn\.xml)$"
)

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r"( {0,3})(#{1,6})(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:.|\n)*?(?<!`)\1(?!`)")
_INLINE_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*(<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
)
_DEFINITION = re.compile(r"^( {0,3}\[[^\]^][^\]]*\]:[ \t]*)(<[^>\n]*>|\S+)", re.MULTILINE)
_ATTRIBUTE = re.compile(r"""(\s(href|src|poster)\s*=\s*)(?:(["'])(.*?)\3|([^\s"'<>=`]+))""", re.IGNORECASE)
_BARE_END = re.compile(r"=\s*[^\s\"'=]*/\Z")  # href=/x/ ends with a slash of the address, not of the element
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
# Attributes that the policy of the page would silence, in an element or in a list like {: style="..." }.
_BRACES = re.compile(r"\{:?[^{}\n]*\}")
_OWN_STYLE = re.compile(r"(?<=[\s{:\"'])(style|on[a-z]+)(?=\s*=)", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HIDDEN = re.compile(r"[\x00-\x20\\]")  # what a browser, or Markdown, passes over
_SLOT = re.compile(r"data-slot", re.IGNORECASE)


@dataclass(slots=True)
class Desk:
    """What is known while one page is laid out: where it stands, what else there is, what was found wrong."""

    page: str  # address of the page
    pages: frozenset[str]  # addresses of all editorial pages
    exists: Callable[[str], bool]  # whether a file of the consultation is there, by its name
    files: dict[str, str] = field(default_factory=dict)  # files the page shows: address on the site -> name of the file
    problems: list[Problem] = field(default_factory=list)
    folder: str = ""  # of the language, from the top of the site: "fr/"

    def file(self, name: str) -> str:
        """Have a file of content/ published beside the pages; gives the way to it from this page."""
        address = addresses.of_folder(name)
        self.files[address] = name
        return self.way_to_top(address)

    def way_to_top(self, address: str) -> str:
        """The way to what stands once for all languages: files of content/, open data."""
        return addresses.relative(f"{self.folder}{self.page}", address)


def prose(text: str, source: str, desk: Desk, *, top: int = 2) -> Markup:
    """The text as Markdown for the page of this desk.

    source  name of the file it stands in: its links are relative to that file
    top     level of its first heading
    """
    tidy = _COMMENT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    parts = list(_code_apart(tidy))
    tags = [found for is_code, part in parts if not is_code for found in _TAG.findall(part)]
    balanced = _first_unbalanced(tags) if tags else None
    if balanced:
        desk.problems.append(problem("html-unbalanced", source, warning=True, tag=balanced))
    written = []
    for is_code, part in parts:
        part = _SLOT.sub("data-noslot", part)
        if not is_code:
            part = _without_own_styles(part, source, desk)
            part = _tags_kept(part, source, desk, none=bool(balanced))
            part = _links(part, source, desk)
        written.append(part)
    return Markup(_headings("".join(written).strip("\n"), top))  # noqa: S704  Markdown of trusted people


def is_balanced(text: str) -> bool:
    """Whether every element that the text opens is closed in it."""
    tidy = _COMMENT.sub("", text)
    return (
        _first_unbalanced([tag for code, part in _code_apart(tidy) if not code for tag in _TAG.findall(part)]) is None
    )


def starts_with_heading(text: str) -> bool:
    """Whether the text brings a heading of its own."""
    lines = text.strip("\n").splitlines()
    return bool(lines) and (bool(_ATX.match(lines[0])) or (len(lines) > 1 and bool(_UNDERLINE.match(lines[1]))))


def _code_apart(text: str) -> Iterable[tuple[bool, str]]:
    """The text in pieces, fenced blocks and code spans apart: (is it code, piece)."""
    prose_lines: list[str] = []
    fence = ""
    block: list[str] = []
    for line in text.splitlines(keepends=True):
        opening = _FENCE.match(line)
        if fence:
            block.append(line)
            if opening and opening[1].startswith(fence) and not line.strip().strip(fence[0]):
                yield True, "".join(block)
                fence, block = "", []
        elif opening:
            yield from _spans_apart("".join(prose_lines))
            prose_lines, fence, block = [], opening[1], [line]
        else:
            prose_lines.append(line)
    if block:
        block.append(f"\n{fence}\n")  # a fence that nobody closed would swallow the rest of the page
        yield True, "".join(block)
    yield from _spans_apart("".join(prose_lines))


def _spans_apart(text: str) -> Iterable[tuple[bool, str]]:
    at = 0
    for span in _CODE_SPAN.finditer(text):
        if span.start() > at:
            yield False, text[at : span.start()]
        yield True, span[0]
        at = span.end()
    if at < len(text):
        yield False, text[at:]


def _first_unbalanced(tags: list[tuple[str, str, str]]) -> str | None:
    """The first tag that closes nothing or is never closed; it would take our own elements with it."""
    open_tags: list[str] = []
    for slash, name, rest in tags:
        tag = name.lower()
        if tag not in KEPT_TAGS or tag in VOID_TAGS or (rest.endswith("/") and not _BARE_END.search(rest)):
            continue
        if not slash:
            open_tags.append(tag)
        elif not open_tags or open_tags.pop() != tag:
            return tag
    return open_tags[-1] if open_tags else None


def _tags_kept(text: str, source: str, desk: Desk, *, none: bool) -> str:
    """Elements of plain writing stay, others (script, style, iframe, form...) are shown as typed."""

    def shown(found: re.Match[str]) -> str:
        tag = _TAG.match(text, found.start())
        name = tag[2].lower() if tag else ""
        if name in KEPT_TAGS and not none:
            return "<"
        if re.match(r"<(?:https?:|mailto:|[\w.+-]+@)", text[found.start() :]):
            return "<"  # an address between angle brackets, which Markdown turns into a link
        if name and name not in KEPT_TAGS:
            desk.problems.append(problem("html-not-kept", source, warning=True, tag=name))
        return "&lt;"

    return _OPENING.sub(shown, text)


def _without_own_styles(text: str, source: str, desk: Desk) -> str:
    """No style and no script in an attribute: the policy of the page would silence it, so a person is told instead."""

    def named(found: re.Match[str]) -> str:
        code = "inline-style" if found[1].lower() == "style" else "inline-handler"
        desk.problems.append(problem(code, source, warning=True, attribute=found[1]))
        return f"data-{found[1]}"

    for place in (_TAG, _BRACES):
        text = place.sub(lambda found: _OWN_STYLE.sub(named, found[0]), text)
    return text


def _links(text: str, source: str, desk: Desk) -> str:
    def inline(found: re.Match[str]) -> str:
        image, label, target = found[1], found[2], found[3]
        bare = target[1:-1] if target.startswith("<") else target
        if image and _is_elsewhere(bare):
            desk.problems.append(problem("image-from-outside", source, warning=True, address=bare))
            image = ""  # a link, so that reading the page asks nobody else
        return f"{image}[{label}]({_led(bare, source, desk)}"

    def definition(found: re.Match[str]) -> str:
        return found[1] + _led(found[2].strip("<>"), source, desk)

    def attribute(found: re.Match[str]) -> str:
        quote, target = found[3] or '"', found[4] if found[3] else found[5]
        return found[1] + quote + _led(target, source, desk) + quote

    def element(tag: re.Match[str]) -> str:
        if tag[2].lower() == "img" and not tag[1]:
            named = {found[2].lower(): found[4] or found[5] or "" for found in _ATTRIBUTE.finditer(tag[0])}
            address = named.get("src", "")
            if _is_elsewhere(address):
                desk.problems.append(problem("image-from-outside", source, warning=True, address=address))
                return f'<a href="{_led(address, source, desk)}">{escape(address)}</a>'
        return _ATTRIBUTE.sub(attribute, tag[0])

    text = _DEFINITION.sub(definition, _INLINE_LINK.sub(inline, text))
    return _TAG.sub(element, text)


def _is_elsewhere(address: str) -> bool:
    """Whether reading the page would ask another site for it."""
    try:
        return bool(urlsplit(_HIDDEN.sub("", unescape(address))).netloc)
    except ValueError:
        return False


def _led(target: str, source: str, desk: Desk) -> str:
    """The link as the page needs it; a link that leads nowhere stays as it is and is told."""
    scheme = _SCHEME.match(_HIDDEN.sub("", unescape(target)))
    if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
        desk.problems.append(problem("link-of-another-scheme", source, warning=True, target=target))
        return ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return target
    if parts.scheme or parts.netloc or not parts.path:
        return target
    tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    path = unquote(parts.path)
    if path.startswith("/"):
        name = path.strip("/")
        address = f"{name}/" if name else ""
    else:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        address = addresses.of_file(name) or ""
        if address in desk.pages and (address or addresses.of_file(name) == ""):
            return addresses.relative(desk.page, address) + tail
        folder = addresses.of_folder(name)
        if (
            posixpath.splitext(folder)[1].lower() in MEDIA_SUFFIXES
            and name.startswith("content/")
            and desk.exists(name)
        ):
            return desk.file(name) + tail
        address = folder if "." in posixpath.basename(folder) else f"{folder}/" if folder else ""
    if address.startswith("data/") and address not in desk.pages:
        return desk.way_to_top(address) + tail
    if address in desk.pages or PRINTED.match(address):
        return addresses.relative(desk.page, address) + tail
    desk.problems.append(problem("link-leads-nowhere", source, warning=True, target=target))
    return target


def _headings(text: str, top: int) -> str:
    """Headings moved so that the first has level `top` and none is skipped; underlined ones become `##` ones."""
    lines: list[str] = []
    levels: list[tuple[int, int]] = []  # index in lines, level
    fence = ""
    for line in text.split("\n"):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif opening:
            fence = opening[1]
        elif found := _ATX.match(line):
            levels.append((len(lines), len(found[2])))
        elif (under := _UNDERLINE.match(line)) and lines and _can_be_heading(lines, levels):
            level = 1 if under[1].startswith("=") else 2
            lines[-1] = f"{'#' * level} {lines[-1].strip()}"
            levels.append((len(lines) - 1, level))
            continue
        lines.append(line)
    if levels:
        above: list[int] = []  # levels, as written, of the headings that the present one stands under, and its own
        for index, level in levels:
            above = [*(one for one in above if one < level), level]
            lines[index] = "#" * min(6, top - 1 + len(above)) + lines[index].lstrip(" ")[level:]
    return "\n".join(lines)


def _can_be_heading(lines: list[str], levels: list[tuple[int, int]]) -> bool:
    """Whether the line before an underline is one line of text of its own, not a list, quote, table or heading."""
    last = lines[-1]
    alone = len(lines) == 1 or not lines[-2].strip() or (bool(levels) and levels[-1][0] == len(lines) - 2)
    return alone and bool(last.strip()) and not re.match(r"\s{4}|\s*([-*+>|#]|\d+[.)])", last)
