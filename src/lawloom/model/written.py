"""Written: in which other languages people wrote a text, and whether what stands here kept up with its original."""

from __future__ import annotations

from dataclasses import dataclass

from lawloom.model.article import Article


@dataclass(frozen=True, slots=True)
class TranslatedPart:
    """A part that keeps its id: a cause, a solution, an article."""

    id: str
    title: str
    text: str = ""
    heading: str = ""  # of an article: "Article 7"
    chapter: str = ""  # of an article: title of the chapter it stands in
    line: int = 0  # of its heading in the file
    article: Article | None = None  # of an article: as it was read


@dataclass(frozen=True, slots=True)
class TranslatedStep:
    """A step of the bill after the consultation, known by its place; what was left out is empty."""

    title: str = ""
    chamber: str = ""
    by: str = ""
    text: str = ""
    reasons: tuple[str, ...] = ()  # of its changes, as many and in the same order


@dataclass(frozen=True, slots=True)
class Translation:
    """One text in another language, as people wrote it beside the original; what is empty was left out."""

    language: str  # BCP 47, one of the consultation's
    file: str
    older: bool = False  # the original changed since: it is not the one that the translation names
    title: str = ""
    question: str = ""
    summary: str = ""  # of an essay its short form, of a bill its explanation
    text: str = ""
    caption: str = ""
    transcript: str = ""
    version: str = ""
    place: str = ""
    questions: tuple[str, ...] = ()
    parts: tuple[TranslatedPart, ...] = ()
    steps: tuple[TranslatedStep, ...] = ()
    source: str = ""  # of a bill or a version: Markdown below the front matter as it was typed; ends with a line feed


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of the translations of one text."""

    translations: tuple[Translation, ...] = ()
    older_than: str = ""  # of a translation that is older than its original: the language of that original

    def in_(self, language: str) -> Translation | None:
        return next((one for one in self.translations if one.language == language), None)


ORIGINAL = Written()
