"""An Akoma Ntoso document as the text of a bill.md. What we have no place for keeps its words, and is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lawloom.bill.drafting.publishing import front_matter
from lawloom.bill.legal import safe_xml
from lawloom.bill.legal.akn_body import Body
from lawloom.bill.legal.akn_structure import HEADS, structure
from lawloom.bill.legal.as_markdown import Words
from lawloom.bill.legal.markdown import Markdown
from lawloom.bill.legal.safe_xml import Node
from lawloom.bill.legal.source import NOWHERE
from lawloom.bill.legal.tongue import two_letters
from lawloom.content.bill_text import read_bill
from lawloom.content.markdown_file import split_front_matter
from lawloom.errors import ContentProblems, problem
from lawloom.model.article import Paragraph, Point

_COUNTRY = re.compile(r"[a-z]{2}(?:-[a-z0-9]{1,8})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Imported:
    text: str  # of bill.md
    articles: int
    strange: tuple[tuple[str, int], ...]  # elements whose words alone were kept, and how many


def bill_from(data: bytes, file: str, *, language: str = "") -> Imported:
    """The bill that an Akoma Ntoso document holds.

    language  of the subject: it is not told again in the front matter
    raises    ContentProblems: see safe_xml.read; not-akoma-ntoso, akn-without-body, akn-without-words
    """
    root = safe_xml.read(data, file)
    space = root.get("xmlns", "").lower()
    if root.tag != "akomaNtoso" or not ("akn" in space or "akomantoso" in space):
        found = f'{root.tag} xmlns="{space}"' if root.tag == "akomaNtoso" else root.tag
        raise ContentProblems(problem("not-akoma-ntoso", file, found=found[:120]))
    document = next((one for one in root.iter() if _body(one) is not None), None)
    body = _body(document) if document is not None else None
    if document is None or body is None:
        raise ContentProblems(problem("akn-without-body", file))
    beside = _beside(root, document)
    made = _made(document, body, beside, language, flat=False)
    if not made.articles:
        raise ContentProblems(problem("akn-without-words", file))
    return made if _is_sound(made.text) else _made(document, body, beside, language, flat=True)


def _beside(node: Node, document: Node) -> list[tuple[str, Node]]:
    """Whatever else the file holds besides the document that is read: of a collection its other documents."""
    found: list[tuple[str, Node]] = []
    for child in node:
        if child is document or child.tag == "meta":
            continue
        if any(one is document for one in child.iter()):
            found += _beside(child, document)
        elif any(text.strip() for part in child if part.tag != "meta" for text in part.itertext()):
            title = next((one for one in child.iter() if one.tag in ("docTitle", "docType")), None)
            found.append((" ".join("".join(title.itertext()).split())[:200] if title is not None else "", child))
    return found


def _made(document: Node, body: Node, beside: list[tuple[str, Node]], language: str, *, flat: bool) -> Imported:
    shape = structure(body)
    words = Words(shape.anchors)
    explanation, statements, others = _attached(document, words, shape.anchors)
    writer = Body(words, shape, statements, flat)
    matter = _matter(document, words, language, explanation)
    before = _before(document, writer, matter["title"])
    before += writer.notes()
    writer.of(body)
    for place, (heading, node) in enumerate([*others, *beside], 1):
        blocks = [text for child in node if child.tag != "meta" for text in writer.text(child)]
        writer.article(f"Annex {place}", heading or "Attached", f"annex-{place}", blocks)
        words.strange[node.tag] = words.strange.get(node.tag, 0) + 1
    if (closing := document.find("conclusions")) is not None:
        writer.article("Closing", "Conclusions", "closing-conclusions", writer.text(closing))
    for note in document.iterfind("meta/notes/note"):
        words.notes.append(" ".join(words.line(one) for one in note))
    writer.blocks += writer.notes()
    text = "\n\n".join([*before, *writer.blocks])
    return Imported(
        f"{front_matter(matter)}{text}\n",
        sum(1 for one in writer.blocks if one.startswith("## ")),
        tuple(sorted(words.strange.items())),
    )


def _is_sound(text: str) -> bool:
    """Whether nothing of it is taken for code by its indentation: we write none so, and notes in it would be lost."""
    parts, _ = split_front_matter(text, "")
    read = read_bill(parts.body if parts else "", "", 1)
    markdown = Markdown()
    pieces = [piece for one in read.articles for paragraph in one.paragraphs for piece in _pieces(paragraph)]
    return not any("    " in piece and markdown.has_indented_code(piece) for piece in pieces)


def _pieces(one: Paragraph | Point) -> Iterator[str]:
    for part in one.content:
        if isinstance(part, str):
            yield part
        else:
            yield from _pieces(part)


def _body(node: Node) -> Node | None:
    return next((one for one in node if one.tag in ("body", "mainBody", "portionBody")), None)


def _matter(document: Node, words: Words, language: str, explanation: str) -> dict[str, str]:
    def value(path: str, name: str = "value") -> str:
        found = document.find(f"meta/identification/{path}")
        return found.get(name, "").strip() if found is not None else ""

    title = next((text for one in document.iter("docTitle") if (text := words.line(one))), "")
    title = title or value("FRBRWork/FRBRname") or value("FRBRWork/FRBRalias") or document.tag
    aliases = {
        one.get("name", ""): one.get("value", "") for one in document.iterfind("meta/identification/FRBRWork/FRBRalias")
    }
    day = value("FRBRExpression/FRBRdate", "date")[:10]
    country = value("FRBRWork/FRBRcountry").lower()
    spoken = two_letters(value("FRBRExpression/FRBRlanguage", "language"))
    return {
        "title": " ".join(title.split())[:300],
        "version": value("FRBRExpression/FRBRversionNumber")[:300],
        "date": day if _DAY.fullmatch(day) else "",
        "language": spoken if _LANGUAGE.fullmatch(spoken) and spoken not in (language, "und") else "",
        "country": country if _COUNTRY.fullmatch(country) and country != NOWHERE else "",
        "eli": _link(aliases.get("eli", "")),
        "eli_dl": _link(aliases.get("eli-dl", "")),
        "explanation": explanation,
    }


def _link(address: str) -> str:
    return address if re.fullmatch(r"https?://[^\s<>\"'\\]+", address) else ""


def _before(document: Node, writer: Body, title: str) -> list[str]:
    """What stands before the body, without the title, which is in the front matter."""
    found: list[str] = []
    for tag in ("coverPage", "preface", "preamble"):
        part = document.find(tag)
        if part is not None:
            found += [text for child in part for text in writer.text(child)]
    return [f"&#35;{one[1:]}" if re.match(r"#{1,2}\s", one) else one for one in found if " ".join(one.split()) != title]


def _attached(
    document: Node, words: Words, anchors: dict[str, str]
) -> tuple[str, dict[str, str], list[tuple[str, Node]]]:
    """Why the bill is so, why each article is so, and attachments of other kinds."""
    explanation = ""
    statements: dict[str, str] = {}
    others: list[tuple[str, Node]] = []
    for holder in [*document.iterfind("attachments/attachment"), *document.iterfind("components/component")]:
        heading = " ".join(text for one in holder if one.tag in HEADS and (text := words.line(one)))
        for doc in holder:
            if doc.tag in HEADS:
                continue
            if doc.get("name") != "explanatoryStatement" or (main := _body(doc)) is None:
                others.append((heading, doc))
                continue
            writer = Body(words, structure(main), {})
            for one in main:
                ref = one.find("heading/ref")
                to = anchors.get(ref.get("href", "").removeprefix("#"), "") if ref is not None else ""
                text = "\n\n".join(text for child in one if child.tag != "heading" for text in writer.text(child))
                if one.get("name") == "explanation":
                    explanation = text
                elif to:
                    statements[to] = "\n\n".join(part for part in (statements.get(to, ""), text) if part)
                else:
                    others.append((heading, one))
    return explanation, statements, others
