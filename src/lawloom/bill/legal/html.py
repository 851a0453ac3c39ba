"""A bill as one clean HTML file: the text with its anchors, no script, no style, nothing that asks another site."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from lawloom import messages
from lawloom.bill.legal.markdown import Markdown
from lawloom.bill.legal.source import Source
from lawloom.bill.legal.xml import allowed
from lawloom.model.article import Article, Division, Paragraph, Point
from lawloom.model.direction import direction


def html(source: Source, language: str) -> str:
    """The document; `language` is that of the few words that are ours."""
    writer = _Writer(Markdown.of(source), language)
    rows = list(writer.body(source))
    title = escape(source.title)
    head = (
        f'<!doctype html>\n<html lang="{escape(source.language)}" dir="{direction(source.language)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n'
        f"<title>{title}</title>\n</head>\n<body>\n"
    )
    return allowed(head + "\n".join(rows) + "\n</body>\n</html>\n")


class _Writer:
    def __init__(self, markdown: Markdown, language: str) -> None:
        self.markdown = markdown
        self.language = language

    def body(self, source: Source) -> Iterator[str]:
        yield f"<h1>{self.words(source.title)}</h1>"
        told = [part for part in (source.label, source.date, source.author) if part]
        yield f"<p>{escape(', '.join(told))}</p>"
        if source.preamble:
            yield self.prose(source.preamble)
        within: tuple[Division, ...] = ()
        for article in source.articles:
            for one in article.within:
                if one not in within:
                    yield f"<h2{_id(one.id)}>{self.words(one.text)}</h2>"
            within = article.within
            yield from self.article(article)
        for name in self.markdown.uncited():
            self.markdown.cite(name)
        if self.markdown.cited:
            yield "<section>\n<ol>"
            for number, name in enumerate(self.markdown.cited, 1):
                yield f'<li id="fn-{number}">{self.words(self.markdown.notes[name])}</li>'
            yield "</ol>\n</section>"

    def article(self, article: Article) -> Iterator[str]:
        label = ". ".join(part for part in (escape(article.heading), self.words(article.title)) if part)
        yield f"<article{_id(article.id)}>\n<h3>{label}</h3>"
        for paragraph in article.paragraphs:
            yield f"<div{_id(paragraph.address)}>"
            yield from self.part(paragraph)
            yield "</div>"
        if article.statement:
            why = escape(messages.word("ed-why", self.language))
            yield f"<aside>\n<h4>{why}</h4>\n{self.prose(article.statement)}\n</aside>"
        yield "</article>"

    def part(self, one: Paragraph | Point) -> Iterator[str]:
        number = f"{escape(one.number)} " if one.number else ""
        is_open = False
        for part in one.content:
            if isinstance(part, Point):
                if number:
                    yield f"<p>{number.strip()}</p>"
                    number = ""
                if not is_open:
                    yield "<ul>"
                    is_open = True
                yield f"<li{_id(part.address)}>"
                yield from self.part(part)
                yield "</li>"
                continue
            if is_open:
                yield "</ul>"
                is_open = False
            prose = self.prose(part)
            yield prose.replace("<p>", f"<p>{number}", 1) if prose.startswith("<p>") else f"{number}{prose}"
            number = ""
        if is_open:
            yield "</ul>"
        if number:
            yield f"<p>{number.strip()}</p>"

    def prose(self, text: str) -> str:
        tokens = self.markdown.blocks(text)
        return self._render(tokens)

    def words(self, text: str) -> str:
        holder = Token("inline", "", 0)
        holder.children = self.markdown.words(text)
        return self._render([holder])

    def _render(self, tokens: list[Token]) -> str:
        for token in tokens:
            for child in token.children or ():
                if child.type == "note_ref":
                    number, _ = self.markdown.cite(str(child.meta["name"]))
                    child.meta = {"number": number}
        renderer = _renderer()
        return str(renderer.renderer.render(tokens, renderer.options, {})).rstrip("\n")


@cache
def _renderer() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    # Elements that a drafter typed are shown as typed: this file has no one to filter them.
    parser.add_render_rule("html_inline", _as_typed)
    parser.add_render_rule("html_block", _as_typed)
    parser.add_render_rule("image", _described)
    parser.add_render_rule("note_ref", _note)
    return parser


def _as_typed(_self: RendererHTML, tokens: list[Token], at: int, _options: object, _env: object) -> str:
    text = tokens[at].content
    return "<br>" if text.lower().startswith("<br") else escape(text)


def _described(_self: RendererHTML, tokens: list[Token], at: int, _options: object, _env: object) -> str:
    """A picture by its description: the file travels alone."""
    return escape(tokens[at].content)


def _note(_self: RendererHTML, tokens: list[Token], at: int, _options: object, _env: object) -> str:
    number = tokens[at].meta["number"]
    return f'<sup><a href="#fn-{number}">{number}</a></sup>'


def _id(id: str) -> str:
    return f' id="{escape(id)}"' if id else ""
