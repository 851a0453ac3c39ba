"""A consultation as the readers of one of its languages see it: translations in the place of their originals.

Pure, and the same addresses, ids, dates and figures in every language. What was not translated stays as it was written
and says in which language that is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypedDict

from lawloom.model.article import Article, Division, Paragraph, Point
from lawloom.model.bill import Bill, BillVersion
from lawloom.model.consultation import Consultation, Page, Settings
from lawloom.model.editorial import Debate, Essay, Synthesis
from lawloom.model.member import Letter
from lawloom.model.progress import Progress, Step, left_out
from lawloom.model.subject import Element, Subject
from lawloom.model.written import TranslatedStep, Translation, Written


def in_language(consultation: Consultation, language: str) -> Consultation:
    """The consultation for readers of this language, which is one of its own.

    settings.languages begins with it, settings.editions keeps the order in which the consultation names them, and
    settings.address leads to the edition. What has one language and no translation
    gives the same pages as it did.
    """
    settings = consultation.settings
    main = settings.main_language
    return replace(
        consultation,
        settings=_settings(settings, language),
        subjects={slug: _subject(one, language) for slug, one in consultation.subjects.items()},
        pages=tuple(_page(one, language, main) for one in consultation.pages),
    )


def _settings(settings: Settings, language: str) -> Settings:
    if len(settings.languages) == 1:
        return settings
    order = settings.in_order
    named = settings.named.get(language)
    there = replace(settings, languages=(language, *(one for one in order if one != language)), editions=order)
    return replace(
        there,
        title=(named.title if named else "") or settings.title,
        subtitle=(named.subtitle if named else "") or settings.subtitle,
        notice=(named.notice if named else "") or settings.notice,
        address=f"{settings.address}{there.folder}" if settings.address else "",
    )


def _subject(subject: Subject, language: str) -> Subject:
    whole = replace(
        subject,
        essays=tuple(_essay(one, language, subject.language) for one in subject.essays),
        syntheses=tuple(_synthesis(one, language, subject.language) for one in subject.syntheses),
        bill=_bill(subject.bill, language, subject.language) if subject.bill else None,
        debate=_debate(subject.debate, language, subject.language) if subject.debate else None,
        progress=_progress(subject.progress, language, subject.language) if subject.progress else None,
        letter=_letter(subject.letter, language, subject.language) if subject.letter else None,
    )
    found = subject.written.in_(language)
    if found is None:
        return whole
    video = subject.video
    if video:
        # A caption or transcript that was left out would be read with the wrong voice.
        video = replace(video, caption=found.caption, transcript=found.transcript)
    return replace(
        whole,
        title=found.title,
        question=found.question,
        summary=found.summary,
        text=found.text,
        video=video,
        elements=tuple(_elements(subject.elements, found)),
        file=found.file,
        translated=language,
        written=_written(found, subject.language),
    )


def _elements(elements: Iterable[Element], found: Translation) -> Iterable[Element]:
    parts = {part.id: part for part in found.parts}
    for one in elements:
        part = parts.get(one.id)
        yield replace(one, title=part.title, text=part.text, language=found.language) if part else one


def _bill(bill: Bill, language: str, spoken: str) -> Bill:
    versions = tuple(_version(one, language, bill.language or spoken) for one in bill.versions)
    found = bill.written.in_(language)
    if found is None:
        return replace(bill, versions=versions)
    original = bill.language or spoken
    return replace(
        bill,
        title=found.title,
        preamble=found.text,
        articles=_articles(bill.articles, found, original),
        versions=versions,
        version=found.version or bill.version,
        explanation=found.summary,
        file=found.file,
        language=language,
        written=_written(found, original),
    )


def _version(version: BillVersion, language: str, spoken: str) -> BillVersion:
    found = version.written.in_(language)
    if found is None:
        return replace(version, language=version.language or spoken)
    spoken = version.language or spoken
    return replace(
        version,
        title=found.title or version.title,
        preamble=found.text,
        articles=_articles(version.articles, found, spoken),
        explanation=found.summary,
        file=found.file,
        language=language,
        written=_written(found, spoken),
    )


def _articles(articles: tuple[Article, ...], found: Translation, original: str) -> tuple[Article, ...]:
    """The articles in order; one that was not translated stays, under the translated title of its chapter."""
    parts = {part.id: part for part in found.parts}
    chapters = {one.chapter: parts[one.id].chapter for one in reversed(articles) if one.id in parts}
    return tuple(
        _with_lost_ids(
            one,
            heading=part.heading,
            title=part.title,
            text=part.text,
            line=part.line,
            chapter=part.chapter,
            language=found.language,
            **_inside(one, part.article),
        )
        if (part := parts.get(one.id))
        else replace(one, chapter=chapters.get(one.chapter, one.chapter), language=original)
        for one in articles
    )


def _with_lost_ids(original: Article, **said: Any) -> Article:
    """The translated article; it answers to every id of its original, also where it is divided in another way."""
    found = replace(original, **said)
    there = set(found.own_ids())
    return replace(found, lost_ids=tuple(id for id in original.own_ids() if id not in there))


class _Inside(TypedDict, total=False):
    paragraphs: tuple[Paragraph, ...]
    statement: str
    within: tuple[Division, ...]


def _inside(original: Article, translated: Article | None) -> _Inside:
    """The parts of a translated article under the addresses of the original, where both have as many."""
    if translated is None:
        return {"paragraphs": ()}
    paragraphs = translated.paragraphs
    if len(paragraphs) == len(original.paragraphs):
        pairs = zip(original.paragraphs, paragraphs, strict=True)
        paragraphs = tuple(
            replace(there, id=one.id, address=one.address, content=_content(one.content, there.content))
            for one, there in pairs
        )
    return {"paragraphs": paragraphs, "statement": translated.statement, "within": translated.within}


def _content(original: tuple[str | Point, ...], translated: tuple[str | Point, ...]) -> tuple[str | Point, ...]:
    points = [one for one in original if isinstance(one, Point)]
    if len(points) != sum(1 for one in translated if isinstance(one, Point)):
        return translated
    each = iter(points)
    found: list[str | Point] = []
    for there in translated:
        if isinstance(there, Point):
            one = next(each)
            content = _content(one.content, there.content)
            found.append(replace(there, id=one.id, address=one.address, content=content))
        else:
            found.append(there)
    return tuple(found)


def _essay(essay: Essay, language: str, spoken: str) -> Essay:
    found = essay.written.in_(language)
    if found is None:
        return essay
    written = _written(found, essay.language or spoken)
    return replace(
        essay,
        title=found.title,
        short=found.summary,
        text=found.text,
        file=found.file,
        language=language,
        written=written,
    )


def _synthesis(synthesis: Synthesis, language: str, spoken: str) -> Synthesis:
    found = synthesis.written.in_(language)
    if found is None:
        return synthesis
    written = _written(found, synthesis.language or spoken)
    return replace(
        synthesis,
        title=found.title,
        summary=found.summary,
        text=found.text,
        file=found.file,
        language=language,
        written=written,
    )


def _debate(debate: Debate, language: str, spoken: str) -> Debate:
    found = debate.written.in_(language)
    if found is None:
        return debate
    return replace(
        debate,
        title=found.title or debate.title,
        place=found.place or debate.place,
        summary=found.summary,
        questions=found.questions,
        text=found.text,
        file=found.file,
        language=language,
        written=_written(found, debate.language or spoken),
    )


def _letter(letter: Letter, language: str, spoken: str) -> Letter:
    found = letter.written.in_(language)
    if found is None:
        return letter
    written = _written(found, letter.language or spoken)
    return replace(letter, title=found.title, text=found.text, file=found.file, language=language, written=written)


def _progress(progress: Progress, language: str, spoken: str) -> Progress:
    """A step of which something was left out stays as it was written: half of it would be read with the wrong voice."""
    found = progress.written.in_(language)
    if found is None:
        return progress
    steps = tuple(_step(one, there, language) for one, there in zip(progress.steps, found.steps, strict=True))
    return replace(
        progress,
        summary=found.summary or progress.summary,
        steps=steps,
        file=found.file,
        language=language if found.summary or not progress.summary else "",
        written=_written(found, spoken),
    )


def _step(step: Step, there: TranslatedStep, language: str) -> Step:
    if left_out(step, there):
        return step
    changes = step.changes
    if there.reasons:
        changes = tuple(replace(one, reason=said) for one, said in zip(changes, there.reasons, strict=True))
    return replace(
        step,
        title=there.title,
        chamber=there.chamber or step.chamber,
        by=there.by or step.by,
        text=there.text,
        changes=changes,
        language=language,
    )


def _page(page: Page, language: str, main: str) -> Page:
    found = page.written.in_(language)
    spoken = page.language or main
    if found is None:
        return replace(page, language=spoken if spoken != language else "")
    return replace(
        page, title=found.title, text=found.text, file=found.file, language="", written=_written(found, spoken)
    )


def _written(found: Translation, original: str) -> Written:
    return Written((), original if found.older else "")
