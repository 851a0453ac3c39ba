"""A bill as Akoma Ntoso 3.0: `akomaNtoso/bill`, with every part named so that the name holds in each later version.

Explanatory statements are no part of the law: they stand in an attachment of their own.
"""

from __future__ import annotations

from lawloom.bill.legal import akn_meta
from lawloom.bill.legal.akn_blocks import Blocks, says
from lawloom.bill.legal.akn_names import PREFIXES, Names, tag_of
from lawloom.bill.legal.markdown import Markdown
from lawloom.bill.legal.source import Source
from lawloom.bill.legal.xml import Element, element, printed, prose
from lawloom.content.definitions import definitions_in
from lawloom.content.suggestions import slug_from
from lawloom.model.article import Article, Division, Paragraph, Point

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def akoma_ntoso(source: Source) -> str:
    """The document; the same bytes for the same text."""
    return printed(element("akomaNtoso", [_bill(source)], xmlns=NAMESPACE))


def _bill(source: Source) -> Element:
    names = Names.of(source.articles)
    defined = definitions_in(source.articles)
    terms: dict[str, str] = {}
    for one in defined:
        terms.setdefault(one.term, names.free(f"term_{slug_from(one.term, 'word')}"))
    blocks = Blocks(Markdown.of(source), names, terms)
    writer = _Writer(blocks, names, {one.address: one.term for one in defined})
    body = element("body", writer.body(source.articles), eId=names.free("body"))
    parts = [akn_meta.meta(source, terms), _preface(source, blocks, names)]
    if source.preamble.strip():
        parts.append(element("preamble", blocks.of(source.preamble), eId=names.free("preamble")))
    parts.append(body)
    if attached := writer.statements(source):
        parts.append(element("attachments", [attached]))
    if lost := blocks.uncited():
        parts[0].add(element("notes", lost, source="#lawloom"))
    return element("bill", parts, name="bill", contains="originalVersion")


def _preface(source: Source, blocks: Blocks, names: Names) -> Element:
    title = prose("p", [prose("docTitle", blocks.words(source.title) or [source.slug])])
    return element("preface", [element("longTitle", [title], eId=names.free("longTitle"))])


class _Writer:
    """Writes the parts of a body.

    defined  by address of a paragraph or point, the word that it defines
    """

    def __init__(self, blocks: Blocks, names: Names, defined: dict[str, str]) -> None:
        self.blocks = blocks
        self.names = names
        self.defined = defined

    def body(self, articles: tuple[Article, ...]) -> list[Element]:
        # Links may lead to a division that comes later: so each has its name first.
        divisions: dict[Division, Element] = {}
        for article in articles:
            for one in article.within:
                if one not in divisions:
                    id = self.names.division(one)
                    divisions[one] = element(one.kind, eId=id, wId=id if one.id else "")
        root = element("body")
        for article in articles:
            parent = root
            for one in article.within:
                made = divisions[one]
                if not made.content:
                    made.content = self._headed(one.heading, one.title)
                    parent.add(made)
                parent = made
            parent.add(self._article(article))
        return [one for one in root.content if isinstance(one, Element)]

    def statements(self, source: Source) -> Element | None:
        """The attachment that says why, of the whole and of each article; None where nothing is said."""
        main: list[Element] = []
        if says(found := self.blocks.of(source.explanation)):
            id = self.names.free("att_1__hcontainer_explanation")
            main.append(element("hcontainer", [element("content", found)], name="explanation", eId=id))
        for article in source.articles:
            if article.statement and says(found := self.blocks.of(article.statement)):
                id = self.names.free(f"att_1__hcontainer_{article.id}")
                label = ". ".join(part for part in (article.heading, article.title) if part) or article.id
                heading = prose("heading", [prose("ref", [label], href=f"#{self.names.of_address[article.id]}")])
                content = [heading, element("content", found)]
                main.append(element("hcontainer", content, name="statement", eId=id))
        if not main:
            return None
        doc = element(
            "doc", [akn_meta.meta_of_statements(source), element("mainBody", main)], name="explanatoryStatement"
        )
        return element("attachment", [doc], eId=self.names.free("att_1"))

    def _article(self, article: Article) -> Element:
        id = self.names.of_address[article.id]
        made = element("article", self._headed(article.heading, article.title), eId=id, wId=id)
        for paragraph in article.paragraphs:
            made.add(self._part("paragraph", paragraph))
        if not article.paragraphs:
            made.add(element("content", [prose("p")]))
        return made

    def _headed(self, num: str, heading: str) -> list[Element | str]:
        found: list[Element | str] = []
        if num:
            found.append(prose("num", self.blocks.words(num)))
        if heading or not num:
            found.append(prose("heading", self.blocks.words(heading)))
        return found

    def _part(self, tag: str, one: Paragraph | Point) -> Element:
        id = self.names.of_address[one.address]
        made = element(tag, eId=id, wId=id if one.id else "")
        if one.number:
            made.add(prose("num", [one.number]))
        term = self.defined.get(one.address, "")
        if not any(isinstance(part, Point) for part in one.content):
            texts = [part for part in one.content if isinstance(part, str)]
            made.add(element("content", self.blocks.of("\n\n".join(texts), term)))
            return made
        intro: Element | None = None
        lists: list[Element] = []
        is_open = False
        for part in one.content:
            if isinstance(part, str):
                if not self.blocks.markdown.has_words(part):
                    continue  # the text of a note: it stands where the note is cited
                intro = element("intro", self.blocks.of(part, term))
                is_open = False
                continue
            if not is_open:
                here = element("list", [intro] if intro else [], eId=f"{id}__list_{len(lists) + 1}")
                lists.append(here)
                intro, is_open = None, True
            lists[-1].add(self._part(tag_of(part), part))
        if intro is not None:
            intro.tag = "wrapUp"
            lists[-1].add(intro)
        made.content += lists
        return made


__all__ = ["NAMESPACE", "PREFIXES", "akoma_ntoso"]
