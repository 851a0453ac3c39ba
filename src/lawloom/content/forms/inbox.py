"""The form of a file that was sent to the inbox of a subject."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lawloom.content.forms.values import ContributionId, Form, Line, Link, Prose
from lawloom.model.contribution import Actor, Side

Kind = Literal[
    "cause", "solution", "amendment", "argument", "source", "comment", "question", "petition", "event", "conclusion",
    "correction", "appeal",
]  # fmt: skip


class InboxForm(Form):
    """Front matter of contributions/<subject>/inbox/*.md; title and text stand below it."""

    kind: Kind = Field(description="What it is, for example: solution.")
    on: ContributionId = Field("", description="Id of what it answers; the subject itself if left out.")
    side: Side | None = Field(None, strict=False, description="Of an argument: for or against.")
    link: Link = Field("", description="Where a source can be read.")
    quote: Prose = Field("", description="The passage that it is about; of an amendment the words to be replaced.")
    instead: Prose = Field("", description="Of an amendment that quotes words: those to put in their place.")
    category: Line = Field("", description="Of a source: what it is, for example: report.")
    name: Line = Field("", description="A name to be shown beside it, of somebody who wants that.")
    actor: Actor | None = Field(None, strict=False, description="As what its author takes part.")
    area: Line = Field("", description="A coarse place, without digits.")
