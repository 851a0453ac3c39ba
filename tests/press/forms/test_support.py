"""The finished bill in support: ways to sign it, figures by way, words to pass on; nothing from elsewhere is loaded."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

from lawloom.model.consultation import Population
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.tally import BillTally, ChannelFigures, Figures
from lawloom.model.vote import Stance
from lawloom.press.desk.desk import desk_of
from lawloom.press.forms import support
from lawloom.press.html import sharing
from lawloom.press.html.press import make_ready
from press.builders import Case, a_bill

OPEN = Phase("support", PhaseKind.SUPPORT, "2000-01-01T00:00:00Z", "2090-04-30T00:00:00Z")
SIGNED = BillTally(
    Figures({Stance.SIGNATURE: 9}),
    7,
    (
        ChannelFigures("mail", people=7, rows=Figures({Stance.SIGNATURE: 7})),
        ChannelFigures("paper", people=None, counts=Figures({Stance.SIGNATURE: 2})),
    ),
)
WHOLE = Population(1400, "grown-ups", "census 2024", "https://count.example/")


def section(
    phase: Phase = OPEN, bill: BillTally | None = SIGNED, population: Population | None = None, **settings: Any
) -> str:
    case = Case(subject={"bill": a_bill("night"), "phases": (phase,)})
    case.settings = replace(case.settings, **settings)
    press = make_ready(replace(case.consultation(), population=population), cast(Any, None))
    edition = case.edition()
    desk = desk_of(press, replace(edition, tally=replace(edition.tally, bill=bill)), case.texts)
    return str(support.slot(desk, press.printery))


def test_signatures_are_told_by_the_way_they_came_rows_and_totals_apart() -> None:
    html = section()
    assert '<data data-of="bill/signature" value="9">9</data>' in html
    assert '<data data-of="bill/channels/mail/rows" value="7">7</data>' in html
    assert '<data data-of="bill/channels/paper/counts" value="2">2</data>' in html


def test_a_share_is_told_only_of_a_whole_that_has_a_source() -> None:
    assert "%" not in re.sub(r'href="[^"]*"', "", section())
    told = re.sub(r"<[^>]+>", "", section(population=WHOLE))
    assert "That is 0.64 % of 1,400 grown-ups (census 2024)." in told.replace("\u00a0", " ").replace("\u202f", " ")


def test_words_to_pass_on_are_text_and_plain_links_and_load_nothing() -> None:
    html = section(address="https://law.example/")
    assert not re.search(r"<(?:script|img|iframe|form|link)\b|\bon[a-z]+=", html)
    there = re.findall(r'href="(https://[^"]*)"', html)
    assert len(there) == len(support.NETWORKS)
    assert all("law.example" in one and "utm_" not in one for one in there)
    short = html.partition("<pre")[2].partition(">")[2].partition("</pre>")[0]
    assert len(short) < 280
    assert "https://law.example/subjects/quiet/bill/" in short


def test_where_the_site_knows_no_address_there_is_text_to_copy_and_no_link() -> None:
    html = section(address="")
    assert "<pre" in html
    assert 'href="https://' not in html


def test_before_the_phase_nothing_is_shown_and_afterwards_the_count_stays() -> None:
    assert section(replace(OPEN, opens_at="2080-01-01T00:00:00Z")) == ""
    html = section(replace(OPEN, closes_at="2001-03-01T00:00:00Z"))
    assert "Signatures were taken until 1 March 2001." in html or "28 February 2001" in html
    assert 'value="9"' in html
    assert "<pre" not in html


def test_without_a_signature_the_page_says_so() -> None:
    assert "No signature has been counted yet." in section(bill=None)


def test_a_bill_has_a_picture_of_its_own() -> None:
    assert sharing.picture_of("subjects/quiet/bill/") == "subjects/quiet/bill/picture.png"
    assert sharing.picture_of("subjects/quiet/bill/versions/01-a/") == "subjects/quiet/picture.png"
    assert sharing.picture_of("subjects/quiet/") == "subjects/quiet/picture.png"
