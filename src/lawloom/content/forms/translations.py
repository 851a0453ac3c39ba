"""The forms of translations: `name.fr.md` beside `name.md`. Each says which text was translated; the rest is optional
or as the original demands."""

from __future__ import annotations

from pydantic import Field

from lawloom.content.forms.values import Digest, Form, Line, OwnId, Prose, Words

ORIGINAL = "First 12 hex digits of the SHA-256 of the original file; `lawloom check` tells them."


class TranslationForm(Form):
    """Front matter of any translation."""

    # Not asked for by the form: what is missing is told with the digits to write.
    original: Digest = Field("", description=ORIGINAL)


class TranslatedVideoForm(Form):
    caption: Line = Field("", description="What is seen, in a few words.")
    transcript: Prose = Field("", description="All that is said (Markdown).")


class TranslatedElementForm(Form):
    id: OwnId = Field(description="Id of the cause or solution in subject.md.")
    title: Line = Field(description="It in one sentence.")
    text: Prose = Field("", description="More about it (Markdown).")


class SubjectTranslationForm(TranslationForm):
    """Front matter of subject.<language>.md; the text below it is the problem, in Markdown."""

    title: Line = Field(description="Title of the subject.")
    question: Line = Field("", description="The subject as a question to everyone.")
    summary: Words = Field(description="One plain paragraph that anyone understands.")
    video: TranslatedVideoForm | None = Field(None, description="What goes with the video.")
    causes: list[TranslatedElementForm] = Field(default_factory=list, description="The author's causes, by id.")
    solutions: list[TranslatedElementForm] = Field(default_factory=list, description="The author's solutions, by id.")


class BillTranslationForm(TranslationForm):
    """Front matter of bill.<language>.md; its articles bear the ids of bill.md."""

    title: Line = Field(description="Title of the bill.")
    version: Line = Field("", description="Label of the text as it stands.")
    explanation: Prose = Field("", description="The choices, explained in a few sentences (Markdown).")


class VersionTranslationForm(TranslationForm):
    """Front matter of bill/versions/NN-label.<language>.md; its articles bear the ids of that version."""

    title: Line = Field("", description="Title of the bill in this version.")
    explanation: Prose = Field("", description="What changed, in a few sentences (Markdown).")


class EssayTranslationForm(TranslationForm):
    """Front matter of essays/<name>.<language>.md."""

    title: Line = Field(description="Title of the essay.")
    short: Prose = Field("", description="The same in a few plain sentences.")


class SynthesisTranslationForm(TranslationForm):
    """Front matter of synthesis/<phase>.<language>.md."""

    title: Line = Field(description="Title of the synthesis.")
    summary: Prose = Field("", description="One plain paragraph.")


class DebateTranslationForm(TranslationForm):
    """Front matter of debate.<language>.md."""

    title: Line = Field("", description="Title of the debate; that of the subject if left out.")
    place: Line = Field("", description="Where it is held.")
    summary: Prose = Field("", description="One plain paragraph.")
    questions: list[Line] = Field(default_factory=list, description="The questions, as many and in the same order.")


class PageTranslationForm(TranslationForm):
    """Front matter of content/pages/<name>.<language>.md."""

    title: Line = Field(description="Title of the page.")


class LetterTranslationForm(TranslationForm):
    """Front matter of letter.<language>.md; below it the letter."""

    title: Line = Field(description="Subject of the mail.")


class TranslatedStepForm(Form):
    """A step; what the original has and this leaves out keeps the whole step in its own language."""

    title: Line = Field("", description="What happens.")
    chamber: Line = Field("", description="Which chamber or committee; as in the original if left out.")
    by: Line = Field("", description="Who acts; as in the original if left out.")
    text: Prose = Field("", description="More about it (Markdown).")
    reasons: list[Prose] = Field(
        default_factory=list, description="The reasons of its changes, as many and in the same order."
    )


class ProgressTranslationForm(TranslationForm):
    """progress.<language>.yml: the words of progress.yml, and nothing else."""

    summary: Prose = Field("", description="Where the bill is now, in a sentence.")
    steps: list[TranslatedStepForm] = Field(
        default_factory=list, description="The steps, as many and in the same order."
    )
