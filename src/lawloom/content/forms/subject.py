"""The forms of subject.md, bill.md and the versions of a bill."""

from __future__ import annotations

from pydantic import Field

from lawloom.content.forms.values import (
    ContributionId,
    Country,
    Day,
    Form,
    Language,
    Line,
    Link,
    LinkOrMedia,
    MediaPath,
    OwnId,
    PersonId,
    PhaseMoment,
    PhaseName,
    Prose,
    Sha256,
    Words,
)
from lawloom.model.phase import PhaseKind


class PhaseForm(Form):
    name: PhaseName = Field(description="Free and unique in the subject; letters, digits and hyphens.")
    kind: PhaseKind = Field(strict=False, description="What may be sent while it is open.")
    opens: PhaseMoment = Field(description="First day (in the consultation's time zone), or a time with its offset.")
    closes: PhaseMoment = Field(description="Last day, to its end, or the time from which nothing more counts.")


class LetterForm(Form):
    """Front matter of letter.md; below it the letter, plain text with {name}, {title} and {address}."""

    title: Line = Field(description="Subject of the mail.")
    language: Language = Field("", description="Language of the letter (BCP 47); that of the subject if left out.")


class VideoForm(Form):
    url: LinkOrMedia = Field(description="A link (http or https), or a file beside subject.md: media/talk.mp4.")
    poster: MediaPath = Field("", description="Picture shown before it plays: a file beside subject.md.")
    duration: Line = Field("", description='As printed: "3 min 12 s".')
    caption: Line = Field("", description="What is seen, in a few words.")
    transcript: Prose = Field("", description="All that is said, for those who cannot hear it (Markdown).")


class CauseForm(Form):
    id: OwnId = Field(description="A word or words joined by hyphens; given once, never changed.")
    title: Line = Field(description="The cause in one sentence.")
    text: Prose = Field("", description="More about it (Markdown).")


class SolutionForm(CauseForm):
    title: Line = Field(description="The solution in one sentence.")
    answers: ContributionId = Field("", description="Id of the cause it answers, if it answers one.")


class SubjectForm(Form):
    """Front matter of subject.md; the text below it is the problem, in Markdown."""

    title: Line = Field(description="Title of the subject.")
    question: Line = Field("", description="The subject as a question to everyone.")
    summary: Words = Field(description="One plain paragraph that anyone understands.")
    representative: PersonId = Field("", description="Id (content/people.yml) of who opened the subject.")
    language: Language = Field("", description="Language of the subject; the consultation's first one if left out.")
    video: VideoForm | None = Field(None, description="The representative explains the problem.")
    phases: list[PhaseForm] = Field(min_length=1, description="The dated stretches of the subject.")
    causes: list[CauseForm] = Field(default_factory=list, description="The author's own causes; people vote on them.")
    solutions: list[SolutionForm] = Field(default_factory=list, description="The author's own solutions.")


class LegalForm(Form):
    """What formats of law ask for; no page needs it."""

    country: Country = Field(
        "", description="Where it would be law: two letters of ISO 3166, and perhaps a part: ch-ge."
    )
    eli: Link = Field("", description="European Legislation Identifier of the law that it became or would change.")
    eli_dl: Link = Field("", description="Identifier of the draft (ELI-DL), if a parliament has given one.")


class BillForm(LegalForm):
    """Front matter of bill.md; chapters are `# Title`, articles `## Article 7. Title {#open-data}`."""

    title: Line = Field(description="Title of the bill.")
    version: Line = Field("", description="Label of the text as it stands, for example: second draft.")
    date: Day = Field("", description="Day of this text.")
    author: PersonId = Field("", description="Id (content/people.yml) of who wrote it.")
    video: LinkOrMedia = Field("", description="A video that explains the choices.")
    explanation: Prose = Field("", description="The choices, explained in a few sentences (Markdown).")
    language: Language = Field("", description="Language of this text (BCP 47); that of the subject if left out.")


class LawForm(Form):
    """Front matter of bill/law/name.before.md, a law as it is, and name.after.md, as the bill would make it."""

    title: Line = Field(description="Name of the law, and which part of it stands here.")
    date: Day = Field("", description="Day from which this text is in force, or would be.")
    source: Link = Field("", description="Where the law is published (http or https).")
    articles: list[OwnId] = Field(default_factory=list, description="Ids of the bill's articles that change it.")
    language: Language = Field("", description="Language of this text (BCP 47); that of the bill if left out.")


class VersionForm(LegalForm):
    """Front matter of bill/versions/NN-label.md, a text that never changes again."""

    title: Line = Field("", description="Title of the bill in this version; that of bill.md if left out.")
    version: Line = Field("", description="What this version is called; the name of its file if left out.")
    date: Day = Field(description="Day on which this version was published.")
    author: PersonId = Field("", description="Id (content/people.yml) of who wrote it.")
    explanation: Prose = Field("", description="What changed, in a few sentences (Markdown).")
    video: LinkOrMedia = Field("", description="A video that explains what changed.")
    language: Language = Field("", description="Language of this text (BCP 47); that of bill.md if left out.")


class SealForm(Form):
    """An entry of bill/versions.yml, written by `lawloom bill publish`."""

    file: Line = Field(description="Name of the file in bill/versions.")
    sha256: Sha256 = Field(description="Its SHA-256, as sha256sum counts it.")
    parts: str = Field("", description="Eight digits of each part from heading to heading.")
