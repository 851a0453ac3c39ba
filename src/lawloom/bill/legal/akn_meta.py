"""What Akoma Ntoso asks to know of a document: work, expression, manifestation, with whole days in their addresses."""

from __future__ import annotations

from lawloom.bill.legal.source import Source
from lawloom.bill.legal.tongue import three_letters
from lawloom.bill.legal.xml import Element, element, iri

_US = "lawloom"


def meta(source: Source, terms: dict[str, str]) -> Element:
    """terms: each defined word and the name of its entry."""
    parts = [_identification(source, "main"), _lifecycle(source), _references(source, terms)]
    return element("meta", parts)


def meta_of_statements(source: Source) -> Element:
    return element("meta", [_identification(source, "explanatory-statement")])


def work(source: Source) -> str:
    """The address of the bill in whatever version: /akn/fr/bill/2027-03-01/night-trains"""
    return f"/akn/{source.country}/bill/{source.first}/{source.slug}"


def expression(source: Source) -> str:
    return f"{work(source)}/{three_letters(source.language)}@{source.date}"


def _identification(source: Source, part: str) -> Element:
    author = element("FRBRauthor", href="#author", as_="#author-role")
    works, texts = work(source), expression(source)
    aliases = [
        element("FRBRalias", value=iri(value), name=name)
        for name, value in (("eli", source.legal.eli), ("eli-dl", source.legal.eli_dl))
        if value
    ]
    return element(
        "identification",
        [
            element(
                "FRBRWork",
                [
                    element("FRBRthis", value=f"{works}/!{part}"),
                    element("FRBRuri", value=works),
                    *aliases,
                    element("FRBRdate", date=source.first, name="first-draft"),
                    author,
                    element("FRBRcountry", value=source.country),
                    element("FRBRnumber", value=source.slug),
                    element("FRBRname", value=source.title or source.slug),
                    element("FRBRprescriptive", value="false"),
                    element("FRBRauthoritative", value="false"),
                ],
            ),
            element(
                "FRBRExpression",
                [
                    element("FRBRthis", value=f"{texts}/!{part}"),
                    element("FRBRuri", value=texts),
                    element("FRBRdate", date=source.date, name="version"),
                    author,
                    *([element("FRBRversionNumber", value=source.label)] if source.label else []),
                    element("FRBRauthoritative", value="false"),
                    element("FRBRlanguage", language=three_letters(source.language)),
                ],
            ),
            element(
                "FRBRManifestation",
                [
                    element("FRBRthis", value=f"{texts}/!{part}.xml"),
                    element("FRBRuri", value=f"{texts}.xml"),
                    element("FRBRdate", date=source.date, name="markup"),
                    element("FRBRauthor", href=f"#{_US}", as_="#editor-role"),
                    element("FRBRformat", value="application/akn+xml"),
                ],
            ),
        ],
        source=f"#{_US}",
    )


def _lifecycle(source: Source) -> Element:
    days = list(dict.fromkeys([*(day for day, _ in source.history), source.date])) or [source.date]
    events = [
        element("eventRef", date=day, source="#work", type="generation" if n == 1 else "amendment", eId=f"event_{n}")
        for n, day in enumerate(sorted(days), 1)
    ]
    return element("lifecycle", events, source=f"#{_US}")


def _references(source: Source, terms: dict[str, str]) -> Element:
    country = source.country
    person = f"/akn/ontology/person/{country}/{source.author_id or 'unknown'}"
    entries = [
        element("original", eId="work", href=work(source), showAs=source.title or source.slug),
        element("TLCOrganization", eId=_US, href="/akn/ontology/organization/lawloom", showAs="Lawloom"),
        element("TLCPerson", eId="author", href=person, showAs=source.author or "unknown"),
        element("TLCRole", eId="author-role", href="/akn/ontology/role/author", showAs="Author"),
        element("TLCRole", eId="editor-role", href="/akn/ontology/role/editor", showAs="Editor"),
    ]
    for word, name in terms.items():
        href = iri(f"/akn/ontology/term/{country}/{name.removeprefix('term_')}")
        entries.append(element("TLCTerm", eId=name, href=href, showAs=word))
    return element("references", entries, source=f"#{_US}")
