"""Translations that people write: `name.fr.md` beside `name.md`, `progress.fr.yml` beside `progress.yml`, with the
digits of the text that was translated.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from lawloom.content import shelf
from lawloom.content.bill_text import read_bill
from lawloom.content.files import Tree
from lawloom.content.forms import translations as forms
from lawloom.content.shelf import Filled
from lawloom.content.suggestions import nearest
from lawloom.errors import Problem, problem
from lawloom.model.article import Article
from lawloom.model.progress import Step, left_out
from lawloom.model.subject import Subject
from lawloom.model.written import TranslatedPart, TranslatedStep, Translation

DIGITS = 12  # of the digest: enough to tell two wordings apart, short enough to copy
# Any writing of a language, so that a slip in one is told as such; "md" is the ending, typed twice.
_NAMED = re.compile(r"(.+)\.(?!md\.|yml\.)([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.(md|yml)")
# Beside these a translation may stand; in the folders beside every Markdown file.
_FILES = frozenset({"subject.md", "bill.md", "debate.md", "letter.md", "progress.yml"})
_FOLDERS = frozenset({"essays", "synthesis", "bill/versions"})

F = TypeVar("F", bound=forms.TranslationForm)


def parted(file: str) -> tuple[str, str] | None:
    """Original and language of the name of a translation: `a/about.fr.md` gives `a/about.md`, `fr`; else None."""
    found = _NAMED.fullmatch(file)
    return (f"{found[1]}.{found[3]}", found[2]) if found else None


def originals(files: Iterable[str]) -> list[str]:
    """The Markdown files that are no translation."""
    return [file for file in files if parted(file) is None]


def may_stand(file: str) -> bool:
    """Whether a translation of that name can be one of a file that we read."""
    split = parted(file)
    if split is None:
        return False
    parts = split[0].split("/")
    if len(parts) == 3 and parts[1] == "pages":
        return file.endswith(".md")
    inner = "/".join(parts[3:-1])
    if inner and not file.endswith(".md"):
        return False
    return len(parts) > 3 and parts[1] == "subjects" and (inner in _FOLDERS or (not inner and parts[-1] in _FILES))


def strays(tree: Tree, languages: Collection[str]) -> Iterator[Problem]:
    """Translations into a language that the consultation does not have, or of a file that is not there."""
    for file in tree.files:
        split = parted(file)
        if split is None or not may_stand(file):
            continue
        original, language = split
        if language not in languages:
            near = nearest(language, languages)
            known = ", ".join(languages)
            yield problem("translation-language", file, found=language, known=known, near=near)
        if original not in tree.files:
            folder = original.rpartition("/")[0]
            near = nearest(original.rpartition("/")[2], (one.rpartition("/")[2] for one in tree.in_folder(folder)))
            yield problem("translation-without-original", file, original=original, near=near)


def digest_of(tree: Tree, file: str) -> str:
    """The digits by which a translation names its original; the same however a system ends its lines."""
    raw = tree.files[file].read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(raw).hexdigest()[:DIGITS]


@dataclass(slots=True)
class Translations:
    """Reads the translations of one file after another.

    languages  of the consultation, in its order
    """

    tree: Tree
    languages: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)

    def of_subject(self, subject: Subject) -> tuple[Translation, ...]:
        found = []
        for filled, older in self._each(forms.SubjectTranslationForm, subject.file, subject.language, subject.text):
            form, video = filled.form, filled.form.video
            causes = {one.id for one in subject.elements if one.kind == "cause"}
            solutions = {one.id for one in subject.elements if one.kind == "solution"}
            parts = [
                TranslatedPart(one.id, one.title, one.text)
                for key, listed, known in (("causes", form.causes, causes), ("solutions", form.solutions, solutions))
                for place, one in enumerate(listed)
                if self._known(one.id, known, subject.file, filled.file, filled.line(key, place, "id"))
            ]
            self._left_out(
                filled,
                question=not subject.question or form.question,
                caption=not (subject.video and subject.video.caption) or (video and video.caption),
                transcript=not (subject.video and subject.video.transcript) or (video and video.transcript),
                **_parts_there((one.id for one in subject.elements), parts),
            )
            found.append(
                Translation(
                    language=_language(filled),
                    file=filled.file,
                    older=older,
                    title=form.title,
                    question=form.question,
                    summary=form.summary,
                    text=filled.body,
                    caption=video.caption if video else "",
                    transcript=video.transcript if video else "",
                    parts=tuple(parts),
                )
            )
        return tuple(found)

    def of_bill(
        self, file: str, spoken: str, articles: tuple[Article, ...], explanation: str, title: str
    ) -> tuple[Translation, ...]:
        """Of bill.md, or of one of its versions."""
        form: type[forms.BillTranslationForm | forms.VersionTranslationForm] = (
            forms.VersionTranslationForm if "/versions/" in file else forms.BillTranslationForm
        )
        found = []
        for filled, older in self._each(form, file, spoken, "."):
            text = read_bill(filled.body, filled.file, filled.body_line, filled.form.title or title)
            self.problems += text.problems
            known = {article.id for article in articles}
            parts = tuple(
                TranslatedPart(one.id, one.title, one.text, one.heading, one.chapter, one.line, one)
                for one in text.articles
                if self._known(one.id, known, file, filled.file, one.line)
            )
            if text.problems:
                continue
            self._left_out(
                filled,
                explanation=not explanation or filled.form.explanation,
                **_parts_there((one.id for one in articles), parts),
            )
            version = getattr(filled.form, "version", "")
            found.append(
                Translation(
                    language=_language(filled),
                    file=filled.file,
                    older=older,
                    title=filled.form.title,
                    summary=filled.form.explanation,
                    text=text.preamble,
                    version=version,
                    parts=parts,
                    source=f"{filled.body}\n",
                )
            )
        return tuple(found)

    def of_essay(self, file: str, spoken: str, text: str, short: str) -> tuple[Translation, ...]:
        found = []
        for filled, older in self._each(forms.EssayTranslationForm, file, spoken, text):
            form = filled.form
            self._left_out(filled, short=not short or form.short)
            found.append(_plain(filled, older, form.title, form.short))
        return tuple(found)

    def of_synthesis(self, file: str, spoken: str, text: str, summary: str) -> tuple[Translation, ...]:
        found = []
        for filled, older in self._each(forms.SynthesisTranslationForm, file, spoken, text):
            form = filled.form
            self._left_out(filled, summary=not summary or form.summary)
            found.append(_plain(filled, older, form.title, form.summary))
        return tuple(found)

    def of_debate(
        self, file: str, spoken: str, text: str, summary: str, questions: tuple[str, ...]
    ) -> tuple[Translation, ...]:
        found = []
        for filled, older in self._each(forms.DebateTranslationForm, file, spoken, text):
            form = filled.form
            self._left_out(filled, summary=not summary or form.summary, questions=not questions or form.questions)
            if form.questions and len(form.questions) != len(questions):
                there, wanted = len(form.questions), len(questions)
                line = filled.line("questions")
                self.problems.append(problem("translation-questions", filled.file, line, found=there, wanted=wanted))
                continue
            found.append(
                Translation(
                    language=_language(filled),
                    file=filled.file,
                    older=older,
                    title=form.title,
                    place=form.place,
                    summary=form.summary,
                    questions=tuple(form.questions),
                    text=filled.body,
                )
            )
        return tuple(found)

    def of_page(self, file: str, spoken: str, text: str) -> tuple[Translation, ...]:
        each = self._each(forms.PageTranslationForm, file, spoken, text)
        return tuple(_plain(filled, older, filled.form.title, "") for filled, older in each)

    def of_letter(self, file: str, spoken: str) -> list[tuple[Translation, int]]:
        """Each with the line on which its text begins: the letter is looked at as its original is."""
        each = self._each(forms.LetterTranslationForm, file, spoken, ".")
        return [(_plain(filled, older, filled.form.title, ""), filled.body_line) for filled, older in each]

    def of_progress(self, file: str, spoken: str, summary: str, steps: tuple[Step, ...]) -> tuple[Translation, ...]:
        found = []
        for filled, older in self._each(forms.ProgressTranslationForm, file, spoken, ""):
            form = filled.form
            told = tuple(
                TranslatedStep(one.title, one.chamber, one.by, one.text, tuple(one.reasons)) for one in form.steps
            )
            amiss = self._steps_amiss(filled.file, filled.line("steps"), told, steps)
            self.problems += amiss
            if amiss:
                continue
            lacking = {
                f"steps {at}: {name}": False
                for at, pair in enumerate(zip(steps, told, strict=True), 1)
                for name in left_out(*pair)
            }
            self._left_out(filled, summary=not summary or form.summary, **lacking)
            found.append(Translation(_language(filled), filled.file, older, "", summary=form.summary, steps=told))
        return tuple(found)

    def _steps_amiss(
        self, file: str, line: int, told: tuple[TranslatedStep, ...], steps: tuple[Step, ...]
    ) -> list[Problem]:
        """That there are more or fewer steps, or reasons in one, than in the original."""
        if len(told) != len(steps):
            return [problem("translation-steps", file, line, found=len(told), wanted=len(steps))]
        return [
            problem("translation-reasons", file, line, step=at, found=len(there.reasons), wanted=len(step.changes))
            for at, (step, there) in enumerate(zip(steps, told, strict=True), 1)
            if there.reasons and len(there.reasons) != len(step.changes)
        ]

    def _each(self, form: type[F], original: str, spoken: str, text: str) -> Iterator[tuple[Filled[F], bool]]:
        """Every sound translation of a file, and whether it is older than the file; in the order of the languages."""
        for language in self.languages:
            stem, _, ending = original.rpartition(".")
            file = f"{stem}.{language}.{ending}"
            if file not in self.tree.files:
                continue
            if language == spoken:
                self.problems.append(problem("translation-same-language", file, original=original, language=language))
                continue
            read = shelf.block_file if ending == "yml" else shelf.markdown
            filled, problems = read(form, self.tree, file)
            self.problems += problems
            if filled is None:
                continue
            digest = digest_of(self.tree, original)
            given, line = filled.form.original, filled.line("original")
            if not given:
                self.problems.append(problem("translation-of-what", file, line, original=original, digest=digest))
                continue
            if text and not filled.body:
                self.problems.append(problem("translation-empty", file, filled.body_line, original=original))
                continue
            if given != digest:
                self.problems.append(
                    problem("translation-older", file, line, warning=True, original=original, digest=digest)
                )
            yield filled, given != digest

    def _known(self, id: str, known: Collection[str], original: str, file: str, line: int) -> bool:
        if id in known:
            return True
        near = nearest(id, known)
        self.problems.append(problem("translation-unknown-id", file, line, id=id, original=original, near=near))
        return False

    def _left_out(self, filled: Filled[F], **there: object) -> None:
        """Tell what the original has and the translation has not."""
        if missing := ", ".join(name for name, found in there.items() if not found):
            self.problems.append(problem("translation-lacks", filled.file, warning=True, missing=missing))


def _parts_there(wanted: Iterable[str], parts: Iterable[TranslatedPart]) -> dict[str, object]:
    there = {part.id for part in parts}
    return {id: id in there for id in wanted}


def _language(filled: Filled[F]) -> str:
    split = parted(filled.file)
    return split[1] if split else ""


def _plain(filled: Filled[F], older: bool, title: str, summary: str) -> Translation:
    return Translation(_language(filled), filled.file, older, title, summary=summary, text=filled.body)
