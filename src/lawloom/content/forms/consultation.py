"""The form of consultation.yml, of content/people.yml and of a page of content/pages/."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lawloom.content.forms.values import (
    Account,
    Contact,
    Fingerprint,
    Form,
    Language,
    Line,
    Link,
    PersonId,
    PublicKey,
    Repository,
    Switch,
)

# The eight reactions of GitHub, as its interface names them, and the stances they may stand for.
ReactionName = Literal["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"]
RoleName = Literal["moderation"]
ReactionStance = Literal["for", "mixed", "against", "pass"]


class KeyForm(Form):
    """Which secret the pseudonyms were made with."""

    fingerprint: Fingerprint = Field(description="20 hex digits that tell this key from another.")
    public: PublicKey = Field("", description="The key itself, 64 hex digits: of a demonstration only.")


class NamesForm(Form):
    """What the consultation is called in another of its languages."""

    title: Line = Field("", description="Title of the consultation in this language.")
    subtitle: Line = Field("", description="Who holds it, in this language.")
    notice: Line = Field("", description="The sentence in the footer, in this language.")


class ConsultationForm(Form):
    """consultation.yml: one consultation."""

    title: Line = Field(description="Title of the consultation, in the masthead of every page.")
    subtitle: Line = Field("", description="Who holds it, for example the name of the assembly.")
    languages: list[Language] = Field(min_length=1, description="Languages of the site (BCP 47), the main one first.")
    timezone: Line = Field(description="Time zone in which days are meant, for example Europe/Paris.")
    repository: Repository = Field("", description="Repository on the forge: owner/name.")
    address: Link = Field("", description="Address where the site will stand, for feeds and the sitemap.")
    contact: Contact = Field(
        "", description="Where to write to the people who hold the consultation: an e-mail address, or that of a page."
    )
    collect: Switch = Field(True, description="Whether contributions are collected from the forge.")
    reactions: dict[ReactionName, ReactionStance] = Field(
        default_factory=dict, description="Which reaction of the forge stands for which vote."
    )
    roles: dict[RoleName, list[Account]] = Field(
        default_factory=dict,
        description="Who may act by a label on the forge: logins, best with the account's number (ana#583231).",
    )
    key: KeyForm | None = Field(None, description="Which secret the pseudonyms were made with.")
    demonstration: Switch = Field(False, description="Whether people, places and figures are invented.")
    notice: Line = Field("", description="One sentence in the footer of every page.")
    translations: dict[Language, NamesForm] = Field(
        default_factory=dict, description="Title, subtitle and notice in the other languages, by language."
    )


class PersonForm(Form):
    id: PersonId = Field(description="Name of the person in the other files, for example ines-valdrun.")
    name: Line = Field(description="Name as printed.")
    role: Line = Field("", description="For example: member for Lower Halm.")
    organisation: Line = Field("", description="On whose behalf the person acts.")
    area: Line = Field("", description="Where the person comes from.")
    gender: Line = Field("", description="As the person states it; published in the composition of a drafting body.")
    link: Link = Field("", description="A page about the person.")


class DraftingBodyForm(Form):
    """Who writes the text; its composition is published."""

    name: Line = Field(description="Name of the body.")
    members: list[PersonId] = Field(min_length=1, description="Ids of its members.")
    chosen: Line = Field("", description="How the members were chosen.")


class PeopleForm(Form):
    """content/people.yml: the people that the consultation itself names."""

    persons: list[PersonForm] = Field(default_factory=list, description="Everyone named in the other files.")
    drafting_body: DraftingBodyForm | None = Field(None, description="Who writes the text.")
    facilitators: list[PersonId] = Field(default_factory=list, description="Ids of those who sort and moderate.")


class PopulationForm(Form):
    """content/population.yml: the whole that signatures are compared with."""

    number: int = Field(gt=0, description="How many people.")
    who: Line = Field(description="Who they are, for example: people aged 16 and over.")
    source: Line = Field(description="Where the number comes from, with its year: census 2024.")
    link: Link = Field("", description="Where one can look it up.")


class PageForm(Form):
    """Front matter of content/pages/*.md."""

    title: Line = Field(description="Title of the page.")
    language: Language = Field("", description="Its language (BCP 47), where it is not that of the site.")
