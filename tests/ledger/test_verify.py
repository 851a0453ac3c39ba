import re

import pytest

from lawloom.errors import LedgerDamaged
from lawloom.ledger import fields
from lawloom.ledger.append import append
from lawloom.ledger.line import canonical, digest, read_object
from lawloom.ledger.verify import MANY, subjects, verify
from ledger.builders import (
    DAY_1,
    DAY_2,
    DAY_3,
    DAY_9,
    KEY,
    SLUG,
    a_contribution,
    a_count,
    a_ledger,
    a_text,
    a_vote,
    an_import,
    an_instance,
    problems_of,
    shard,
    snapshot,
    texts,
    warnings_of,
)
from ledger.tampering import NAMES, TAMPERINGS, edit, flipped, the_ledger


def rechained(rows):
    """The rows with every `prev` made right: what somebody does who can also write status.json."""
    prev = "0" * 64
    for row in rows:
        row = canonical(read_object(row) | {"prev": prev}).encode()
        prev = digest(row)
        yield row


def test_a_sound_ledger_has_no_problem_and_is_not_touched(tmp_path):
    instance = the_ledger(tmp_path)
    before = snapshot(tmp_path)
    [report] = verify(instance, [SLUG])
    assert report.sound and not report.problems
    assert (report.lines, report.contributions, report.votes, report.erased) == (2004, 4, 1999, 0)
    assert report.head == digest(shard(instance, 3).read_bytes().splitlines()[-1])
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(("tampering", "place", "code"), TAMPERINGS, ids=NAMES)
def test_tampering_is_found_and_its_place_is_named(tmp_path, tampering, place, code):
    instance = the_ledger(tmp_path)
    slug = tampering(instance) or SLUG
    assert (place, code) in problems_of(instance, slug)


def test_every_problem_of_a_ledger_is_told_at_once(tmp_path):
    instance = the_ledger(tmp_path)
    edit(shard(instance, 1), lambda rows: [*rows[:9], flipped(rows[9]), *rows[10:]])
    edit(shard(instance, 2), lambda rows: [*rows[:9], flipped(rows[9]), *rows[10:]])
    assert [place[-13:] for place, _ in problems_of(instance)] == ["0001.jsonl:11", "0002.jsonl:11"]


def test_a_thousand_like_problems_are_summed_up(tmp_path):
    instance = the_ledger(tmp_path)
    edit(shard(instance, 1), lambda rows: [row + b" " for row in rows])
    found = problems_of(instance)
    assert [code for _, code in found].count("line-not-canonical") == MANY
    [more] = [one for report in verify(instance, [SLUG]) for one in report.problems if one.code == "more-of-these"]
    assert dict(more.values) == {"kind": "line-not-canonical", "more": 1000 - MANY}


def test_a_ledger_longer_than_its_status_is_told_as_a_run_to_be_ended(tmp_path):
    instance = a_ledger(tmp_path, a_vote(at=DAY_1))
    status = instance.status_file.read_bytes()
    append(instance, SLUG, [(a_vote(by="ben"), None)], as_of=DAY_9)
    instance.status_file.write_bytes(status)
    assert (problems_of(instance), warnings_of(instance)) == ([], ["ledger-ahead"])


def test_a_ledger_without_status_is_told(tmp_path):
    instance = a_ledger(tmp_path, a_vote())
    instance.status_file.unlink()
    assert (problems_of(instance), warnings_of(instance)) == ([], ["status-unknown"])


@pytest.mark.parametrize("content", ["", "[]", "{", '{"subjects":{"trains":{}}}', '{"subjects":[]}', "\xff"])
def test_a_status_that_cannot_be_read_is_damage(tmp_path, content):
    instance = a_ledger(tmp_path, a_vote())
    instance.status_file.write_text(content, encoding="latin-1")
    with pytest.raises(LedgerDamaged) as caught:
        list(verify(instance, [SLUG]))
    [found] = caught.value.problems
    assert (str(found.place), found.code) == ("contributions/status.json", "status-unreadable")


def test_a_subject_whose_ledger_was_removed_is_still_asked_for(tmp_path):
    instance = a_ledger(tmp_path, a_vote())
    shard(instance).unlink()
    instance.ledger_of(SLUG).rmdir()
    assert subjects(instance) == [SLUG]
    assert problems_of(instance) == [(f"contributions/{SLUG}/ledger", "ledger-rolled-back")]


def test_a_subject_that_never_had_a_ledger_has_no_lines(tmp_path):
    [report] = verify(an_instance(tmp_path), ["new"])
    assert (report.lines, report.sound) == (0, True)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([a_contribution("cc-1"), a_contribution("cc-1", at=DAY_2)], "id-twice"),
        ([a_contribution("cc-1", event="edited", rev=2)], "id-unknown"),
        ([{"kind": "contribution", "event": "closed", "id": "cc-1", "reason": "moved"}], "id-unknown"),
        ([{"kind": "erased", "on": "cc-1", "revs": [1]}], "id-unknown"),
        ([a_contribution("cc-1"), a_contribution("cc-1", event="edited", rev=3, at=DAY_2)], "rev-wrong"),
        ([a_contribution("cc-1", rev=2)], "rev-wrong"),
        ([a_vote(), a_vote()], "vote-twice"),
        ([a_vote(area="Évreux"), a_vote(area="Évreux")], "vote-twice"),
        ([a_vote(number="7"), a_vote(by="ben", number="7")], "vote-twice"),
        ([{"kind": "genesis", "subject": SLUG, "format": 1}], "genesis-wrong"),
    ],
)
def test_a_chained_line_that_contradicts_the_ones_before_is_found(tmp_path, lines, code):
    instance = an_instance(tmp_path)
    pairs = [(line if "time" in line else line | {"time": DAY_3}) for line in lines]
    append(instance, SLUG, [(one, a_text() if "rev" in one else None) for one in pairs], as_of=DAY_9, key=KEY)
    assert code in [found for _, found in problems_of(instance)]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (a_vote() | {"stance": "yes"}, "stance"),
        (a_vote() | {"by": "ana"}, "by"),
        (a_vote() | {"on": ""}, "on"),
        (a_vote() | {"actor": "robot"}, "actor"),
        (a_count(value=-1), "value"),
        (a_count() | {"value": True}, "value"),
        (a_contribution(type="poem"), "type"),
        (a_contribution() | {"rev": 0}, "rev"),
        (a_contribution(side="left"), "side"),
        (an_import(read=1, taken=-1), "taken"),
        (an_import(read=1, taken=1, files=["a"]), "files"),
        ({"kind": "decision", "on": "cc-1", "entry": "0" * 64, "outcome": "kept"}, "outcome"),
        ({"kind": "moderation", "on": "cc-1", "entry": "0" * 64, "act": "merge", "rule": ""}, "act"),
        ({"kind": "moderation", "on": "cc-1", "entry": "0", "act": "hide", "rule": "3"}, "entry"),
        ({"kind": "settled", "phase": "causes"}, "items"),
        ({"kind": "poem"}, "kind"),
        ({"kind": ["vote"]}, "kind"),
    ],
)
def test_a_line_that_does_not_follow_the_data_dictionary_is_found_with_its_field(line, field):
    whole = {"actor": None, "area": None, "channel": None, "time": DAY_3, "prev": "0" * 64, "text": "0" * 64} | line
    assert fields.wrong_field(whole) == field


@pytest.mark.parametrize("time", ["2027-13-01T00:00:00Z", "2027-01-01T24:00:00Z", "2027-01-01", 7, None])
def test_a_time_that_is_no_instant_is_found(time):
    assert fields.wrong_field(a_vote() | {"prev": "0" * 64, "time": time}) == "time"


def test_a_vote_with_an_impossible_time_is_found_in_a_ledger_chained_again(tmp_path):
    instance = a_ledger(tmp_path, a_vote())
    edit(shard(instance), lambda rows: rechained([rows[0], rows[1].replace(b"2027-03-02", b"2027-03-42")]))
    assert "line-field" in [code for _, code in problems_of(instance)]


def test_the_data_dictionary_and_the_verifier_name_the_same_fields(repository):
    dictionary = (repository / "docs" / "data.md").read_text(encoding="utf-8").split("## The texts:")[0]
    sections = re.split(r"^### ", dictionary, flags=re.MULTILINE)[1:]
    documented = {}
    for section in sections:
        head, _, body = section.partition("\n")
        names = {
            name for row in re.findall(r"^\| (`.*?) \|", body, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
        }
        for kind in re.findall(r"`(\w+)`", head) or ["every"]:
            documented[kind] = names
    checked = {kind: {name.lstrip("?") for name in forms} for kind, forms in fields.KINDS.items()}
    entries = set().union(*(checked[kind] for kind in ("moderation", "merge", "decision")))
    for kind in ("moderation", "merge", "decision"):
        assert documented.pop(kind) == entries
    every = documented.pop("every")
    assert every == {"kind", *(name.lstrip("?") for name in (*fields.EVERY, *fields.SOURCE))}
    for kind, names in documented.items():
        assert names == checked[kind] | (set(fields.TYPED) if kind == "contribution" else set()), kind


def test_rows_of_texts_that_are_no_rows_are_named(tmp_path):
    instance = a_ledger(tmp_path, a_contribution())
    texts(instance).write_bytes(texts(instance).read_bytes() + b'{"id":["x"],"rev":1}\n{"a": 1}\nhalf')
    found = problems_of(instance)
    assert [(place[-7:], code) for place, code in found] == [
        ("jsonl:4", "line-unfinished"),
        ("jsonl:3", "line-not-canonical"),
    ]
    assert warnings_of(instance) == ["text-unmatched"]
