"""A build after which only a few votes came: the handful of files that they change, and nothing else is made again.

Everything is worked out before the first byte is written. Whatever is not as the last build left it, or might change
more than is known here, makes `renew` give None: the site is then printed the whole way, with the same bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lawloom import messages
from lawloom.content.fingerprint import content_fingerprint
from lawloom.instance import Instance
from lawloom.ledger import since, status
from lawloom.model.contribution import Kind
from lawloom.model.tally import ItemTally
from lawloom.press.contributions import orders
from lawloom.press.data import index
from lawloom.press.desk import signature
from lawloom.press.html import words
from lawloom.press.html.words import Words
from lawloom.press.site import ground
from lawloom.press.site.standing_files import StandingFiles
from lawloom.press.subject import participation
from lawloom.press.votes import last_time, swaps
from lawloom.press.votes.row_swaps import Kept, Rows
from lawloom.press.votes.votes_of_subject import votes
from lawloom.tally import supported
from lawloom.tally.one_more import Change, Unusual

_MARK = "whole.json"  # in build/: that the last build printed the site whole, from what and with no problem to tell
_NOTHING_TO_TELL = ["tuple"]  # no problem, as lawloom.model.plain writes it


@dataclass(frozen=True, slots=True)
class Renewed:
    """A site with a few votes more: files there are, and how many of them were written now."""

    files: int
    written: int


def forbid(instance: Instance) -> None:
    """Say that a build is under way: until it is done, nothing is taken for printed."""
    (_states(instance) / _MARK).unlink(missing_ok=True)


def allow(instance: Instance, content: str, engine: str, subjects: Sequence[str]) -> None:
    """Say that the whole site was printed, and that there was no problem to tell."""
    value = {"ground": signature.ground(content, None), "engine": engine, "subjects": sorted(subjects)}
    (_states(instance) / _MARK).write_text(json.dumps(value), encoding="utf-8")


def renew(instance: Instance, engine: str = "mkdocs") -> Renewed | None:
    """Print what a few votes changed since the last build; None where that is not all that changed.

    raises  LawloomError where the site or build/ is not ours
    """
    try:
        site = _Site(instance, engine)
        changed = [_Subject(site, slug) for slug in site.changed()]
    except (Unusual, OSError, ValueError, KeyError, TypeError, IndexError, EOFError):
        return None
    for subject in changed:
        subject.forget()
    written = site.write(changed)
    for subject in changed:
        subject.remember()
    return Renewed(len(site.files) + 1, written)  # and the mark of the folder


def _states(instance: Instance) -> Path:
    return instance.build / "state" / "press" / "site"


class _Site:
    """The site as it stands, and what is remembered of it."""

    def __init__(self, instance: Instance, engine: str) -> None:
        self.instance = instance
        self.states = _states(instance)
        mark = json.loads((self.states / _MARK).read_bytes())
        ground.refuse_tracked_build(instance)
        self.ground = signature.ground(content_fingerprint(instance), None)
        if mark["ground"] != self.ground or mark["engine"] != engine:
            raise Unusual
        self.site = ground.chosen(instance, instance.site)
        if self.site != instance.site.resolve():
            raise Unusual
        self.subjects: list[str] = mark["subjects"]
        if not {path.parent.name for path in instance.contributions.glob("*/ledger")} <= {*self.subjects}:
            raise Unusual
        self.bundles: dict[str, dict[str, Any]] = {
            slug: json.loads((self.states / f"{slug}.json").read_bytes()) for slug in self.subjects
        }
        if any(one["problems"] != _NOTHING_TO_TELL for one in self.bundles.values()):
            raise Unusual
        self.pages: dict[str, dict[str, Any]] = json.loads((self.states / "pages.json").read_bytes())
        for page, known in self.pages.items():
            stat = os.lstat(f"{instance.typeset}/{page}index.html")
            if known["mark"] != [stat.st_size, stat.st_mtime_ns, stat.st_ino]:
                raise Unusual
        turn = sum(one["entry"]["lines"] for one in self.bundles.values())  # another one after each vote
        self.files = StandingFiles(self.site, self.states / "files", turn)

    def changed(self) -> list[str]:
        """The subjects whose records are not what they were."""
        return [slug for slug in self.subjects if self.bundles[slug]["signature"] != self.signature(slug)]

    def signature(self, slug: str) -> str:
        folders = self.instance.ledger_of(slug), self.instance.texts_of(slug)
        seen_at = status.seen_at(self.instance, slug)
        return signature.signature(self.ground, seen_at, *(since.marks(str(folder)) for folder in folders))

    def words(self, last: last_time.LastTime) -> Words:
        cache = self.instance.build / "cache" / f"words-{messages.known_language(last.language)}.json"
        return words.load(last.language, last.timezone, cache)

    def write(self, changed: Sequence[_Subject]) -> int:
        if changed:
            slots = {name: pair for subject in changed for name, pair in subject.slots.items()}
            for page, known in self.pages.items():
                if on_page := {name: slots[name] for name in known["slots"] if name in slots}:
                    path = f"{page}index.html"
                    html = swaps.typeset_page(self.files.read(path).decode(), on_page)
                    self.files.swap("pages", path, html.encode())
            entries = {slug: bundle["entry"] for slug, bundle in self.bundles.items()}
            self.files.swap("whole", "data/index.json", index.index_json(entries))
        return self.files.write()


class _Subject:
    """One subject on which votes came: all that they change, worked out and not yet written."""

    def __init__(self, site: _Site, slug: str) -> None:
        self._site = site
        self._slug = slug
        self._part = f"subject-{slug}"
        self._bundle = site.bundles[slug]
        last = last_time.read(site.states, slug)
        texts = str(site.instance.texts_of(slug))
        if last is None or last.ground != site.ground or not since.stands(texts, last.texts):
            raise Unusual
        if not last.received or not self._bundle["news"]:
            raise Unusual  # a feed without entries tells the time of the last record
        self._rows = Rows(site.states / f"{slug}.rows")
        self._votes = votes(site.instance, site.states, slug, last, self._rows)
        self._words = site.words(last)
        self._newest = dict(last.newest)
        self._tops = dict(last.chosen)
        self.slots = self._changed_slots()
        for id, change in self._votes.changes.items():
            self._item_pages(id, change)
        for order in orders.ORDERS:
            self._lists(order)
        self._kept = self._data()

    def forget(self) -> None:
        """Should this printing be cut short, nothing is taken for printed."""
        (self._site.states / f"{self._slug}.json").unlink()
        last_time.forget(self._site.states, self._slug)

    def remember(self) -> None:
        states = self._site.states
        self._kept.write()
        (states / f"{self._slug}.shards.json").write_text(json.dumps(self._shards), encoding="utf-8")
        texts = since.extent(str(self._site.instance.texts_of(self._slug)))
        last_time.write(
            states, self._slug, self._votes.now._replace(newest=self._newest, chosen=self._tops, texts=texts)
        )
        self._bundle["signature"] = self._site.signature(self._slug)
        draft = states / f"{self._slug}.json.{os.getpid()}"
        draft.write_text(json.dumps(self._bundle), encoding="utf-8")
        draft.replace(states / f"{self._slug}.json")

    # --- pages --------------------------------------------------------------------------------------------------------

    def _item_pages(self, id: str, change: Change) -> None:
        folder = f"subjects/{self._slug}/c/{id}/"
        days = self._votes.last.days[change.after.kind]
        pages = [name for name in self._site.files.parts[self._part].names if name.startswith(folder)]
        for name in pages:
            html = self._site.files.read(name).decode()
            first = name == f"{folder}index.html"
            html = swaps.item_page(html, change, self._words, days, first=first)
            self._site.files.swap(self._part, name, html.encode())
        if not pages:
            raise Unusual

    def _lists(self, order: str) -> None:
        if order == "discussed":
            return  # says nothing of votes
        was, now = self._ids(order, self._votes.last), self._ids(order, self._votes.now)
        for first in range(0, len(now), orders.SIZE):
            ids = was[first : first + orders.SIZE], now[first : first + orders.SIZE]
            changes = {id: self._votes.changes[id] for id in ids[1] if id in self._votes.changes}
            if changes or ids[0] != ids[1]:
                self._list(order, first // orders.SIZE + 1, ids, changes)

    def _list(self, order: str, number: int, ids: tuple[list[str], list[str]], changes: dict[str, Change]) -> None:
        address = orders.address(order, number)
        newest = self._newest[address]
        if ids[0] == ids[1]:
            self._newest[address] = max(newest, *(change.after.last_at for change in changes.values()))
        else:
            self._newest[address] = max(self._item(id).last_at for id in ids[1])
        name = f"subjects/{self._slug}/{address}index.html"
        html = self._site.files.read(name).decode()
        shown = {id: change for id, change in changes.items() if not ((sent := self._rows[id].sent) and sent.hidden)}
        html = swaps.list_page(html, ids, (newest, self._newest[address]), shown, self._words, self._line_of)
        self._site.files.swap(self._part, name, html.encode())

    def _ids(self, order: str, last: last_time.LastTime) -> list[str]:
        if order == "all":
            return last.paged
        return list(getattr(last.tally, order)[: orders.SIZE * orders.MOST_PAGES[order]])

    def _line_of(self, id: str, up: str) -> str:
        """The row of a contribution, from the list in which each has one."""
        try:
            number = self._votes.last.paged.index(id) // orders.SIZE + 1
        except ValueError as own:
            raise Unusual from own  # the author's elements stand in no list of arrival
        html = self._site.files.read(f"subjects/{self._slug}/{orders.address('all', number)}index.html").decode()
        start = f'<li><p class="t"><a href="{swaps.way_up(html)}c/{id}/"'
        begin = html.index(start)
        return f'<li><p class="t"><a href="{up}c/{id}/"{html[begin + len(start) : html.index(chr(10), begin)]}'

    def _changed_slots(self) -> dict[str, tuple[str, str]]:
        """The slots that are not what they were: by name, before and after."""
        before, after, now = self._votes.last.tally, self._votes.now.tally, dict(self._bundle["slots"])
        last, said = self._votes.last, self._words
        names = "figures", "participation", "elements", "src"
        figures, over_time, elements, source = (f"{name}/{self._slug}" for name in names)
        now[figures] = swaps.figures_slot(now[figures], before, after, said, items=last.how_many, ours=last.ours)
        now[over_time] = participation.figure(after.days, last.phases, said, last.timezone, last.notes)
        now[source] = swaps.source_slot(now[source], before, after, said)
        for kind in {change.after.kind for change in self._votes.changes.values()}:
            if kind in last.chosen:
                now[elements] = self._elements(now[elements], kind)
        if any(_speaks_of(html, self._votes.changes) for name, html in now.items() if name.startswith("cited/")):
            raise Unusual  # a synthesis gives figures of what was voted on
        old, self._bundle["slots"] = self._bundle["slots"], now
        return {name: (old[name], new) for name, new in now.items() if new != old[name]}

    def _elements(self, html: str, kind: Kind) -> str:
        """The elements of a kind on the subject's page."""
        last, changes = self._votes.last, self._votes.changes
        was, now = last.chosen[kind], self._chosen(kind)
        if was != now:
            crossing = {*was[: self._argued(kind)]} ^ {*now[: self._argued(kind)]}
            if any(item.arguments_for or item.arguments_against for item in map(self._item, crossing)):
                raise Unusual  # only the first are shown with their best arguments
            html = swaps.reordered_elements(html, was, now)
            self._tops[kind] = now
        for id, change in changes.items():
            if change.after.kind is kind and (id in now or change.after.origin != "citizen"):
                html = swaps.elements_slot(html, change, self._words)
        return html

    def _argued(self, kind: Kind) -> int:
        """How many of the citizens' are shown with arguments."""
        return max(0, orders.WITH_ARGUMENTS - self._votes.last.ours.get(kind, 0))

    def _chosen(self, kind: Kind) -> list[str]:
        """The citizens' elements on the subject's page. Unusual where one comes that was not there."""
        was, fallen = self._votes.last.chosen[kind], []
        for id, change in self._votes.changes.items():
            if change.after.kind is not kind or change.after.origin != "citizen":
                continue
            key = supported.key_of(change.after)
            if id in was:
                fallen += [id] if key > supported.key_of(change.before) else []
            elif self._is_shown(id) and (len(was) < orders.TOP or key < self._key(was[-1])):
                raise Unusual
        now = sorted(was, key=self._key)
        if len(now) == orders.TOP and now[-1] in fallen:
            raise Unusual  # perhaps another stands before it now
        return now

    def _is_shown(self, id: str) -> bool:
        sent, item = self._rows[id].sent, self._item(id)
        return not (sent is None or sent.hidden or sent.erased or sent.merged_into or item.late)

    def _key(self, id: str) -> Any:
        return supported.key_of(self._item(id))

    def _item(self, id: str) -> ItemTally:
        changes = self._votes.changes
        return changes[id].after if id in changes else self._rows[id].item

    # --- data ---------------------------------------------------------------------------------------------------------

    def _data(self) -> Kept:
        """The files of rows and the copy of the record; their entries in data/index.json."""
        site, now = self._site, self._votes.now
        folder = f"data/{self._slug}"
        before, _, after = index.around_items(now.tally, now.phases)
        kept = self._rows.swapped(self._votes.changes, site.site / folder, (before, after))
        entries = self._bundle["entry"]["files"]
        for name, data in kept.files.items():
            site.files.swap(self._part, f"{folder}/{name}", data)
            entries[name] = index.entry(data, kept.many)
        shard, *mark = now.read.marks[-1]
        data = (site.instance.ledger_of(self._slug) / shard).read_bytes()
        name = f"ledger/{shard}"
        entries[name] = index.entry(data, data.count(b"\n"))
        if entries[name]["sha256"] != now.read.digest:
            raise Unusual
        self._shards = json.loads((site.states / f"{self._slug}.shards.json").read_bytes())
        self._shards[name] = {"mark": mark, "entry": entries[name]}
        site.files.swap(self._part, f"{folder}/{name}", data, index.print_of(mark))
        tally = now.tally
        self._bundle["entry"] |= {"as_of": tally.as_of or None, "lines": tally.lines, "head": tally.head}
        return kept


def _speaks_of(html: str, changed: Iterable[str]) -> bool:
    return any(f'data-of="items/{id}/' in html for id in changed)
