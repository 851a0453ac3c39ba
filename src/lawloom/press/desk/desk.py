"""The desk of one subject: what every page of it needs, looked up once. Look-ups in templates are forbidden."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, TypeVar, TypeVarTuple, cast

from markupsafe import Markup

from lawloom.bill.answering.provenance import articles_of
from lawloom.model.article import Article
from lawloom.model.consultation import Consultation, Settings
from lawloom.model.contribution import PAGED, Contribution, Kind, Text
from lawloom.model.editorial import Decision, Moderation, ModerationAct
from lawloom.model.ids import ArticleId, ContributionId
from lawloom.model.subject import Element
from lawloom.press.html.law_words import as_read
from lawloom.press.html.oneline import LONGEST_NAME, opening, plain, words
from lawloom.press.html.words import Words
from lawloom.signs.found import TextSigns
from lawloom.tally.phases import Calendar

if TYPE_CHECKING:
    from lawloom.pages.ties import Origin
    from lawloom.press.desk.edition import SubjectEdition
    from lawloom.press.html.press import Press

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
WHOLE = "-"  # stands for the subject itself where a page is meant; no id can be so written

_SPLITTING = frozenset({ModerationAct.SPLIT, ModerationAct.UNSPLIT})
_FORGE_ID = re.compile(r"gh-[0-9]{1,12}")
_SAFE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOTHING = Text()
FEWEST_MAPPED = 4  # arguments
LONGEST_OPENING = 72  # letters by which something without a title is called


class Texts(Protocol):
    """What people typed, by id; None or empty where there is nothing."""

    def fetch(self, ids: Collection[ContributionId]) -> None:
        """Told beforehand what will be asked for."""

    def __call__(self, id: ContributionId) -> Text | None: ...


class Desk:
    """One subject with its relations: what answers what, what was decided on what, on which page each stands."""

    def __init__(self, edition: SubjectEdition, consultation: Consultation, words: Words, texts: Texts) -> None:
        subject, tally, contributions = edition.subject, edition.tally, edition.contributions
        self.subject = subject
        self.original = edition.original or subject  # in the language in which it was opened
        self.anchors = edition.anchors  # issues of the forge where what is ours is voted on
        self.signs = edition.signs  # what is unusual in the votes
        self.findings = edition.findings
        self.opinions = edition.opinions
        self.wordings: Mapping[ContributionId, tuple[int, str, bool]] = {}  # once read: lawloom.press.desk.wordings
        self.text_signs = TextSigns()  # what is unusual in the texts, once they were read: lawloom.press.desk.signs
        self.tally = tally
        self.items = tally.items
        self.contributions = contributions
        self.consultation = consultation
        self.settings: Settings = consultation.settings
        self.words = words
        self.texts = texts
        self.elements: dict[ContributionId, Element] = {one.id: one for one in subject.elements}
        self.articles: dict[ContributionId, Article] = (
            {one.id: one for one in subject.bill.articles} if subject.bill else {}
        )
        self._titles: dict[ContributionId, str] = {}
        self._voting_days: dict[Kind, str] = {}
        self.answers: dict[ContributionId, list[ContributionId]] = {}  # what answers what, in order of arrival
        self.roots: dict[ContributionId, ContributionId] = {}  # of what has no page: whose page it stands on
        self.united: dict[ContributionId, list[ContributionId]] = {}  # what was merged into what
        self.about: dict[ContributionId, list[ContributionId]] = {}  # of articles: what has a page and is about them
        self._made: dict[object, object] = {}
        self._relate()

    def once(self, make: Callable[[Desk, *Ts], T], *which: *Ts) -> T:
        """What `make` gives for this desk: worked out when it is first asked for, then kept at hand."""
        key = make, which
        if key not in self._made:
            self._made[key] = make(self, *which)
        return cast(T, self._made[key])

    # --- relations ----------------------------------------------------------------------------------------------------

    def has_page(self, id: ContributionId) -> bool:
        if id in self.elements or id in self.articles:
            return True
        one = self.contributions.get(id)
        return one is not None and one.kind in PAGED

    def has_map(self, id: ContributionId) -> bool:
        """Whether its arguments have a page of the map; few of them are read as quickly where they stand."""
        item = self.items.get(id)
        return item is not None and item.arguments_for + item.arguments_against >= FEWEST_MAPPED

    def _relate(self) -> None:
        contributions = self.contributions
        for one in contributions.values():
            if one.kind not in PAGED:
                self.answers.setdefault(self._answered(one), []).append(one.id)
            elif one.on in self.articles:
                self.about.setdefault(one.on, []).append(one.id)
            if one.merged_into:
                self.united.setdefault(one.merged_into, []).append(one.id)
        for one in contributions.values():
            if one.kind not in PAGED:
                self.roots[one.id] = self._root(one)

    def _answered(self, one: Contribution) -> ContributionId:
        """What it answers; the subject where that is not known, or where it would answer itself."""
        on = one.on
        if on is None or on == one.id or not (on in self.contributions or on in self.elements or on in self.articles):
            return WHOLE
        return on

    def _root(self, one: Contribution) -> ContributionId:
        seen: list[ContributionId] = []
        at = one.id
        while True:
            if known := self.roots.get(at):
                return known
            on = self._answered(self.contributions[at])
            if on == WHOLE or self.has_page(on):
                return on
            if on in seen:  # a ring of answers: it is shown with the subject
                self.answers.setdefault(WHOLE, []).append(one.id)
                return WHOLE
            seen.append(on)
            at = on

    @cached_property
    def decisions(self) -> dict[ContributionId, list[Decision]]:
        found: dict[ContributionId, list[Decision]] = {}
        for decision in self.subject.decisions:
            for id in decision.on:  # each its own: what a page shows of it must not grow with all the others
                found.setdefault(id, []).append(decision if len(decision.on) == 1 else replace(decision, on=(id,)))
        return found

    @cached_property
    def calendar(self) -> Calendar:
        """When what can be sent."""
        return Calendar(self.subject.phases)

    @cached_property
    def origins(self) -> Mapping[ContributionId, Origin]:
        """Of each article: what it comes from and whether it was struck out."""
        if not self.articles:
            return {}
        from lawloom.pages.ties import origins  # here: most subjects have no bill yet

        return origins(self.consultation, self.subject, self.words.language)

    @cached_property
    def articles_by_part(self) -> Mapping[str, ArticleId]:
        """The article of every id that a decision may name in the bill: articles, paragraphs, points."""
        return articles_of(self.subject)

    @cached_property
    def hidings(self) -> dict[ContributionId, Moderation]:
        """The last act of hiding, by contribution."""
        return {one.on: one for one in self.subject.moderation if one.act is ModerationAct.HIDE}

    @cached_property
    def splits(self) -> dict[ContributionId, list[ContributionId]]:
        """As which others a part of a contribution goes on, in the order of the acts, as far as not taken back."""
        found: dict[ContributionId, list[ContributionId]] = {}
        for act in sorted(self.subject.moderation, key=lambda one: one.date):
            parts = found.setdefault(act.on, []) if act.act in _SPLITTING else []
            if act.act is ModerationAct.SPLIT and act.into not in parts:
                parts.append(act.into)
            elif act.act is ModerationAct.UNSPLIT and act.into in parts:
                parts.remove(act.into)
        return {id: parts for id, parts in found.items() if parts}

    @cached_property
    def parts(self) -> dict[ContributionId, list[ContributionId]]:
        """The same from the other side: of what a contribution is a part."""
        found: dict[ContributionId, list[ContributionId]] = {}
        for whole, parts in self.splits.items():
            for part in parts:
                found.setdefault(part, []).append(whole)
        return found

    @cached_property
    def paged(self) -> list[ContributionId]:
        """Contributions with a page, in the order of the days that they show; of one moment, in that of the record."""
        return [one.id for one in sorted(self.contributions.values(), key=attrgetter("sent_at")) if one.kind in PAGED]

    @cached_property
    def by_kind(self) -> dict[Kind, list[ContributionId]]:
        """Contributions with a page, of each kind those with the most support first; what is not ranked as it came."""
        found: dict[Kind, list[ContributionId]] = {}
        contributions = self.contributions
        for id in dict.fromkeys((*self.tally.supported, *self.paged)):
            if id in contributions:
                found.setdefault(contributions[id].kind, []).append(id)
        return found

    @cached_property
    def pages(self) -> list[ContributionId]:
        """Whatever has a page under c/: the author's elements, articles, contributions, and the subject as a whole."""
        whole = [WHOLE] if self.answers.get(WHOLE) else []
        return [id for id in (*self.elements, *self.articles, *self.paged, *whole) if is_safe(id)]

    # --- words --------------------------------------------------------------------------------------------------------

    def kind(self, id: ContributionId) -> Kind:
        if id in self.elements:
            return self.elements[id].kind
        return Kind.ARTICLE if id in self.articles else self.contributions[id].kind

    def is_ours(self, id: ContributionId) -> bool:
        """Whether the author of the subject wrote it."""
        return id in self.elements or id in self.articles

    def is_hidden(self, id: ContributionId) -> bool:
        one = self.contributions.get(id)
        return one is not None and bool(one.hidden)

    def text(self, id: ContributionId) -> Text:
        """What was typed; nothing of what is hidden or erased."""
        one = self.contributions.get(id)
        return _NOTHING if one is None or one.hidden or one.erased else self.texts(id) or _NOTHING

    def own_text(self, id: ContributionId) -> str:
        """What the author of the subject wrote, to be read on another page than that of the bill."""
        return self.elements[id].text if id in self.elements else as_read(self.articles[id].text)

    def is_withheld(self, id: ContributionId) -> bool:
        """Whether nothing is shown because what is kept is not what was received."""
        one = self.contributions.get(id)
        return one is not None and not one.hidden and not one.erased and self.texts(id) is None

    def title(self, id: ContributionId) -> str:
        """One line to call it by, not escaped: its title, its first words, or "Contribution gh-12" without either."""
        known = self._titles.get(id)
        if known is None:
            known = self._titles[id] = self._titled(id) or self._first_words(id)
        return known

    def heading(self, id: ContributionId) -> str:
        """As `title`, over its own text: that would only say its first words again."""
        return self._titled(id) or self.words("contribution", id=id)

    def _first_words(self, id: ContributionId) -> str:
        found = opening(self.text(id).body, LONGEST_OPENING)
        return self.words("first-words", words=found) if found else self.words("contribution", id=id)

    def _titled(self, id: ContributionId) -> str:
        if id in self.elements:
            return self.elements[id].title
        if id in self.articles:
            article = self.articles[id]
            return f"{article.heading}. {article.title}" if article.heading and article.title else article.title or id
        one = self.contributions.get(id)
        if one is not None and one.erased:
            return self.words("erased")
        text = self.text(id)
        title = words(text.title)
        if not title and not text.title and one is not None and one.kind is Kind.STATEMENT:
            title = words(text.body)  # one sentence is its own title
        return title

    def name(self, id: ContributionId) -> str:
        """The author's public name as HTML, isolated from our words; "a participant" where none is given."""
        typed = self.text(id).name
        if typed and (name := plain(typed, LONGEST_NAME)):
            return f"<bdi>{name}</bdi>"
        one = self.contributions.get(id)
        actor = one.actor.value if one is not None and one.actor else ""
        key = f"actor-{actor}" if actor not in ("", "citizen") else "a-participant"
        return self.words.escaped(key)

    def person(self, id: str) -> str:
        return self.consultation.people.name_of(id)

    @cached_property
    def lang(self) -> str:
        """The language of what citizens sent, where it is not that of the page around it."""
        return self._if_other(self.subject.language)

    def lang_of(self, id: ContributionId) -> str:
        """The language of the title and text of one item, where it is not that of the page around it."""
        if id in self.elements:
            return self._if_other(self.elements[id].language or self.subject.language)
        if id in self.articles:
            bill = self.subject.bill.language if self.subject.bill else ""
            return self._if_other(self.articles[id].language or bill or self.subject.language)
        return self.lang

    def attribute_of(self, id: ContributionId) -> Markup:
        """The same as an attribute, with a space before it; empty where the page says it already."""
        return _attribute(self.lang_of(id)) if self.is_ours(id) else self.lang_attribute

    @cached_property
    def named(self) -> str:
        """The language of the subject's title, where it is not that of the page around it."""
        return self._if_other(self.subject.spoken)

    def _if_other(self, language: str) -> str:
        return language if language and language != self.words.language else ""

    @cached_property
    def lang_attribute(self) -> Markup:
        """The same as an attribute, with a space before it; empty where the page says it already."""
        return _attribute(self.lang)

    def is_shown(self, id: ContributionId) -> bool:
        """Whether it may stand where only some are named: neither removed, nor set aside, nor late."""
        one = self.contributions[id]
        item = self.items.get(id)
        return not one.hidden and not one.erased and not one.set_aside and not (item is not None and item.late)

    def voting_days(self, kind: Kind) -> str:
        """From when to when votes on this kind count; empty where no phase says it."""
        known = self._voting_days.get(kind)
        if known is None:
            words = self.words
            spans = [
                words("votes-between", start=words.day(phase.opens_at), end=words.last_day(phase.closes_at))
                for phase in self.subject.phases
                if kind in phase.accepts
            ]
            known = self._voting_days[kind] = " ".join(spans)
        return known

    def forge_page(self, id: ContributionId) -> str:
        """Where on the forge it can be voted on and answered; empty where it did not come from there."""
        number = str(self.anchors.get(id, "")) or (id[3:] if _FORGE_ID.fullmatch(id) else "")
        if not self.settings.repository or not number:
            return ""
        return f"https://github.com/{self.settings.repository}/issues/{number}"


def _attribute(language: str) -> Markup:
    return Markup(' lang="{}"').format(language) if language else Markup()


def is_safe(id: ContributionId) -> bool:
    """Whether an id can be a folder's name. Ids are checked when they come in; a path is checked again."""
    return id == WHOLE or (len(id) <= 100 and _SAFE_ID.fullmatch(id) is not None)


def desk_of(press: Press, edition: SubjectEdition, texts: Texts) -> Desk:
    """The desk of one subject; `texts` is asked while pages are printed."""
    return Desk(edition, press.consultation, press.words_of(edition.subject), texts)
