"""The form of progress.yml: the bill after it left the consultation."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lawloom.content.forms.values import Day, Form, Line, Link, OwnId, PartOfDate, Prose, Rule
from lawloom.model.progress import ChangeKind, Stage


class ChangeForm(Form):
    """What a step did to articles."""

    what: ChangeKind = Field(strict=False, description="What happened to the articles.")
    articles: list[OwnId] = Field(min_length=1, description="Ids of the articles.")
    reason: Prose = Field("", description="The reason that was given; everyone behind a struck out article reads it.")


class StepForm(Form):
    title: Line = Field(
        "", description="What happens, for example: first reading in the Senate. May be left out where a stage says it."
    )
    stage: Stage | None = Field(None, strict=False, description="What the legislature does with the bill.")
    chamber: Line = Field("", description="Which chamber or committee, where there are several.")
    number: int = Field(0, ge=0, le=99, description="Of a reading: the first, the second…")
    date: PartOfDate = Field("", description="Year, month or day.")
    state: Literal["", "done", "now", "next", "cut"] = Field(
        "", description="Where it stands; left out: done where it has a date, else next. cut: a part was struck out."
    )
    text: Prose = Field("", description="More about it (Markdown).")
    link: Link = Field("", description="Where the official record shows it.")
    by: Line = Field("", description="Who acts, for example the name of a committee.")
    articles: list[OwnId] = Field(default_factory=list, description="Ids of the articles it touches.")
    changes: list[ChangeForm] = Field(default_factory=list, description="What it did to which articles.")
    version: Rule = Field("", description="The version of the bill that holds the new text: its number or its name.")


class ProgressForm(Form):
    """progress.yml: the bill after it left the consultation."""

    summary: Prose = Field("", description="Where the bill is now, in a sentence.")
    checked: Day = Field("", description="Day on which a person compared this with the official record.")
    steps: list[StepForm] = Field(description="The steps, in order; none: it was not tabled yet.")
