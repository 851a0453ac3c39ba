"""Gather an edition: which subjects there are, and each folded and counted when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lawloom.errors import Problem
from lawloom.instance import Instance
from lawloom.ledger import since, status
from lawloom.ledger.anchors import read_anchors
from lawloom.ledger.shards import shard_files
from lawloom.model.consultation import Consultation
from lawloom.model.ids import SubjectId
from lawloom.model.instant import Instant
from lawloom.model.languages import in_language
from lawloom.pages.tongue import tongue
from lawloom.press.desk import signature
from lawloom.press.desk.edition import Edition, SubjectEdition
from lawloom.press.desk.hiding import hidden_now, in_words
from lawloom.press.site import ground


class SubjectsOnDemand(Mapping[SubjectId, SubjectEdition]):
    """Every subject that people wrote, with what was received for it; folded once, at the first look."""

    def __init__(self, instance: Instance, consultation: Consultation, as_of: Instant | None) -> None:
        self._instance = instance
        self._as_of = as_of
        self._consultation = consultation
        self._known: dict[SubjectId, SubjectEdition] = {}

    def __getitem__(self, slug: SubjectId) -> SubjectEdition:
        if slug not in self._known:
            from lawloom import tally
            from lawloom.ledger import fold
            from lawloom.signs import moments, of_votes
            from lawloom.synthesis import findings_file, inheriting, opinion_file

            subject = self._consultation.subjects[slug]
            ledger = fold.fold(self._instance, slug)
            counted = tally.count(ledger, subject)
            signs = of_votes(ledger, subject, counted, moments.midnights(self._consultation.settings.timezone))
            if self._as_of is not None:
                counted = replace(counted, as_of=self._as_of)
            contributions = hidden_now(ledger.contributions, subject.moderation)
            anchors = read_anchors(self._instance).of(slug)
            damaged: list[Problem] = []
            findings = tuple(findings_file.all_of(self._instance, slug, damaged))
            opinions = tuple(opinion_file.all_of(self._instance, slug, damaged))
            decisions = self._instance.name_of(self._instance.subject(slug) / "decisions.yml")
            damaged += inheriting.problems_of(subject, decisions, findings)
            subject = inheriting.with_members(subject, counted, contributions, findings)
            subject = inheriting.with_merged(subject, contributions)
            self._known[slug] = SubjectEdition(
                subject, counted, contributions, ledger, anchors, signs, findings, opinions, tuple(damaged)
            )
        return self._known[slug]

    def __iter__(self) -> Iterator[SubjectId]:
        return iter(sorted(self._consultation.subjects))

    def __len__(self) -> int:
        return len(self._consultation.subjects)


class InLanguage(Mapping[SubjectId, SubjectEdition]):
    """The same subjects as readers of one language see them; folded and counted once for all languages."""

    def __init__(self, shared: Mapping[SubjectId, SubjectEdition], consultation: Consultation) -> None:
        self._shared = shared
        self._consultation = consultation

    def __getitem__(self, slug: SubjectId) -> SubjectEdition:
        shared, subject = self._shared[slug], self._consultation.subjects[slug]
        decisions = shared.subject.decisions  # with the members of themes; nobody translates them
        subject = replace(subject, decisions=decisions)
        if shared.ledger and shared.ledger.acts:  # by label: they stand beside those of moderation.yml
            language = tongue(self._consultation.settings, subject)
            subject = replace(subject, moderation=(*subject.moderation, *in_words(shared.ledger.acts, language)))
        return replace(shared, subject=subject, original=shared.subject)

    def __iter__(self) -> Iterator[SubjectId]:
        return iter(self._shared)

    def __len__(self) -> int:
        return len(self._shared)


def gather(
    instance: Instance,
    consultation: Consultation,
    *,
    content: str,
    site: Path | None = None,
    live: bool = False,
    as_of: Instant | None = None,
    alone: str = "",
) -> Edition:
    """The edition of this consultation as its files stand now, with those in its further languages.

    content  a digest of what people wrote and of the engine
    as_of    the moment the pages speak of; by default the last collection or import of each subject
    alone    a further language, to be printed by itself: `site` is its folder, and nothing else goes there
    raises   LawloomError where the folder of the site is not ours to print into
    """
    shared = SubjectsOnDemand(instance, consultation, as_of)
    folder = ground.chosen(instance, site or instance.site)
    stands_on = signature.ground(content, as_of)
    signatures = {slug: _signature(instance, slug, stands_on) for slug in sorted(consultation.subjects)}

    def edition(language: str, others: tuple[Edition, ...] = ()) -> Edition:
        readers = in_language(consultation, language)
        bench = instance.of(readers.settings.folder.rstrip("/"))
        subjects = InLanguage(shared, readers)
        return Edition(bench, readers, subjects, folder, bench.typeset, others, live, signatures, stands_on)

    if alone:
        return edition(alone)
    main, *further = consultation.settings.languages
    return edition(main, tuple(edition(language) for language in further))


def _signature(instance: Instance, slug: SubjectId, ground: str) -> str:
    folders = instance.ledger_of(slug), instance.texts_of(slug)
    for folder in folders:
        shard_files(folder)  # stops where a link stands there
    return signature.signature(
        ground, status.seen_at(instance, slug), *(since.marks(str(folder)) for folder in folders)
    )
