"""Citizens' Markdown to clean HTML: markdown-it without raw HTML, then nh3 with the list of threats, section 3.

Runs in the sandbox's process (lawloom.press.html.sandbox), never on the text of a stranger in the press itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from lawloom.press.html.address import LONGEST, Address, checked, tells

TAGS = frozenset(
    {"p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "del"}
    | {"a", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub"}
)
ATTRIBUTES = {"*": set[str](), "a": {"href", "title"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
LINK_REL = "nofollow ugc noopener noreferrer"

_ABSOLUTE = re.compile(r"https?://[^\s\\]+|mailto:[^\s\\]+", re.IGNORECASE)
_BARE = re.compile(r"https?://[^\s<>\"'`\\]+", re.IGNORECASE)
_AFTER = ".,;:!?…»”’'\"*_~"  # belongs to the sentence, not to the address before it


def rendered(text: str) -> str:
    """Safe HTML of a text that lawloom.press.html.untrusted has normalised and bounded; no newline at its end."""
    return _cleaner().clean(_parser().render(text)).rstrip("\n")


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        set_tag_attribute_values={"th": {"scope": "col"}},
        attribute_filter=_only_absolute,
        strip_comments=True,
        link_rel=LINK_REL,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
    )


def _only_absolute(tag: str, attribute: str, value: str) -> str | None:
    """nh3 takes `https:evil.example` for absolute; we do not."""
    return value if attribute != "href" or _ABSOLUTE.fullmatch(value) else None


@cache
def _parser() -> MarkdownIt:
    # breaks: a forge shows its author's line ends as line ends; so do we.
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20, "breaks": True, "xhtmlOut": False})
    parser.enable(["table", "strikethrough"])
    parser.validateLink = lambda url: checked(url) is not None  # type: ignore[method-assign]
    parser.normalizeLink = _normal  # type: ignore[method-assign]
    parser.core.ruler.push("lawloom", _reshape)
    return parser


def _normal(url: str) -> str:
    # Called before validateLink: what is no address stays as it is, and is then refused.
    address = checked(url)
    return address.href if address else url


def _reshape(state: StateCore) -> None:
    above: list[int] = []  # levels, as typed, of the headings that the present one stands under, and its own
    for place, token in enumerate(state.tokens):
        if token.type == "heading_open":
            level = int(token.tag[1])
            above = [*(one for one in above if one < level), level]
        if token.type in ("heading_open", "heading_close"):
            # Below the headings of the page, and none skipped: who listens goes from one to the next.
            token.tag = f"h{min(6, 2 + len(above))}"
        elif token.type == "th_open" and not state.tokens[place + 1].content:
            token.tag = state.tokens[place + 2].tag = "td"  # a head that says nothing
        elif token.children:
            token.children = list(_reshaped(token.children))


def _reshaped(tokens: list[Token]) -> Iterator[Token]:
    """Images as links, bare addresses as links, and after each link the host that its words hide."""
    inside: Address | None = None
    said = ""
    for token in tokens:
        if token.type == "link_open":
            inside, said = checked(str(token.attrs.get("href", ""))), ""
        elif token.type == "link_close":
            yield token
            if inside and not tells(said, inside):
                yield _text(f" ({inside.host})")
            inside = None
            continue
        elif token.type == "image":
            yield from _image(token, linked=inside is not None)
            said += "\0"  # a picture shows no host
            continue
        elif token.type in ("s_open", "s_close"):
            token.tag = "del"
        elif token.type == "text" and inside is None:
            yield from _with_links(token.content)
            continue
        if inside:
            said += token.content
        yield token


def _image(token: Token, *, linked: bool) -> Iterator[Token]:
    """No picture is ever fetched: its words, linked to it, and its host."""
    address = checked(str(token.attrs.get("src", "")))
    words = "".join(child.content for child in token.children or ()) or (address.href if address else "")
    if linked or address is None:
        yield _text(f"{words} ({address.host})" if address else words)
    else:
        yield from _link(address, words)


def _with_links(text: str) -> Iterator[Token]:
    end = 0
    for found in _BARE.finditer(text):
        if len(found[0]) > LONGEST:
            continue
        url = _own_letters(found[0])
        if address := checked(url):
            yield _text(text[end : found.start()])
            yield from _link(address, url)
            end = found.start() + len(url)
    if end < len(text):
        yield _text(text[end:])


def _own_letters(url: str) -> str:
    """The address without the signs after it that belong to the sentence, and without brackets it does not open."""
    surplus = {close: url.count(close) - url.count(open_) for open_, close in ("()", "[]", "{}")}
    end = len(url)
    while end and ((last := url[end - 1]) in _AFTER or surplus.get(last, 0) > 0):
        if last in surplus:
            surplus[last] -= 1
        end -= 1
    return url[:end]


def _link(address: Address, words: str) -> Iterator[Token]:
    yield _token("link_open", "a", 1, attrs={"href": address.href})
    yield _text(words)
    yield _token("link_close", "a", -1)
    if not tells(words, address):
        yield _text(f" ({address.host})")


def _text(content: str) -> Token:
    return _token("text", "", 0, content=content)


def _token(kind: str, tag: str, nesting: int, **rest: Any) -> Token:
    return Token(kind, tag, nesting, **rest)  # type: ignore[arg-type]
