"""The forms of essays, syntheses, decisions, moderation and debate."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lawloom.content.forms.values import (
    ContributionId,
    ContributionIds,
    Day,
    DayOrTime,
    Form,
    Into,
    Language,
    Line,
    Link,
    LinkOrMedia,
    OwnId,
    PersonId,
    Prose,
    Rule,
    ThemePlace,
    Words,
)
from lawloom.model.editorial import ModerationAct, Outcome


class EssayForm(Form):
    """Front matter of essays/*.md; the file's name is the essay's id."""

    title: Line = Field(description="Title of the essay.")
    author: PersonId = Field(description="Id (content/people.yml) of who wrote it.")
    date: Day = Field(description="Day on which it was published.")
    short: Prose = Field("", description="The same in a few plain sentences.")
    articles: list[OwnId] = Field(default_factory=list, description="Ids of the articles it became.")
    language: Language = Field("", description="Its language (BCP 47), where it is not that of the subject.")


class SynthesisForm(Form):
    """Front matter of synthesis/<phase>.md; the file's name is that of the phase."""

    title: Line = Field(description="Title of the synthesis.")
    date: Day = Field(description="Day on which it was published.")
    authors: list[PersonId] = Field(default_factory=list, description="Ids of those who wrote it.")
    summary: Prose = Field("", description="One plain paragraph.")
    language: Language = Field("", description="Language of this text (BCP 47); that of the subject if left out.")


class LaterForm(Form):
    """What became of an adopted text afterwards."""

    outcome: Outcome = Field(strict=False, description="For example struck-out.")
    date: Day = Field(description="Day on which it happened.")
    by: Line = Field(description="Who did it, for example the name of a committee.")
    reason: Words = Field(description="The reason that was given.")
    link: Link = Field("", description="Minutes or a vote that shows it.")


class DecisionForm(Form):
    """An entry of decisions.yml: what became of one or more contributions, or of a whole theme, and why."""

    on: ContributionIds | None = Field(None, description="Id of the contribution, or a list of ids.")
    theme: ThemePlace = Field(
        "",
        description="In place of `on`: a theme of a synthesis, as phase/theme; its members inherit what stands here.",
    )
    outcome: Outcome = Field(strict=False, description="What became of it; struck-out stands in `later` only.")
    reason: Words = Field(description="Why, in plain words; its author reads this.")
    date: Day = Field(description="Day of the decision.")
    by: PersonId = Field("", description="Id (content/people.yml) of who decided.")
    same_as: ContributionId = Field("", description="With outcome same-as: the contribution that says the same.")
    articles: list[OwnId] = Field(default_factory=list, description="Ids of the articles in which it is found.")
    later: list[LaterForm] = Field(default_factory=list, description="What became of it after it was adopted.")


class ModerationForm(Form):
    """An entry of moderation.yml: an act of moderation, published with its reason."""

    on: ContributionId = Field(description="Id of the contribution.")
    act: ModerationAct = Field(strict=False, description="What is done to it.")
    rule: Rule = Field("", description="The rule applied: its number or name on the rules page.")
    reason: Words = Field(description="Why, without repeating what is removed.")
    date: Day = Field(description="Day of the act.")
    by: PersonId = Field("", description="Id (content/people.yml) of who acted.")
    into: Into = Field(
        "",
        description="With merge: what it is united with; with split: as what a part goes on; with label: the word.",
    )


class SeatForm(Form):
    name: Line = Field(description="Name of the person in this seat.")
    way: Literal["lot", "support", "chosen"] = Field(description="How the seat was filled.")
    reason: Prose = Field("", description="Of a chosen seat: why this person.")
    contribution: ContributionId = Field("", description="The contribution that brought the person here.")
    role: Line = Field("", description="For example: teacher.")


class DebateForm(Form):
    """Front matter of debate.md."""

    title: Line = Field("", description="Title of the debate; that of the subject if left out.")
    date: DayOrTime = Field(description="Day, or a time with its offset from UTC.")
    video: LinkOrMedia = Field("", description="A link to the film, or a file beside debate.md.")
    place: Line = Field("", description="Where it is held.")
    summary: Prose = Field("", description="One plain paragraph.")
    questions: list[Line] = Field(default_factory=list, description="Questions that were put.")
    panel: list[SeatForm] = Field(default_factory=list, description="Who sits on the panel, and how they came there.")
    language: Language = Field("", description="Language of this text (BCP 47); that of the subject if left out.")
