"""XML of strangers: read without entities, without a document type, without a network, and within bounds."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any
from xml.parsers import expat

from lawloom.errors import ContentProblems, problem

LARGEST = 20 * 2**20  # bytes
MOST_ELEMENTS = 500_000
DEEPEST = 100

Node = ET.Element


def read(data: bytes, file: str) -> Node:
    """The root element; names of elements without their namespace, which the root keeps in `xmlns`.

    raises  ContentProblems: xml-too-large, xml-with-doctype, xml-malformed, xml-too-deep
    """
    if len(data) > LARGEST:
        raise ContentProblems(problem("xml-too-large", file, size=len(data), most=LARGEST))
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="\x1f")
    parser.buffer_text = True
    depth = count = 0

    def refuse(code: str, **values: str | int) -> ContentProblems:
        return ContentProblems(problem(code, file, parser.CurrentLineNumber, warning=False, **values))

    def no_doctype(*_: Any) -> None:
        # Entities can only be declared in one: without it there is none to expand, and nothing to fetch.
        raise refuse("xml-with-doctype")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > DEEPEST:
            raise refuse("xml-too-deep", most=DEEPEST)
        if count > MOST_ELEMENTS:
            raise refuse("xml-too-large", size=count, most=MOST_ELEMENTS)
        space, _, local = name.rpartition("\x1f")
        plain = {key.rpartition("\x1f")[2]: value for key, value in attributes.items()}
        if depth == 1:
            plain["xmlns"] = space
        builder.start(local, plain)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name.rpartition("\x1f")[2])

    parser.StartDoctypeDeclHandler = no_doctype
    parser.EntityDeclHandler = no_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
    except expat.ExpatError as wrong:
        detail = expat.ErrorString(wrong.code)
        raise ContentProblems(problem("xml-malformed", file, wrong.lineno, detail=detail)) from wrong
    except (ValueError, LookupError) as wrong:  # an encoding that nobody knows
        raise ContentProblems(problem("xml-malformed", file, detail=str(wrong))) from wrong
    return builder.close()
