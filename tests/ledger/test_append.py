import random
import subprocess
import sys

import pytest

from lawloom.errors import LedgerDamaged, SourceUnavailable
from lawloom.ledger import lock, runs, spool, status
from lawloom.ledger.append import Draft, append
from lawloom.ledger.key import salt
from lawloom.ledger.known import read_known
from lawloom.ledger.line import read_object, text_digest
from lawloom.ledger.shards import lines
from ledger.builders import (
    CHANNEL,
    DAY_1,
    DAY_2,
    DAY_3,
    DAY_9,
    KEY,
    SLUG,
    WAYS,
    a_contribution,
    a_count,
    a_ledger,
    a_text,
    a_vote,
    an_instance,
    dies_at,
    import_run,
    problems_of,
    shard,
    small_shards,
    snapshot,
    some_records,
    texts,
    warnings_of,
)


def the_lines(instance, slug=SLUG):
    return [read_object(raw) for _, _, raw in lines(instance.ledger_of(slug))]


def kinds(instance):
    return [line["kind"] for line in the_lines(instance)]


def test_a_new_ledger_begins_with_its_genesis_line(tmp_path):
    instance = a_ledger(tmp_path)
    assert the_lines(instance) == [
        {"kind": "genesis", "subject": SLUG, "format": 1, "prev": "0" * 64, "time": DAY_9},
    ]
    assert not problems_of(instance)


def test_lines_are_sorted_by_time_thousandth_kind_and_id(tmp_path):
    records = [
        (a_vote("cc-2", at=DAY_3), None),
        (a_vote("cc-1", at=DAY_2, ms=7), None),
        (a_vote("cc-1", at=DAY_2, by="ben"), None),
        (a_count("cc-1", at=DAY_2), None),
        (a_contribution("cc-2", at=DAY_2), a_text()),
        (a_contribution("cc-10", at=DAY_2), a_text()),
        (a_contribution("cc-1", at=DAY_2), a_text()),
    ]
    found = the_lines(a_ledger(tmp_path, *records))[1:]
    assert [line.get("id") or (line["kind"], line["on"], line.get("ms", 0)) for line in found] == [
        "cc-1",
        "cc-10",
        "cc-2",
        ("count", "cc-1", 0),
        ("vote", "cc-1", 0),
        ("vote", "cc-1", 7),
        ("vote", "cc-2", 0),
    ]


def test_any_order_of_the_records_gives_the_same_bytes_in_memory_or_spilled(tmp_path, monkeypatch):
    records = some_records(contributions=20, votes=60)
    first = snapshot(a_ledger(tmp_path / "a", *records).contributions)
    monkeypatch.setattr(spool, "RUN", 7)
    random.Random(2).shuffle(records)  # noqa: S311  no secret
    assert snapshot(a_ledger(tmp_path / "b", *records).contributions) == first
    assert not list((tmp_path / "b" / "private" / "runs").glob("sorting-*"))


def test_opening_lines_come_first_and_closing_lines_last_counted_while_the_records_were_read(tmp_path):
    instance = an_instance(tmp_path)
    read = []

    def records():
        for line in (a_vote(by="ana", at=DAY_1), a_vote(by="ben", at=DAY_2)):
            read.append(line)
            yield line, None

    closing = ({"kind": "look", "items": len(read)} for _ in range(1))
    append(instance, SLUG, records(), as_of=DAY_3, opening=[{"kind": "rules"}], closing=closing)
    assert kinds(instance) == ["genesis", "rules", "vote", "vote", "look"]
    assert the_lines(instance)[-1]["items"] == 2
    assert the_lines(instance)[-1]["time"] == the_lines(instance)[1]["time"] == DAY_3


def test_every_line_but_the_first_has_actor_area_and_channel(tmp_path):
    instance = a_ledger(tmp_path, a_count())
    assert {"actor", "area", "channel"}.isdisjoint(the_lines(instance)[0])
    assert the_lines(instance)[1] | {"actor": None, "area": None, "channel": None} == the_lines(instance)[1]


def test_a_text_stands_outside_the_chain_in_the_shard_of_its_line(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    instance = a_ledger(tmp_path, *some_records(contributions=9, votes=0))
    assert [len(texts(instance, n).read_bytes().splitlines()) for n in (1, 2, 3)] == [3, 4, 2]
    row = read_object(texts(instance, 1).read_bytes().splitlines()[0])
    assert row == {"id": "cc-1", "rev": 1, "salt": salt(KEY, SLUG, "cc-1", 1), "data": a_text("Proposal 1")}
    assert the_lines(instance)[1]["text"] == text_digest(row["salt"], row["data"])
    assert not problems_of(instance)


def test_a_full_shard_is_never_written_again(tmp_path):
    instance = a_ledger(tmp_path, *some_records(contributions=2, votes=1500))
    assert [len(shard(instance, n).read_bytes().splitlines()) for n in (1, 2)] == [1000, 503]
    before = shard(instance, 1).stat(), shard(instance, 1).read_bytes(), texts(instance, 1).stat()
    append(instance, SLUG, [(a_vote(by="late", at=DAY_3), None)], as_of=DAY_9)
    assert (shard(instance, 1).stat(), shard(instance, 1).read_bytes(), texts(instance, 1).stat()) == before
    assert len(shard(instance, 2).read_bytes().splitlines()) == 504
    assert not problems_of(instance)


def test_status_says_how_long_the_ledger_is_after_each_run_also_of_one_that_found_nothing(tmp_path):
    instance = a_ledger(tmp_path, a_vote(), as_of=DAY_3)
    done = append(instance, SLUG, [], as_of=DAY_9)
    assert done.added == 0
    assert status.standings(instance) == {SLUG: status.Standing(2, done.head, DAY_9)}
    a_ledger(tmp_path, a_vote(), slug="buses")
    assert set(status.standings(instance)) == {SLUG, "buses"}


@pytest.mark.parametrize(
    "record",
    [
        (a_vote(at="2027-03-10T00:00:00Z"), None),
        (a_vote(at="2027-13-01T00:00:00Z"), None),
        (a_vote(at="2027-03-01"), None),
        (a_vote(ms=1000), None),
        (a_vote(ms=1.5), None),
        (a_vote("cc-1\n"), None),
        (a_contribution(), {"title": "\ud800"}),
        (a_contribution(), {"title": 0.5}),
        (a_contribution("cc-\ud800"), a_text()),
    ],
)
def test_a_record_that_no_line_can_hold_is_refused_and_the_others_go_on(tmp_path, record):
    instance = an_instance(tmp_path)
    with Draft(instance, SLUG, as_of=DAY_9, key=KEY) as draft:
        draft.add(a_vote())
        with pytest.raises(ValueError):
            draft.add(*record)
        assert draft.write().added == 2
    assert not problems_of(instance)


def test_nothing_is_appended_to_a_damaged_ledger(tmp_path):
    instance = a_ledger(tmp_path, *some_records())
    path = shard(instance)
    path.write_bytes(path.read_bytes().replace(b'"for"', b'"mixed"', 1))
    before = snapshot(tmp_path)
    with pytest.raises(LedgerDamaged):
        append(instance, SLUG, [(a_vote(by="eve"), None)], as_of=DAY_9)
    assert snapshot(tmp_path) == before | {"private/runs/lock": (tmp_path / "private/runs/lock").read_bytes()}


def test_nothing_is_appended_to_a_ledger_that_was_rolled_back(tmp_path):
    instance = a_ledger(tmp_path, a_vote(at=DAY_1))
    old = shard(instance).read_bytes()
    append(instance, SLUG, [(a_vote(by="ben"), None)], as_of=DAY_9)
    shard(instance).write_bytes(old)
    with pytest.raises(LedgerDamaged) as caught:
        append(instance, SLUG, [], as_of=DAY_9)
    assert caught.value.problems[0].code == "ledger-rolled-back"


def test_a_ledger_that_changed_since_it_was_read_is_left_alone(tmp_path):
    instance = a_ledger(tmp_path, a_vote())
    known = read_known(instance, SLUG)
    append(instance, SLUG, [(a_vote(by="ben"), None)], as_of=DAY_9)
    with pytest.raises(LedgerDamaged) as caught:
        append(instance, SLUG, [(a_vote(by="cid"), None)], as_of=DAY_9, known=known)
    assert caught.value.problems[0].code == "ledger-moved"


def test_two_runs_at_once_do_not_mix(tmp_path):
    instance = an_instance(tmp_path)
    code = (
        "import sys, pathlib; from lawloom.instance import Instance; from lawloom.ledger import append\n"
        f"append.append(Instance(pathlib.Path(sys.argv[1])), {SLUG!r}, [], as_of={DAY_9!r})"
    )
    with lock.held(instance):
        append(instance, SLUG, [(a_vote(), None)], as_of=DAY_9)  # the same process may take it again
        other = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
        )
    assert "SourceUnavailable" in other.stderr and "run-in-progress" in other.stderr
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, timeout=60).returncode == 0


def test_the_lock_is_free_after_a_failure(tmp_path):
    instance = an_instance(tmp_path)
    with pytest.raises(RuntimeError), lock.held(instance):
        raise RuntimeError
    with lock.held(instance):
        pass
    assert SourceUnavailable.exit_code == 2  # wait and run again


def test_repeating_a_run_adds_nothing(tmp_path):
    instance = an_instance(tmp_path)
    first = import_run(instance, some_records(), as_of=DAY_9)
    before = snapshot(tmp_path)
    assert first.added == 14
    assert import_run(instance, some_records(), as_of=DAY_9).added == 0
    assert snapshot(tmp_path) == before


def all_deaths(tmp_path, prepare, action):
    """(instance, bytes an unkilled run gives, where it died) after killing action at each step in each way."""
    for way in WAYS:
        step, died = 0, True
        while died:
            step += 1
            instance = an_instance(tmp_path / f"{way}{step}")
            prepare(instance)
            before = contributions(instance.root)
            died = dies_at(step, way, lambda instance=instance: action(instance))
            yield instance, before, f"{way} step {step}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "earlier",
    [pytest.param(0, marks=pytest.mark.slow, id="a new ledger"), pytest.param(2, id="a ledger that has lines")],
)
def test_a_run_killed_anywhere_leaves_a_sound_ledger_and_the_next_one_ends_with_the_same_bytes(
    tmp_path, monkeypatch, earlier
):
    small_shards(monkeypatch)
    records = some_records(contributions=3, votes=4)
    edits = [(a_contribution("cc-1", event="edited", rev=2, at=DAY_3), a_text("Better"))]

    def prepare(instance):
        if earlier:
            import_run(instance, some_records(contributions=2, votes=earlier), as_of=DAY_2, files=("b" * 64,))

    def run(instance, as_of=DAY_3):
        import_run(instance, records + edits, as_of=as_of)

    expected = {}
    for as_of in (DAY_3, DAY_9):
        instance = an_instance(tmp_path / as_of[:10])
        prepare(instance)
        run(instance, as_of)
        expected[as_of] = snapshot(instance.root)
    deaths = 0
    for instance, before, where in all_deaths(tmp_path, prepare, run):
        deaths += 1
        assert not problems_of(instance), where
        after = contributions(instance.root)
        resumable = (instance.root / RUN_FILE).exists()
        untouched = ledger_of(after) == ledger_of(before)
        assert resumable or untouched or after == contributions(tmp_path / "2027-03-03"), where
        run(instance, DAY_9)
        if resumable:
            assert snapshot(instance.root).keys() == expected[DAY_3].keys(), where
            assert contributions(instance.root) == contributions(tmp_path / "2027-03-03"), where
        elif untouched:
            assert contributions(instance.root) == contributions(tmp_path / "2027-03-09"), where
        else:  # it had ended: the second run finds nothing, and says when
            assert ledger_of(contributions(instance.root)) == ledger_of(after), where
        assert not warnings_of(instance), where
    assert deaths > 50


RUN_FILE = f"private/runs/{SLUG}.json"


def contributions(root):
    return snapshot(root / "contributions")


def ledger_of(files):
    return {name: content for name, content in files.items() if "/ledger/" in name}


def test_rows_of_texts_that_no_line_claims_are_dropped_by_the_next_run(tmp_path):
    instance = a_ledger(tmp_path, a_contribution())
    before = texts(instance).read_bytes()
    stray = before.replace(b'"cc-1"', b'"cc-2"')
    texts(instance).write_bytes(before + stray)
    texts(instance, 2).write_bytes(stray)
    texts(instance, 3).with_suffix(".jsonl.tmp").write_bytes(b"half")
    assert warnings_of(instance) == ["text-unmatched", "text-unmatched", "not-a-shard"]
    append(instance, SLUG, [], as_of=DAY_9)
    assert [path.name for path in instance.texts_of(SLUG).iterdir()] == ["0001.jsonl"]
    assert texts(instance).read_bytes() == before
    assert not warnings_of(instance)


def test_a_resumed_run_keeps_its_instant_and_another_run_does_not_take_it(tmp_path):
    instance = an_instance(tmp_path)

    def killed():
        with runs.run(instance, SLUG, {"files": ["a"]}, as_of=DAY_1):
            append(instance, SLUG, [(a_vote(at=DAY_1), None)], as_of=DAY_1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    with runs.run(instance, SLUG, {"files": ["b"]}, as_of=DAY_3) as other:
        assert other == DAY_3
    with runs.run(instance, SLUG, {"files": ["a"]}, as_of=DAY_9) as resumed:
        assert resumed == DAY_1
    with runs.run(instance, SLUG, {"files": ["a"]}, as_of=DAY_9) as again:
        assert again == DAY_9
    assert [path.name for path in (tmp_path / "private" / "runs").iterdir()] == ["lock"]


def test_a_run_that_fails_before_it_added_anything_is_forgotten(tmp_path):
    instance = an_instance(tmp_path)
    with pytest.raises(LedgerDamaged), runs.run(instance, SLUG, {"files": ["a"]}, as_of=DAY_1):
        raise LedgerDamaged
    with runs.run(instance, SLUG, {"files": ["a"]}, as_of=DAY_9) as as_of:
        assert as_of == DAY_9


def test_a_text_needs_the_key(tmp_path):
    with pytest.raises(ValueError, match="key"):
        append(an_instance(tmp_path), SLUG, [(a_contribution(), a_text())], as_of=DAY_9)


def test_channels_are_kept_as_the_source_gave_them(tmp_path):
    assert the_lines(a_ledger(tmp_path, a_vote()))[1]["channel"] == CHANNEL
