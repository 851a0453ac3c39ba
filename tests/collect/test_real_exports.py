"""The figures of real consultations, each counted again here from the files by other means."""

import csv
import gzip
import io
import json
from collections import Counter, defaultdict

import pytest

from collect.builders import SLUG, a_consultation, counts_of, importing, items_of, lines_of, texts_of
from lawloom import content, tally
from lawloom.ledger import verify
from lawloom.ledger.fold import fold
from lawloom.model.contribution import Kind, Side
from lawloom.model.vote import Stance

CONVERSATIONS = (
    *("15-per-hour-seattle", "brexit-consensus", "canadian-electoral-reform", "london.youth.policing"),
    *("scoop-hivemind.freshwater", "scoop-hivemind.ubi"),
)


def counted(instance):
    consultation, problems = content.read(instance)
    assert [one for one in problems if not one.warning] == []
    return tally.count(fold(instance, SLUG), consultation.subjects[SLUG])


def sound_and_repeatable(instance, format_name, path):
    before = len(lines_of(instance))
    assert importing(instance, format_name, path).stands
    assert len(lines_of(instance)) == before
    [report] = verify.verify(instance, [SLUG])
    return [one for one in report.problems if not one.warning] == []


@pytest.mark.slow
def test_the_french_bill_of_2015_gives_its_published_figures(tmp_path, real_data):
    instance = a_consultation(tmp_path, language="fr")
    folder = real_data / "republique-numerique"
    report = importing(instance, "cap-collectif", folder)
    items = items_of(instance)
    assert Counter(item.kind for item in items.values()) == {Kind.PROPOSAL: 173, Kind.ARGUMENT: 1207, Kind.SOURCE: 136}
    assert Counter(item.side for item in items.values() if item.side) == {Side.FOR: 578, Side.AGAINST: 629}
    assert sum(1 for item in items.values() if item.set_aside) == 2
    assert sum(1 for item in items.values() if item.undated) == 136
    totals = Counter()
    for (on, stance), value in counts_of(instance).items():
        totals[items[on].kind, stance] += value
    assert totals[Kind.PROPOSAL, "for"] == 24_733
    assert totals[Kind.PROPOSAL, "mixed"] == 1_792
    assert totals[Kind.PROPOSAL, "against"] == 4_005
    assert (report.read, report.taken, report.refused, report.notes) == (1516, 1516, {}, ())
    figures = counted(instance)
    kind = figures.kinds[Kind.PROPOSAL]
    assert (kind.items, kind.total.of(Stance.FOR), kind.total.of(Stance.MIXED), kind.total.of(Stance.AGAINST)) == (
        173,
        24_733,
        1_792,
        4_005,
    )
    assert figures.kinds[Kind.ARGUMENT].sides == {Side.FOR: 578, Side.AGAINST: 629}
    assert figures.kinds[Kind.SOURCE].items == 136
    assert sound_and_repeatable(instance, "cap-collectif", folder)


@pytest.mark.slow
def test_no_html_is_left_in_the_bodies_of_the_french_bill(tmp_path, real_data):
    instance = a_consultation(tmp_path, language="fr")
    importing(instance, "cap-collectif", real_data / "republique-numerique" / "opinions.jsonl.gz")
    opinions = {name: text["body"] for name, text in texts_of(instance).items() if items_of_kind(name)}
    with gzip.open(real_data / "republique-numerique" / "opinions.jsonl.gz", "rt", encoding="utf-8") as lines:
        bodies = {f"cc-{opinion['id']}": opinion["body_html"] for opinion in map(json.loads, lines)}
    assert opinions.keys() == bodies.keys()
    for name, body in opinions.items():
        assert not any(mark in body for mark in ("</", "<p", "<br", "&nbsp;", "&eacute;", "&rsquo;")), name


def items_of_kind(name):
    return name.removeprefix("cc-").isdigit()


@pytest.mark.slow
@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_a_conversation_gives_the_last_vote_of_each_person_on_each_statement(tmp_path, real_data, conversation):
    folder = real_data / "polis-open" / conversation
    with gzip.open(folder / "votes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        votes = list(csv.DictReader(file))
    last = {}
    for vote in sorted(votes, key=lambda vote: int(vote["timestamp"])):
        last[vote["comment-id"], vote["voter-id"]] = vote["vote"]
    expected = defaultdict(Counter)
    for (statement, _), value in last.items():
        expected[f"po-{statement}"][{"1": Stance.FOR, "-1": Stance.AGAINST, "0": Stance.PASS}[value]] += 1
    with (folder / "comments.csv").open(encoding="utf-8", newline="") as file:
        comments = list(csv.DictReader(file))

    instance = a_consultation(tmp_path)
    report = importing(instance, "polis", folder)
    figures = counted(instance)
    assert set(figures.items) == {f"po-{comment['comment-id']}" for comment in comments}
    for name, item in figures.items.items():
        for stance in (Stance.FOR, Stance.AGAINST, Stance.PASS):
            assert item.total.of(stance) == expected[name][stance], (name, stance)
        assert item.people == expected[name].total()
        assert item.outside == 0
    moderated = {f"po-{comment['comment-id']}" for comment in comments if comment["moderated"] == "-1"}
    assert {name for name, item in items_of(instance).items() if item.set_aside == "moderated"} == moderated
    assert (report.refused, report.read) == ({}, len(votes) + len(comments))
    assert figures.people == len({vote["voter-id"] for vote in votes} | {comment["author-id"] for comment in comments})
    assert sound_and_repeatable(instance, "polis", folder)


def test_the_export_of_lille_keeps_threads_and_keeps_another_site_apart(tmp_path, real_data):
    folder = real_data / "decidim-mel"
    instance = a_consultation(tmp_path, language="fr")
    report = importing(instance, "decidim", folder)
    items = items_of(instance)
    assert Counter(item.kind for item in items.values()) == {
        Kind.PROPOSAL: 74, Kind.QUESTION: 11, Kind.ARGUMENT: 43, Kind.COMMENT: 219,
    }  # fmt: skip
    assert Counter(item.side for item in items.values() if item.side) == {Side.FOR: 32, Side.AGAINST: 11}
    assert (report.read, report.refused) == (347, {})
    table = (folder / "comments.csv").read_text(encoding="utf-8")
    home = [row for row in csv.DictReader(io.StringIO(table)) if "lillemetropole" in row["root_commentable_url"]]
    letters = {"Decidim::Debates::Debate": "d", "Decidim::Proposals::Proposal": "", "Decidim::Comments::Comment": "c"}
    for row in home:
        parent = f"de-{letters[row['commentable_type']]}{row['commentable_id']}"
        assert items[f"de-c{row['id']}"].on == parent
    elsewhere = [item for item in items.values() if "nancy" in item.id]
    assert len(elsewhere) == 262 - len(home)
    assert all(item.on is None or "nancy" in item.on for item in elsewhere)
    with (folder / "proposals.csv").open(encoding="utf-8", newline="") as file:
        supports = {f"de-{row['id']}": int(row["votes"]) for row in csv.DictReader(file)}
    assert {on: value for (on, stance), value in counts_of(instance).items() if stance == "support"} == supports
    assert counted(instance).kinds[Kind.PROPOSAL].total.of(Stance.SUPPORT) == sum(supports.values())
    assert counted(instance).kinds[Kind.PROPOSAL].total.of(Stance.FOR) is None
    # What answers something of another site belongs to no phase: kept, in the totals, listed apart.
    assert counted(instance).late == sum(1 for item in elsewhere)
    assert {phase.kind.value for phase in content.read(instance)[0].subjects[SLUG].phases} == {"solutions", "debate"}
    assert sound_and_repeatable(instance, "decidim", folder)


def test_no_identity_of_an_export_is_in_the_ledger(tmp_path, real_data):
    instance = a_consultation(tmp_path, language="fr")
    importing(instance, "decidim", real_data / "decidim-mel")
    ledger = "".join(path.read_text() for path in instance.ledger_of(SLUG).glob("*.jsonl"))
    assert '"u0001"' not in ledger
