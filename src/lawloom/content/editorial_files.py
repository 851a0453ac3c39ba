"""Essays, syntheses, decisions, moderation and the debate of one subject.

Each function gives what is sound and adds what is not to known.problems: a bad file costs that file, a bad entry of a
list that entry.
"""

from __future__ import annotations

from lawloom.content import shelf
from lawloom.content.characters import is_blank
from lawloom.content.forms.editorial import (
    DebateForm,
    DecisionForm,
    EssayForm,
    ModerationForm,
    SynthesisForm,
)
from lawloom.content.forms.fill import fill
from lawloom.content.hiding import still_hidden
from lawloom.content.known import Known
from lawloom.content.names import is_device
from lawloom.content.strict import Lines
from lawloom.content.suggestions import nearest, slug_from
from lawloom.content.translations import originals
from lawloom.errors import problem
from lawloom.model.editorial import (
    WITH_INTO,
    Debate,
    Decision,
    Essay,
    LaterFate,
    Moderation,
    ModerationAct,
    Outcome,
    Seat,
    Synthesis,
)
from lawloom.model.ids import is_slug
from lawloom.model.written import Written

_ADOPTED = frozenset({Outcome.ADOPTED, Outcome.PARTLY})
_HIDING = frozenset({ModerationAct.HIDE.value, ModerationAct.SET_ASIDE.value})


def read_essays(known: Known) -> tuple[Essay, ...]:
    """The essays by date, then id."""
    essays = []
    for file in originals(known.tree.in_folder(f"{known.folder}/essays", ".md")):
        name = file.rsplit("/", 1)[1].removesuffix(".md")
        if name == "README":
            continue
        named = is_slug(name) and not is_device(name)
        if not named:
            known.problems.append(problem("file-name", file, found=name, near=slug_from(name)))
        filled, problems = shelf.markdown(EssayForm, known.tree, file)
        known.problems += problems
        if filled is None:
            continue
        form = filled.form
        known.person(form.author, file, filled.line("author"))
        articles = known.articles_among(form.articles, file, filled.line("articles"))
        if named:
            spoken = form.language or known.spoken
            written = Written(known.translations.of_essay(file, spoken, filled.body, form.short))
            essays.append(
                Essay(
                    name,
                    form.title,
                    form.author,
                    form.date,
                    filled.body,
                    form.short,
                    articles,
                    file,
                    form.language,
                    written,
                )
            )
    return tuple(sorted(essays, key=lambda essay: (essay.date, essay.id)))


def read_syntheses(known: Known) -> tuple[Synthesis, ...]:
    """The syntheses by date, then phase."""
    syntheses = []
    for file in originals(known.tree.in_folder(f"{known.folder}/synthesis", ".md")):
        phase = file.rsplit("/", 1)[1].removesuffix(".md")
        if phase == "README":
            continue
        named = known.phases is None or phase in known.phases
        if not named:
            near = nearest(phase, known.phases or ())
            phases = ", ".join(sorted(known.phases or ()))
            known.problems.append(problem("unknown-phase", file, found=phase, known=phases, near=near))
        filled, problems = shelf.markdown(SynthesisForm, known.tree, file)
        known.problems += problems
        if filled is None:
            continue
        form = filled.form
        authors = known.people(form.authors, file, filled.line("authors"))
        if named:
            spoken = form.language or known.spoken
            written = Written(known.translations.of_synthesis(file, spoken, filled.body, form.summary))
            syntheses.append(
                Synthesis(
                    phase, form.title, form.date, authors, form.summary, filled.body, file, form.language, written
                )
            )
    return tuple(sorted(syntheses, key=lambda synthesis: (synthesis.date, synthesis.phase)))


def read_decisions(known: Known) -> tuple[Decision, ...]:
    """The entries of decisions.yml that are sound, in order."""
    file = f"{known.folder}/decisions.yml"
    if file not in known.tree.files:
        return ()
    listed, lines, problems = shelf.entries(known.tree, file)
    known.problems += problems
    spoiled = {lines.entry_at(told.place.line) for told in problems if not told.warning}
    decisions: list[Decision] = []
    first: dict[str, int] = {}
    same_as: dict[str, str] = {}
    for place, value in enumerate(listed or ()):
        form, found = fill(DecisionForm, value, lines, file, (place,))
        known.problems += found
        if form is None or place in spoiled:
            continue
        line = lines.at((place,))
        before = len(known.problems)
        _check_decision(form, lines, file, place, first, known)
        on = tuple(dict.fromkeys(form.on or ()))
        if len(known.problems) == before and _end_of(form.same_as, same_as) in on:
            where = lines.at((place, "same_as"))
            known.problems.append(problem("same-as-circle", file, where, id=on[0], other=form.same_as))
        if len(known.problems) > before:
            continue
        if form.same_as:
            same_as.update(dict.fromkeys(on, form.same_as))
        later = tuple(LaterFate(fate.outcome, fate.date, fate.by, fate.reason, fate.link) for fate in form.later)
        by = known.person(form.by, file, lines.at((place, "by")))
        articles = known.articles_among(form.articles, file, lines.at((place, "articles")))
        said = form.outcome, form.reason, form.date, by, form.same_as, articles, later, line
        decisions.append(Decision(on, *said, theme=form.theme))
    return tuple(decisions)


def _check_decision(
    form: DecisionForm, lines: Lines, file: str, place: int, first: dict[str, int], known: Known
) -> None:
    tell = known.problems.append
    if (form.on is None) == (not form.theme):
        tell(problem("on-or-theme", file, lines.at((place,))))
    elif form.theme and known.phases is not None and (phase := form.theme.partition("/")[0]) not in known.phases:
        phases, near = ", ".join(sorted(known.phases)) or "-", nearest(phase, known.phases)
        tell(problem("theme-of-no-phase", file, lines.at((place, "theme")), found=phase, known=phases, near=near))
    for item in dict.fromkeys(form.on or [form.theme] if form.theme or form.on else ()):
        line = lines.at((place, "on" if form.on else "theme"))
        if item in first:
            tell(problem("decided-twice", file, line, id=item, first=first[item]))
        first.setdefault(item, line)
    if form.outcome is Outcome.STRUCK_OUT:
        tell(problem("struck-out-first", file, lines.at((place, "outcome"))))
    if form.outcome is Outcome.SAME_AS and not form.same_as:
        tell(problem("same-as-nothing", file, lines.at((place, "outcome"))))
    if form.outcome is not Outcome.SAME_AS and form.same_as:
        tell(problem("same-as-unused", file, lines.at((place, "same_as")), outcome=form.outcome.value))
    if form.same_as and form.same_as in (form.on or ()):
        tell(problem("same-as-itself", file, lines.at((place, "same_as")), id=form.same_as))
    if form.later and form.outcome not in _ADOPTED:
        tell(problem("later-without-adoption", file, lines.at((place, "later")), outcome=form.outcome.value))
    for number, fate in enumerate(form.later):
        if fate.outcome not in _ADOPTED | {Outcome.STRUCK_OUT}:
            where = lines.at((place, "later", number, "outcome"))
            tell(problem("later-outcome", file, where, outcome=fate.outcome.value))
        if fate.date < form.date:
            where = lines.at((place, "later", number, "date"))
            tell(problem("later-is-earlier", file, where, date=fate.date, first=form.date))


def read_moderation(known: Known) -> tuple[Moderation, ...] | None:
    """The entries of moderation.yml in order; None where the file is there and cannot be read.

    An entry that removes something from view is kept even where another of its keys is wrong: the text stays removed.
    None as well where an entry may remove something and nobody can tell what.
    """
    file = f"{known.folder}/moderation.yml"
    if file not in known.tree.files:
        return None if any(told.place.file == file for told in known.tree.problems) else ()
    listed, lines, problems = shelf.entries(known.tree, file)
    known.problems += problems
    if listed is None:
        return None
    twice: dict[int | None, set[str]] = {}
    for told in problems:
        if told.code == "key-twice":
            twice.setdefault(lines.entry_at(told.place.line), set()).add(str(dict(told.values)["key"]))
    acts: list[Moderation] = []
    told_apart = True
    for place, value in enumerate(listed):
        form, found = fill(ModerationForm, value, lines, file, (place,))
        known.problems += found
        line = lines.at((place,))
        if form is None or twice.get(place, set()) & {"on", "act"}:
            hidden = still_hidden(value, line, twice.get(place, ()))
            told_apart = told_apart and hidden is not None
            acts += hidden or ()
            continue
        by = known.person(form.by, file, lines.at((place, "by")))
        if _is_sound(form, lines, file, place, known):
            acts.append(Moderation(form.on, form.act, form.rule, form.reason, form.date, by, form.into, line))
    return _without_circles(acts, file, known) if told_apart else None


def _is_sound(form: ModerationForm, lines: Lines, file: str, place: int, known: Known) -> bool:
    if form.act.value in _HIDING and not form.rule:
        known.problems.append(problem("rule-missing", file, lines.at((place,)), act=form.act.value))
        return True  # told, and done all the same
    if form.act is ModerationAct.MERGE and not form.into:
        known.problems.append(problem("merge-into-nothing", file, lines.at((place,)), id=form.on))
        return False
    if form.act is ModerationAct.SPLIT and not form.into:
        known.problems.append(problem("split-into-nothing", file, lines.at((place,)), id=form.on))
        return False
    if form.act in WITH_INTO and not form.into:
        known.problems.append(problem("into-missing", file, lines.at((place,)), act=form.act.value))
        return False
    if form.act not in WITH_INTO and form.into:
        known.problems.append(problem("into-unused", file, lines.at((place, "into")), act=form.act.value))
    if form.into == form.on and form.act in (ModerationAct.MERGE, ModerationAct.SPLIT):
        itself = "merge-into-itself" if form.act is ModerationAct.MERGE else "split-into-itself"
        known.problems.append(problem(itself, file, lines.at((place, "into")), id=form.on))
        return False
    return True


def _without_circles(acts: list[Moderation], file: str, known: Known) -> tuple[Moderation, ...]:
    """The acts without the merges that close a circle: of a, b and c each united with the next none would be left."""
    into: dict[str, str] = {}
    kept = []
    for act in acts:
        if act.act is ModerationAct.MERGE:
            if _end_of(act.into, into) == act.on:
                known.problems.append(problem("merge-circle", file, act.line, id=act.on, into=act.into))
                continue
            into.setdefault(act.on, act.into)
        kept.append(act)
    return tuple(kept)


def _end_of(item: str, steps: dict[str, str]) -> str:
    """Where one arrives who follows the steps; there is no circle in them."""
    while item in steps:
        item = steps[item]
    return item


def read_debate(known: Known, subject_title: str) -> Debate | None:
    file = f"{known.folder}/debate.md"
    if file not in known.tree.files:
        return None
    filled, problems = shelf.markdown(DebateForm, known.tree, file)
    known.problems += problems
    if filled is None:
        return None
    form = filled.form
    seats = []
    for place, seat in enumerate(form.panel):
        if seat.way == "chosen" and is_blank(seat.reason):
            line = filled.line("panel", place, "way")
            known.problems.append(problem("chosen-without-reason", file, line, name=seat.name))
            continue
        seats.append(Seat(seat.name, seat.way, seat.reason, seat.contribution, seat.role))
    video = known.media(form.video, file, filled.line("video"))
    questions = tuple(form.questions)
    spoken = form.language or known.spoken
    translations = known.translations.of_debate(file, spoken, filled.body, form.summary, questions)
    return Debate(
        form.title or subject_title,
        form.date,
        video,
        form.place,
        form.summary,
        questions,
        tuple(seats),
        filled.body,
        file,
        form.language,
        Written(translations),
    )
