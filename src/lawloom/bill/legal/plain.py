"""A bill as plain text: every word of it in order, numbers and points where they stand, rows of at most 78 signs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from markdown_it.token import Token

from lawloom import messages
from lawloom.bill.legal.markdown import Markdown
from lawloom.bill.legal.source import Source
from lawloom.bill.legal.xml import allowed
from lawloom.model.article import Article, Division, Paragraph, Point

WIDTH = 78
STEP = 4  # spaces that a point stands further in


def plain_text(source: Source, language: str) -> str:
    """The text; `language` is that of the few words that are ours."""
    markdown = Markdown.of(source)
    rows = [_words(markdown, source.title).upper(), ""]
    told = [part for part in (source.label, source.date, source.author) if part]
    rows += [", ".join(told), "", ""]
    if source.preamble:
        rows += [*_block(markdown, source.preamble, 0), ""]
    within: tuple[Division, ...] = ()
    for article in source.articles:
        for one in article.within:
            if one not in within:
                rows += ["", _words(markdown, one.text).upper(), ""]
        within = article.within
        rows += ["", *_article(markdown, article)]
        if article.statement:
            rows += [f"    [{messages.word('ed-why', language)}]", *_block(markdown, article.statement, STEP), ""]
    for name in markdown.uncited():
        markdown.cite(name)
    if markdown.cited:
        rows += ["", "-" * 20]
        for number, name in enumerate(markdown.cited, 1):
            rows += _wrapped(f"[{number}] {_words(markdown, markdown.notes[name])}", 0)
    text = "\n".join(row.rstrip() for row in rows)
    while "\n\n\n\n" in text:
        text = text.replace("\n\n\n\n", "\n\n\n")
    return allowed(text.strip("\n")) + "\n"


def _article(markdown: Markdown, article: Article) -> Iterator[str]:
    label = ". ".join(part for part in (article.heading, _words(markdown, article.title)) if part)
    yield label
    yield "~" * min(len(label), WIDTH)
    for paragraph in article.paragraphs:
        yield from _part(markdown, paragraph, 0)


def _part(markdown: Markdown, one: Paragraph | Point, indent: int) -> Iterator[str]:
    number = f"{one.number} " if one.number else ""
    for part in one.content:
        if isinstance(part, Point):
            if number:
                yield " " * indent + number
                number = ""
            yield from _part(markdown, part, indent + STEP)
        else:
            rows = list(_block(markdown, part, indent, number))
            number = ""
            yield from rows
            yield ""
    if number:
        yield " " * indent + number
        yield ""


def _block(markdown: Markdown, text: str, indent: int, number: str = "") -> Iterator[str]:
    rows: list[str] = []
    cells: list[str] = []
    lead = number
    depth = 0
    is_cell = False
    signs: list[str] = []
    for token in markdown.blocks(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            signs = [f"{token.info}{token.markup} " if token.info else "- "]
        elif token.type in ("th_open", "td_open"):
            is_cell = True
        elif token.type == "inline" and is_cell:
            is_cell = False
            cells.append(_inline(markdown, token.children or []))
        elif token.type == "tr_close":
            rows += _wrapped(" | ".join(cells), indent)
            cells = []
        elif token.type == "inline":
            words = _inline(markdown, token.children or [])
            rows += [*_wrapped(f"{lead}{''.join(signs)}{words}", indent + 2 * depth), ""]
            signs, lead = [], ""
        elif token.type in ("fence", "code_block", "html_block"):
            rows += [*(" " * indent + row for row in token.content.rstrip("\n").split("\n")), ""]
        elif token.type == "hr":
            rows += [" " * indent + "* * *", ""]
    if lead:
        rows.insert(0, " " * indent + lead)
    while rows and not rows[-1]:
        rows.pop()
    yield from rows


def _words(markdown: Markdown, text: str) -> str:
    return _inline(markdown, markdown.words(text))


def _inline(markdown: Markdown, tokens: list[Token]) -> str:
    found: list[str] = []
    hrefs: list[str] = []
    for token in tokens:
        if token.type == "note_ref":
            found.append(f"[{markdown.cite(str(token.meta['name']))[0]}]")
        elif token.type in ("softbreak", "hardbreak"):
            found.append("\n" if token.type == "hardbreak" else " ")
        elif token.type == "link_open":
            hrefs.append(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            href = hrefs.pop()
            found.append(f" <{href}>" if not href.startswith("#") and href else "")
        elif token.type != "html_inline":
            found.append(token.content)
        elif token.content.lower().startswith("<br"):
            found.append("\n")
    return "".join(found)


def _wrapped(text: str, indent: int) -> list[str]:
    space = " " * indent
    rows: list[str] = []
    for row in text.split("\n"):
        rows += textwrap.wrap(
            row, WIDTH, initial_indent=space, subsequent_indent=space, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return rows
