"""Issue forms opened from a page and filled in as far as the page knows; and the same text, to be copied by hand.

The forge fills in lines and texts from an address. A list to choose from is not filled in: an address that names one
opens an empty editor. Labels in an address want rights that citizens lack; the form has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from lawloom import messages
from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.model.issue_form import answers, name_of
from lawloom.press.desk.desk import Desk
from lawloom.press.html.quickly import esc
from lawloom.tally.phases import SUBJECT, Element

ON_ITEM = (Kind.ARGUMENT, Kind.SOURCE, Kind.COMMENT)


def collects(desk: Desk) -> bool:
    """Whether what people send on the forge is read."""
    return bool(desk.settings.repository) and desk.settings.collect


def address(desk: Desk, kind: Kind, on: str = "") -> str:
    """The address of a form, filled in.

    on  what is answered, from the folder of the subject: "c/gh-2/"; empty: the subject itself
    """
    form = name_of(kind, messages.known_language(desk.words.language), desk.settings)
    where = quote(f"subjects/{desk.subject.id}/{on}", safe="/")
    return f"https://github.com/{desk.settings.repository}/issues/new?template={form}&on={where}"


def on_item(desk: Desk, id: ContributionId) -> str:
    """The forms for what can be said about one item now, and the text for whom no form opens; as HTML."""
    if not collects(desk):
        return ""
    kind, ours = desk.kind(id), desk.is_ours(id)
    return _shown(desk, _open(desk, (kind, ours)), f"c/{id}/", id if id in desk.articles else "")


def on_subject(desk: Desk, kinds: Sequence[Kind], on: str = "") -> str:
    """The same for those of the kinds that the subject takes now."""
    if not collects(desk):
        return ""
    as_of = desk.tally.as_of
    there = [kind for kind in kinds if desk.calendar.windows(kind, SUBJECT).holds(as_of)]
    return _shown(desk, there, on, "")


def _open(desk: Desk, key: tuple[Kind, bool]) -> list[Kind]:
    as_of = desk.tally.as_of
    element = Element(key[0], key[1] and key[0] is not Kind.ARTICLE)
    kinds = (*ON_ITEM, Kind.AMENDMENT) if key[0] is Kind.ARTICLE else ON_ITEM
    return [kind for kind in kinds if desk.calendar.windows(kind, element).holds(as_of)]


def _shown(desk: Desk, kinds: Sequence[Kind], on: str, article: ContributionId) -> str:
    if not kinds:
        return ""
    tongue = messages.known_language(desk.words.language)
    links = [f'<a href="{esc(address(desk, kind, on))}" rel="noreferrer">{_said(kind, tongue)}</a>' for kind in kinds]
    if article:  # an amendment is a change of the text itself
        links.append(f'<a href="{esc(_text_of(desk))}" rel="noreferrer">{_word("form-amend", tongue)}</a>')
    where = f"subjects/{desk.subject.id}/{on}"
    empty = f"https://github.com/{desk.settings.repository}/issues/new"
    return (
        f'<p class="meta">{" · ".join(links)}</p>\n'
        f"<details><summary>{_word('form-copy', tongue)}</summary>"
        f'<p><a href="{empty}" rel="noreferrer">{_word("form-empty", tongue)}</a> {_word("form-copy-line", tongue)}</p>'
        f"<pre>{esc(_to_copy(kinds[0], tongue, where))}</pre></details>\n"
    )


def _text_of(desk: Desk) -> str:
    """Where the text of the bill is edited on the forge, which makes a proposal of the change."""
    return f"https://github.com/{desk.settings.repository}/edit/main/content/subjects/{desk.subject.id}/bill.md"


def _to_copy(kind: Kind, tongue: str, where: str) -> str:
    given = {"on": where, "side": ""} if kind is Kind.ARGUMENT else {"on": where}
    return answers(given, kind, tongue)


@lru_cache(maxsize=64)
def _said(kind: Kind, tongue: str) -> str:
    return esc(messages.word(f"form-{kind.value}", tongue))


@lru_cache(maxsize=16)
def _word(key: str, tongue: str) -> str:
    return esc(messages.word(key, tongue))
