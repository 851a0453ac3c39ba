"""The form of synthesis/<phase>.themes.yml: what people decided on the themes of a phase."""

from __future__ import annotations

from pydantic import Field

from lawloom.content.forms.values import ContributionId, ContributionIds, Form, Line, OwnId, Prose, Words


class SortedThemeForm(Form):
    """A theme as people want it."""

    id: OwnId = Field(description="Its id, in its address and in synthesis/<phase>.md; it never changes.")
    name: Line = Field(description="What readers see.")
    summary: Prose = Field("", description="One plain sentence on what is said in it.")
    found: list[OwnId] = Field(
        default_factory=list,
        description="Ids of found themes that go into it: one to rename it, several to unite them.",
    )
    take: list[ContributionId] = Field(
        default_factory=list, description="Contributions that belong here, wherever they were found."
    )


class SetAsideForm(Form):
    """Contributions that are in no theme on purpose."""

    on: ContributionIds = Field(description="Id of the contribution, or a list of ids.")
    reason: Words = Field(description="Why, in plain words; readers see it.")


class SortingForm(Form):
    """synthesis/<phase>.themes.yml; the file's name is that of the phase."""

    ours: bool = Field(
        False, description="Yes: this list of themes is ours alone; what we did not sort is proposed from what we did."
    )
    themes: list[SortedThemeForm] = Field(default_factory=list, description="Themes as people want them.")
    set_aside: list[SetAsideForm] = Field(default_factory=list, description="What is in no theme on purpose, and why.")
    unclassified: list[ContributionId] = Field(
        default_factory=list, description="Contributions that belong to no theme, wherever they were found."
    )
