"""The usual lines that are no votes, opened contributions and counts, each read by one match.

A match says that the line is in canonical form and that each field has the form that docs/data.md gives it: so it need
be neither parsed and written again nor looked at field by field. Lines written otherwise (with escapes, edited, of
another kind) are read the long way and are as good.
"""

from __future__ import annotations

import re
from functools import cache

from lawloom.ledger.fields import INSTANT
from lawloom.ledger.line import Line
from lawloom.model.contribution import Actor, Kind, Side
from lawloom.model.vote import Stance

_S = r'[^"\\\x00-\x1f]'  # what stands in a JSON string as it is
_SOURCE = (
    rf'\{{"actor":(?:null|"(?P<actor>{"|".join(Actor)})"),"area":(?:null|"(?P<area>{_S}*)"),%s'
    rf'"channel":(?:null|"(?P<channel>{_S}+)"),'
)
_MS = r'(?:"ms":(?P<ms>0|[1-9][0-9]{0,2}),)?'
_PREV = r'"prev":"(?P<prev>[0-9a-f]{64})",'
_TIME = rf'"time":"(?P<time>{INSTANT})",'
_OPENED = (
    _SOURCE % rf'"by":(?:null|"(?P<by>[0-9a-f]{{20}})"),(?:"category":"(?P<category>{_S}*)",)?'
    + rf'"event":"opened","id":"(?P<id>{_S}+)","kind":"contribution",{_MS}"on":(?:null|"(?P<on>{_S}+)"),{_PREV}'
    + rf'"rev":(?P<rev>[1-9][0-9]{{0,8}}),(?:"set_aside":"(?P<set_aside>{_S}*)",)?'
    + rf'(?:"side":"(?P<side>{"|".join(Side)})",)?"text":"[0-9a-f]{{64}}",{_TIME}'
    + rf'"type":"(?P<type>{"|".join(Kind)})"(?P<undated>,"undated":true)?\}}'
)
_COUNT = (
    _SOURCE % ""
    + rf'"kind":"count",{_MS}"on":"(?P<on>{_S}+)","prefix":"(?P<prefix>{_S}+)",{_PREV}'
    + rf'"stance":"(?P<stance>{"|".join(Stance)})",{_TIME}"value":(?P<value>0|[1-9][0-9]{{0,14}})\}}'
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(_OPENED), re.compile(_COUNT)


def before(raw: bytes) -> str | None:
    """What a usual line says stands before it, nothing else of it; None: it has to be read the long way."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    opened, count = _patterns()
    match = opened.fullmatch(text) or count.fullmatch(text)
    return match["prev"] if match else None


def usual(raw: bytes) -> Line | None:
    """The object on the line, without `text`; None: it has to be read the long way.

    Fields that the line lacks are there as None.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    opened, count = _patterns()
    if match := opened.fullmatch(text):
        line = match.groupdict()
        line["kind"], line["event"], line["rev"] = "contribution", "opened", int(line["rev"])
        line["undated"] = line["undated"] is not None
    elif match := count.fullmatch(text):
        line = match.groupdict()
        line["kind"], line["value"] = "count", int(line["value"])
    else:
        return None
    line["ms"] = int(line["ms"] or 0)
    return line
