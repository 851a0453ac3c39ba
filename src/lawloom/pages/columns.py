"""The columns of contributions.csv: their order, their type and an example. Their meaning is told in each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    name: str  # the word `col-<name>` tells its meaning
    type: str  # text, number, time, yes: as the words `type-…` tell them
    example: str


COLUMNS = (
    Column("id", "text", "cc-69"),
    Column("kind", "text", "proposal"),
    Column("side", "text", "for"),
    Column("on", "text", "cc-12"),
    Column("phase", "text", "solutions"),
    Column("sent_at", "time", "2027-03-18T06:00:00Z"),
    Column("edited_at", "time", "2027-03-19T10:12:00Z"),
    Column("channel", "text", "paper"),
    Column("actor", "text", "citizen"),
    Column("area", "text", "north"),
    Column("category", "text", "Report"),
    Column("title", "text", "Night trains"),
    Column("body", "text", "..."),
    Column("name", "text", "Bettina Orme"),
    Column("link", "text", "https://..."),
    Column("quote", "text", "..."),
    Column("for", "number", "1320"),
    Column("mixed", "number", "282"),
    Column("against", "number", "1732"),
    Column("pass", "number", "40"),
    Column("support", "number", "17"),
    Column("signature", "number", "11236"),
    Column("people", "number", "3301"),
    Column("arguments_for", "number", "12"),
    Column("arguments_against", "number", "9"),
    Column("sources", "number", "3"),
    Column("comments", "number", "0"),
    Column("late", "yes", "yes"),
    Column("outside", "number", "0"),
    Column("origin", "text", "citizen"),
    Column("state", "text", "opened"),
    Column("set_aside", "text", "trashed"),
    Column("hidden", "text", "3"),
    Column("erased", "yes", "yes"),
    Column("merged_into", "text", "cc-10"),
)
