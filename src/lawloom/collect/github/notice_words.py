"""What notices say, in the language of the subject: thanks first and once; what was decided, why, what one can do.

What somebody typed (a title, a reason) is shown as it is, and calls nobody by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from lawloom import messages
from lawloom.collect.github.notices import Notice, Undecided, standing
from lawloom.model.consultation import Consultation
from lawloom.model.contribution import PAGED, Contribution, Kind, Text
from lawloom.model.editorial import LABELS, WITH_INTO, Decision, Moderation, ModerationAct, Outcome
from lawloom.model.ids import ContributionId
from lawloom.model.issue_form import name_of, votes
from lawloom.model.markdown import one_line, quoted
from lawloom.model.subject import Subject
from lawloom.model.tally import SubjectTally
from lawloom.model.vote import STANCES, Stance
from lawloom.tally.phases import Calendar

ENDLESS = "9999"  # a phase that closes in this year has no end


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the words of one subject's notices are made from.

    subject  None: of what could not be sorted
    held     the contributions of its ledger
    labelled  acts of moderation by label
    """

    consultation: Consultation
    slug: str
    subject: Subject | None
    held: Mapping[ContributionId, Contribution]
    tally: SubjectTally
    labelled: tuple[Moderation, ...] = ()

    @property
    def site(self) -> str:
        """Where the subject stands on the site; empty while the site has no address, or there is no subject."""
        top = self.consultation.settings.address_of_all
        return f"{top}subjects/{self.slug}/" if top and self.subject else ""

    @property
    def spoken(self) -> str:
        """The language in which people write here."""
        return self.subject.language if self.subject else self.consultation.settings.main_language

    @property
    def tongue(self) -> str:
        return messages.known_language(self.spoken)

    def say(self, key: str, **values: str | int) -> str:
        return messages.word(key, self.tongue, **values)

    def day(self, date: str) -> str:
        """In words; of a step in parliament sometimes only the year or the month is known."""
        return messages.day(date, self.tongue) if len(date) >= len("2027-03-18") else date

    def kind(self, kind: Kind) -> str:
        return self.say(f"kind-{kind.value}")

    # --- addresses

    def page(self, id: ContributionId) -> str:
        """Where a contribution stands on the site; empty while the site has no address, or it has no subject."""
        return f"{self.site}{self.place(id)}" if self.site else ""

    def place(self, id: ContributionId) -> str:
        """The same from the folder of its subject."""
        seen: set[str] = set()
        at: str | None = id
        while at is not None and at not in seen and at in self.held and self.held[at].kind not in PAGED:
            seen.add(at)
            at = self.held[at].on
        root = "-" if at is None or at in seen else at
        return f"c/{root}/" if root == id else f"c/{root}/#{id}"

    def appeal(self, id: ContributionId) -> str:
        """The form for an appeal, filled in."""
        settings = self.consultation.settings
        form = name_of(Kind.APPEAL, self.tongue, settings)
        on = quote(f"subjects/{self.slug}/c/{id}/", safe="/")
        return f"https://github.com/{settings.repository}/issues/new?template={form}&on={on}"


def welcome(desk: Desk, id: ContributionId, alike: Iterable[tuple[ContributionId, Text]]) -> str:
    """Thanks, where it stands, how it was understood, what happens next, and what looks like it."""
    one = desk.held[id]
    item = desk.tally.items.get(id)
    stands = _stands(desk, id, "welcome-thanks", "welcome-thanks-no-page", kind=desk.kind(one.kind))
    parts = [stands, _understood(desk, one)]
    if item is not None and item.late:
        parts.append(desk.say("welcome-late"))
    elif desk.subject is not None:
        parts.append(_next(desk, desk.subject, one))
    shown = [_similar(desk, other, text) for other, text in alike]
    if shown:
        votes_count = STANCES[one.kind] and not (item is not None and item.late)
        lead = desk.say("welcome-alike-votes" if votes_count else "welcome-alike")
        parts.append("\n".join([lead, "", *shown]))
    parts.append(desk.say("welcome-change"))
    return "\n\n".join(part for part in parts if part)


def told(desk: Desk, notice: Notice) -> str:
    """What was decided on a contribution, why, where it is read, and how to appeal."""
    about = notice.about
    if isinstance(about, Decision):
        parts = [*_decided(desk, notice.id, about)]
    elif isinstance(about, Moderation):
        parts = [*_acted(desk, notice.id, about)]
    elif isinstance(about, Undecided):
        parts = [desk.say("tell-undecided", id=notice.id)]
    else:
        raise TypeError("nothing is told of it")
    parts.append(_stands(desk, notice.id, "tell-page", ""))
    parts.append(desk.say("tell-appeal", address=desk.appeal(notice.id)))
    return "\n\n".join(part for part in parts if part)


def _stands(desk: Desk, id: ContributionId, with_page: str, without: str, **values: str) -> str:
    page = desk.page(id)
    if page:
        return desk.say(with_page, id=id, page=page, **values)
    return desk.say(without, id=id, **values) if without else ""


def _understood(desk: Desk, one: Contribution) -> str:
    if desk.subject is None:
        return desk.say("welcome-unsorted")
    title = one_line(desk.subject.title)
    if one.on and one.on != one.id:
        return desk.say("welcome-understood-on", kind=desk.kind(one.kind), subject=title, on=one.on)
    return desk.say("welcome-understood", kind=desk.kind(one.kind), subject=title)


def _next(desk: Desk, subject: Subject, one: Contribution) -> str:
    """Until when others can vote on it, and that an answer is owed."""
    lines = []
    if Stance.FOR in STANCES[one.kind]:
        shown = votes(desk.consultation.settings, desk.tongue)
        last = _last_day(desk, subject, one.kind)
        lines.append(
            desk.say("welcome-votes-until", votes=shown, date=desk.day(last))
            if last
            else desk.say("welcome-votes", votes=shown)
        )
    if one.kind in PAGED and one.kind is not Kind.EVENT:
        lines.append(desk.say("welcome-answer"))
    return " ".join(lines)


def _last_day(desk: Desk, subject: Subject, kind: Kind) -> str:
    """The last day on which votes on that kind are open, where people live; empty where no end is known."""
    spans = [span for span in Calendar(subject.phases).windows(kind).spans if span[0] <= desk.tally.as_of < span[1]]
    if not spans or not "1000" <= spans[0][1] < ENDLESS:
        return ""
    last = datetime.fromisoformat(spans[0][1]) - timedelta(seconds=1)
    return last.astimezone(ZoneInfo(desk.consultation.settings.timezone)).date().isoformat()


def _similar(desk: Desk, id: ContributionId, text: Text) -> str:
    title = one_line(text.title, 120)
    page = desk.page(id)
    return f"- {id}: {title} {page}".rstrip() if title else f"- {id} {page}".rstrip()


def _decided(desk: Desk, id: ContributionId, about: Decision) -> Iterable[str]:
    one = desk.held.get(id)
    kind = desk.kind(one.kind) if one else ""
    outcome = standing(about)
    last = about.later[-1] if about.later else None
    word = desk.say(f"out-appeal-{outcome.value}") if one and one.kind is Kind.APPEAL else ""
    if not word or word.startswith("out-appeal-"):
        word = desk.say(f"out-{outcome.value}")
    date = desk.day(last.date if last else about.date)
    yield desk.say("tell-outcome", kind=kind, id=id, outcome=word, date=date)
    if about.theme:
        phase, theme = about.place
        page = f"{desk.site}synthesis/{phase}/{theme}/" if desk.site else ""
        yield desk.say("tell-theme", theme=one_line(about.called or theme), page=page).rstrip()
    if last:
        before = desk.say(f"out-{about.outcome.value}")
        yield desk.say("tell-before", outcome=before, date=desk.day(about.date))
    if reason := (last.reason if last else about.reason).strip():
        yield f"{desk.say('tell-reason')}\n\n{quoted(reason)}"
    if last and last.by:
        by = one_line(desk.consultation.people.name_of(last.by))
        yield desk.say("tell-by", name=by, link=last.link).rstrip()
    if outcome is Outcome.SAME_AS and about.same_as:
        yield desk.say("tell-same", id=about.same_as, page=desk.page(about.same_as)).rstrip()
    if about.articles:
        key = "tell-articles-struck" if outcome is Outcome.STRUCK_OUT else "tell-articles"
        yield "\n".join([desk.say(key), "", *(_article(desk, name) for name in about.articles)])


def _article(desk: Desk, name: str) -> str:
    """An article as it is called today, with the way to its words as they stand."""
    bill = desk.subject.bill if desk.subject else None
    for article in bill.articles if bill else ():
        if name in article.own_ids():
            called = one_line(". ".join(part for part in (article.heading, article.title) if part)) or name
            called = ", ".join(part for part in (called, one_line(article.number_of(name))) if part)
            return f"- {called} {desk.site}bill/#{name}" if desk.site else f"- {called}"
    return f"- {desk.say('tell-article-gone', article=name)}"


def _acted(desk: Desk, id: ContributionId, about: Moderation) -> Iterable[str]:
    date = desk.day(about.date)
    rule = one_line(about.rule, 40)
    if about.act in LABELS:
        yield desk.say(f"tell-{about.act.value}", id=id, word=about.into, date=date)
    elif about.act in WITH_INTO:
        yield desk.say(f"tell-{about.act.value}", id=id, into=about.into, page=desk.page(about.into), date=date)
    else:
        yield desk.say(f"tell-{about.act.value}", id=id, date=date, rule=rule)
    if about.reason.strip():
        yield f"{desk.say('tell-reason')}\n\n{quoted(about.reason)}"
    top = desk.consultation.settings.address_of_all
    if about.act in (ModerationAct.HIDE, ModerationAct.SET_ASIDE) and top:
        yield desk.say("tell-rules", page=f"{top}rules/")
