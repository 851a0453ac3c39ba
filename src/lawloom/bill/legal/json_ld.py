"""A bill as schema.org Legislation (JSON-LD), for search engines and libraries. Data, never code."""

from __future__ import annotations

import json
from typing import Any

from lawloom.bill.legal.akn_meta import expression, work
from lawloom.bill.legal.source import NOWHERE, Source

FILES = {"bill.akn.xml": "application/akn+xml", "bill.txt": "text/plain"}  # that stand beside the page


def json_ld(source: Source, address: str = "") -> dict[str, Any]:
    """The text as a value of JSON.

    address  of its page, whole; without it no link is told
    """
    identifiers = [one for one in (source.legal.eli, source.legal.eli_dl) if one] or [expression(source)]
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": source.title,
        "legislationIdentifier": identifiers if len(identifiers) > 1 else identifiers[0],
        "legislationType": "Bill",
        "legislationDate": source.first,
        "legislationDateVersion": source.date,
        "legislationLegalForce": "https://schema.org/NotInForce",
        "inLanguage": source.language,
        "isPartOf": {"@type": "CreativeWork", "name": source.subject, "abstract": source.summary},
        "exampleOfWork": {"@type": "Legislation", "legislationIdentifier": work(source), "name": source.title},
    }
    if source.label:
        found["version"] = source.label
    if source.country != NOWHERE:
        found["jurisdiction"] = {"@type": "AdministrativeArea", "name": source.country.upper()}
    if source.author:
        found["legislationResponsible"] = {"@type": "Person", "name": source.author}
    if address:
        found["@id"] = found["url"] = address
        found["encoding"] = [
            {"@type": "LegislationObject", "encodingFormat": media, "contentUrl": f"{address}{name}"}
            for name, media in FILES.items()
        ]
    found["hasPart"] = [
        {
            "@type": "Legislation",
            "legislationType": "Article",
            "name": ". ".join(part for part in (one.heading, one.title) if part),
            "legislationIdentifier": f"{expression(source)}/!main~art_{one.id}",
            **({"url": f"{address}#{one.id}"} if address else {}),
        }
        for one in source.articles
    ]
    return found


def as_script(source: Source, address: str = "") -> str:
    """The element for a page: no sign in it can end it, and no policy needs to allow it, for it is never run."""
    text = json.dumps(json_ld(source, address), ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def printed(source: Source) -> str:
    """The same as a file."""
    return json.dumps(json_ld(source), ensure_ascii=False, indent=2) + "\n"
