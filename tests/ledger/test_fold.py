"""Fold: what the lines of a ledger amount to, and that a wrong line is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.errors import LedgerDamaged
from lawloom.instance import Instance
from lawloom.ledger import kept, reading
from lawloom.ledger.fold import fold, fold_lines
from lawloom.model.contribution import Actor, Kind, Side
from lawloom.model.vote import Stance
from ledger.builders import DAY_1, DAY_2, DAY_3, DAY_9, SLUG, a_count, a_ledger, a_person, an_import, import_run
from ledger.chains import GENESIS, an_instance_of, chain, opened, small_shards, some_lines, voted, write


def folded(*records):
    return fold_lines([GENESIS, *records], SLUG)


def event(name, what, *, at=DAY_3, **more):
    return {
        "kind": "contribution",
        "event": what,
        "id": name,
        "time": at,
        "actor": None,
        "area": None,
        "channel": None,
    } | more


def edited(name, rev, *, at=DAY_3, **more):
    return opened(name, at=at, rev=rev) | {"event": "edited"} | more


def the_damage(action, *arguments, **more):
    with pytest.raises(LedgerDamaged) as found:
        action(*arguments, **more)
    [problem] = found.value.problems
    return problem.code, str(problem.place)


# --- contributions ----------------------------------------------------------------------------------------------------


def test_a_contribution_is_what_its_opening_line_says():
    item = folded(opened("cc-a1", type="argument", on="cc-1", side="against", ms=12, area="north")).contributions[
        "cc-a1"
    ]
    assert (item.kind, item.on, item.side, item.by) == (Kind.ARGUMENT, "cc-1", Side.AGAINST, a_person("ana"))
    assert (item.actor, item.area, item.channel) == (Actor.CITIZEN, "north", "import:cc")
    assert (item.sent_at, item.ms, item.rev, item.edited_at, item.state) == (DAY_1, 12, 1, None, "opened")


def test_contributions_stand_in_the_order_in_which_they_appeared():
    ledger = folded(opened("cc-9"), opened("cc-1"), edited("cc-9", 2))
    assert list(ledger.contributions) == ["cc-9", "cc-1"]


def test_an_edit_changes_the_kind_and_keeps_who_sent_it_and_when():
    item = folded(opened("cc-1"), edited("cc-1", 2, type="solution", by=a_person("ben"))).contributions["cc-1"]
    assert (item.kind, item.rev, item.edited_at, item.sent_at) == (Kind.SOLUTION, 2, DAY_3, DAY_1)
    assert item.by == a_person("ana")


def test_an_older_revision_changes_nothing():
    item = folded(opened("cc-1"), edited("cc-1", 3), edited("cc-1", 2, type="cause")).contributions["cc-1"]
    assert (item.kind, item.rev) == (Kind.PROPOSAL, 3)


@pytest.mark.parametrize("state", ["closed", "withdrawn", "vanished", "transferred"])
def test_a_contribution_keeps_its_last_state(state):
    ledger = folded(opened("cc-1"), event("cc-1", state))
    assert ledger.contributions["cc-1"].state == state
    assert ledger.touched["cc-1"] == DAY_3


def test_a_contribution_opened_again_is_open():
    ledger = folded(opened("cc-1"), event("cc-1", "closed"), opened("cc-1", rev=2, at=DAY_9))
    assert ledger.contributions["cc-1"].state == "opened"


def test_what_the_platform_had_set_aside_is_set_aside():
    ledger = folded(opened("cc-1", set_aside="trashed"), opened("cc-2"))
    assert [item.set_aside for item in ledger.contributions.values()] == ["trashed", ""]


def an_act(on, act, rule="3", **more):
    return {"kind": "moderation", "on": on, "act": act, "rule": rule, "entry": "e" * 64, "time": DAY_3} | more


def test_moderation_hides_sets_aside_and_restores():
    hidden = folded(opened("cc-1"), an_act("cc-1", "hide", "2")).contributions["cc-1"]
    assert (hidden.hidden, hidden.set_aside) == ("2", "")
    aside = folded(opened("cc-1"), an_act("cc-1", "set-aside", "4")).contributions["cc-1"]
    assert (aside.hidden, aside.set_aside) == ("", "4")
    lines = [opened("cc-1", set_aside="trashed"), an_act("cc-1", "hide"), an_act("cc-1", "restore")]
    restored = folded(*lines).contributions["cc-1"]
    assert (restored.hidden, restored.set_aside) == ("", "")


def test_a_merge_stands_until_it_is_restored():
    merge = {"kind": "merge", "on": "cc-1", "into": "cc-2", "entry": "e" * 64, "time": DAY_3}
    ledger = folded(opened("cc-1"), opened("cc-2"), merge)
    assert ledger.merges == {"cc-1": "cc-2"}
    assert ledger.contributions["cc-1"].merged_into == "cc-2"
    assert folded(opened("cc-1"), opened("cc-2"), merge, an_act("cc-1", "restore")).merges == {}


def test_the_last_decision_stands():
    said = [
        {"kind": "decision", "on": "cc-1", "outcome": outcome, "entry": "e" * 64, "time": DAY_3}
        for outcome in ("adopted", "struck-out")
    ]
    assert folded(opened("cc-1"), *said).decisions == {"cc-1": "struck-out"}


def test_an_erased_contribution_says_so():
    ledger = folded(opened("cc-1"), {"kind": "erased", "on": "cc-1", "revs": [1], "time": DAY_3})
    assert ledger.contributions["cc-1"].erased
    assert ledger.erased == {"cc-1": (1,)}


def test_a_settled_phase_is_known():
    assert folded({"kind": "settled", "phase": "causes", "items": 12, "time": DAY_3}).settled == {"causes": 12}


# --- counts and imports -----------------------------------------------------------------------------------------------


def test_a_count_replaces_the_one_before():
    ledger = folded(opened("cc-1"), a_count(value=7), a_count(value=9), a_count(stance="mixed", value=1))
    found = {stance: count.value for (_, _, stance), count in ledger.counts.items()}
    assert found == {Stance.FOR: 9, Stance.MIXED: 1}


def test_counts_of_two_imports_stand_side_by_side():
    ledger = folded(opened("cc-1"), a_count(value=7), a_count(value=2, prefix="de"))
    assert sorted((count.prefix, count.value) for count in ledger.counts.values()) == [("cc", 7), ("de", 2)]


def import_line(votes, at=DAY_9):
    return an_import(read=1, taken=1) | {"votes": votes, "time": at, "actor": None, "area": None}


def test_the_best_that_imports_of_one_prefix_tell_of_votes_is_what_is_known():
    assert folded(import_line("none")).imports == {"cc": "none"}
    assert folded(import_line("counts"), import_line("none")).imports == {"cc": "counts"}
    assert folded(import_line("rows"), import_line("counts")).imports == {"cc": "rows"}


def test_the_count_is_as_of_the_start_of_the_last_run():
    assert folded(import_line("rows", DAY_9), voted(at="2027-09-09T00:00:00Z")).as_of == DAY_9
    assert fold_lines([]).as_of == ""


def test_a_run_that_found_nothing_is_the_last_run(tmp_path):
    instance = a_ledger(tmp_path, opened("cc-1"), as_of=DAY_2)
    import_run(instance, [(opened("cc-1"), None)], as_of=DAY_3)
    import_run(instance, [(opened("cc-1"), None)], as_of=DAY_9)
    assert fold(instance, SLUG).as_of == DAY_9


def test_kinds_of_line_that_later_stages_write_change_nothing():
    assert folded(
        opened("cc-1"), {"kind": "look", "time": DAY_9}, {"kind": "draw", "time": DAY_9}
    ).contributions.keys() == {"cc-1"}


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_subject_without_a_ledger_is_empty(tmp_path):
    ledger = fold(Instance(tmp_path), SLUG)
    assert (ledger.lines, ledger.head, dict(ledger.contributions), len(ledger.votes)) == (0, "0" * 64, {}, 0)


def same(one, other):
    def plain(ledger):
        votes = {on: (list(ledger.votes.of(on)), ledger.votes.nobody(on)) for on in sorted(ledger.votes.items)}
        names = [name for name in ledger.__slots__ if name != "votes"]
        return votes, {name: getattr(ledger, name) for name in names}

    return plain(one) == plain(other)


def test_a_ledger_from_files_is_the_same_as_from_its_lines(tmp_path):
    records = [*some_lines(), voted(by=None), voted(event="withdrawn", at=DAY_9), import_line("rows")]
    instance = an_instance_of(tmp_path, records)
    assert same(fold(instance, SLUG), fold_lines(chain(records), SLUG))


def test_lines_as_bytes_must_be_a_chain():
    lines = chain(some_lines())
    del lines[7]
    assert the_damage(fold_lines, lines, "trains") == ("chain-broken", "trains:8")


@given(st.data())
def test_a_flipped_vote_is_named(tmp_path_factory, data):
    lines = chain(some_lines())
    at = data.draw(st.integers(5, len(lines) - 2))
    wrong = lines[at].replace(b'"stance":"for"', b'"stance":"pass"').replace(b'"stance":"against"', b'"stance":"for"')
    if wrong == lines[at]:
        wrong = lines[at].replace(b'"mixed"', b'"for"')
    lines[at] = wrong
    folder = tmp_path_factory.mktemp("flipped")
    write(Instance(folder).ledger_of(SLUG), lines)
    code, place = the_damage(fold, Instance(folder), SLUG)
    assert (code, place) == ("chain-broken", f"contributions/{SLUG}/ledger/0001.jsonl:{at + 2}")


@pytest.mark.parametrize("size", [4, 1000])
@pytest.mark.parametrize(
    "harm",
    [
        lambda lines: lines.pop(17),
        lambda lines: lines.insert(17, lines[17]),
        lambda lines: lines.__setitem__(slice(17, 19), [lines[18], lines[17]]),
    ],
    ids=["dropped", "copied", "swapped"],
)
def test_a_line_that_is_dropped_copied_or_moved_is_named(tmp_path, monkeypatch, harm, size):
    small_shards(monkeypatch, size)
    lines = chain(some_lines(votes=36))
    harm(lines)
    write(Instance(tmp_path).ledger_of(SLUG), lines, size)
    code, place = the_damage(fold, Instance(tmp_path), SLUG)
    assert code == "chain-broken"
    at = int(place.rsplit("/", 1)[1][:4]) * size - size + int(place.rsplit(":", 1)[1])
    assert at in (18, 19)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (b'{"kind": "look"}', "line-not-canonical"),
        (b'{"kind":"look"', "line-not-json"),
        (b'{"kind":"l\xffok"}', "line-not-utf8"),
        (b"[]", "line-not-canonical"),
        (b'{"kind":"unheard-of"}', "line-field"),
    ],
)
def test_a_line_that_is_no_line_is_named(tmp_path, wrong, code):
    lines = chain(some_lines())
    lines[9] = wrong
    write(Instance(tmp_path).ledger_of(SLUG), lines)
    assert the_damage(fold, Instance(tmp_path), SLUG) == (code, f"contributions/{SLUG}/ledger/0001.jsonl:10")


def test_a_vote_with_a_wrong_field_is_named(tmp_path):
    records = [*some_lines(votes=3), voted(stance="perhaps")]
    instance = an_instance_of(tmp_path, records)
    assert the_damage(fold, instance, SLUG) == ("line-field", f"contributions/{SLUG}/ledger/0001.jsonl:8")


def test_a_missing_shard_a_short_one_and_a_cut_one_are_named(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    instance = an_instance_of(tmp_path, some_lines(), 4)
    folder = instance.ledger_of(SLUG)
    second = (folder / "0002.jsonl").read_bytes()
    (folder / "0002.jsonl").unlink()
    assert the_damage(fold, instance, SLUG) == ("shard-missing", f"contributions/{SLUG}/ledger/0002.jsonl")
    (folder / "0002.jsonl").write_bytes(second.split(b"\n", 1)[1])
    assert the_damage(fold, instance, SLUG) == ("shard-size", f"contributions/{SLUG}/ledger/0002.jsonl")
    (folder / "0002.jsonl").write_bytes(second[:-1])
    assert the_damage(fold, instance, SLUG) == ("line-unfinished", f"contributions/{SLUG}/ledger/0002.jsonl:4")


def test_the_ledger_of_another_subject_is_refused(tmp_path):
    instance = an_instance_of(tmp_path, some_lines())
    write(instance.ledger_of("ponds"), chain(some_lines()))
    assert the_damage(fold, instance, "ponds") == ("genesis-wrong", "contributions/ponds/ledger/0001.jsonl:1")


def test_a_ledger_that_does_not_begin_with_its_genesis_is_refused(tmp_path):
    write(Instance(tmp_path).ledger_of(SLUG), chain(some_lines(), genesis=None))
    assert the_damage(fold, Instance(tmp_path), SLUG) == ("genesis-wrong", f"contributions/{SLUG}/ledger/0001.jsonl:1")


# --- several processes ------------------------------------------------------------------------------------------------


def many_processes(monkeypatch):
    monkeypatch.setattr(reading, "ALONE", 1)
    monkeypatch.setattr(reading, "processors", lambda: 3)
    monkeypatch.setattr(reading, "_can_fork", lambda: True)


def test_a_ledger_read_by_several_processes_is_the_same(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    instance = an_instance_of(tmp_path, [*some_lines(votes=100), voted(by=None), voted(ms=3, number="4")], 4)
    alone = fold(instance, SLUG)
    many_processes(monkeypatch)
    together = fold(instance, SLUG)
    assert len(together.votes.segments) > 1
    assert same(alone, together)


@pytest.mark.parametrize("at", [3, 50, 99])
def test_damage_found_by_another_process_is_told_as_well(tmp_path, monkeypatch, at):
    small_shards(monkeypatch)
    many_processes(monkeypatch)
    lines = chain(some_lines(votes=100))
    lines[at] = lines[at].replace(b"citizen", b"company")
    write(Instance(tmp_path).ledger_of(SLUG), lines, 4)
    code, place = the_damage(fold, Instance(tmp_path), SLUG)
    assert (code, place) == (
        "chain-broken",
        f"contributions/{SLUG}/ledger/{(at + 1) // 4 + 1:04d}.jsonl:{(at + 1) % 4 + 1}",
    )


# --- what is kept in build/ -------------------------------------------------------------------------------------------


def shelf(instance):
    return sorted(path.name for path in (instance.build / "cache" / "ledger" / SLUG).glob("*"))


def test_what_is_kept_of_full_shards_gives_the_same(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    records = [*some_lines(votes=30), voted(by=None), import_line("rows")]
    instance = an_instance_of(tmp_path, records, 4)
    first = fold(instance, SLUG, keep=True)
    assert shelf(instance)
    assert same(first, fold(instance, SLUG))
    assert same(first, fold(instance, SLUG, keep=True))


def test_only_what_is_new_is_read_again(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    records = some_lines(votes=30)
    instance = an_instance_of(tmp_path, records, 4)
    fold(instance, SLUG, keep=True)
    write(instance.ledger_of(SLUG), chain([*records, voted(by="zoe")]), 4)
    read = []
    real = reading._Reader.take
    monkeypatch.setattr(
        reading._Reader, "take", lambda self, shard, *a, **k: (read.append(shard), real(self, shard, *a, **k))
    )
    after = fold(instance, SLUG, keep=True)
    assert read == [9]
    assert same(after, fold(instance, SLUG))


def test_many_small_additions_are_united_and_stay_the_same(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    records = some_lines(votes=80)
    for end in range(4, len(records), 4):
        instance = an_instance_of(tmp_path, records[:end], 4)
        assert same(fold(instance, SLUG, keep=True), fold(instance, SLUG))
        assert len(shelf(instance)) <= kept.MOST_PARTS


def test_a_shard_that_was_changed_is_read_again_and_named(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    instance = an_instance_of(tmp_path, some_lines(votes=30), 4)
    fold(instance, SLUG, keep=True)
    path = instance.ledger_of(SLUG) / "0003.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"stance":"for"', b'"stance":"mixed"'))
    assert the_damage(fold, instance, SLUG, keep=True)[0] == "chain-broken"


def test_a_ledger_that_was_written_again_is_read_again(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    fold(an_instance_of(tmp_path, some_lines(votes=30), 4), SLUG, keep=True)
    instance = an_instance_of(tmp_path, some_lines(contributions=5, votes=31), 4)
    assert same(fold(instance, SLUG, keep=True), fold(instance, SLUG))


@pytest.mark.parametrize("harm", [lambda raw: raw[:-5], lambda raw: b"", lambda raw: raw.replace(b"cc-1", b"cc-2")])
def test_a_kept_part_that_was_cut_or_changed_is_made_again(tmp_path, monkeypatch, harm):
    small_shards(monkeypatch)
    instance = an_instance_of(tmp_path, some_lines(votes=30), 4)
    fold(instance, SLUG, keep=True)
    [path] = (instance.build / "cache" / "ledger" / SLUG).glob("*")
    whole = path.read_bytes()
    path.write_bytes(harm(whole))
    assert same(fold(instance, SLUG, keep=True), fold(instance, SLUG))
    assert path.read_bytes() == whole


def test_a_disk_that_refuses_costs_only_time(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    instance = an_instance_of(tmp_path, some_lines(votes=30), 4)
    instance.build.write_text("a file where a folder should be")
    assert same(fold(instance, SLUG, keep=True), fold(instance, SLUG))
