import pytest

from examples import ALL
from lawloom.errors import ContentProblems, LedgerDamaged
from lawloom.ledger.append import append
from lawloom.ledger.erase import erase
from lawloom.ledger.known import read_known
from lawloom.ledger.line import read_object
from lawloom.ledger.verify import verify
from lawloom.model.editorial import Moderation, ModerationAct
from lawloom.model.subject import Subject
from ledger.builders import (
    DAY_1,
    DAY_2,
    DAY_3,
    DAY_9,
    KEY,
    SLUG,
    WAYS,
    a_contribution,
    a_ledger,
    a_text,
    a_vote,
    dies_at,
    problems_of,
    shard,
    small_shards,
    snapshot,
    texts,
    warnings_of,
)

SECRET = "My name is Ana and I live at 12 Mill Lane"


def the_ledger(tmp_path):
    edit = a_contribution("cc-1", event="edited", rev=2, at=DAY_2)
    opened = (a_contribution("cc-1"), a_text(SECRET)), (a_contribution("cc-10"), a_text("Another"))
    return a_ledger(tmp_path, *opened, (edit, a_text(SECRET + "!")), a_vote("cc-1"), a_vote("cc-10"), as_of=DAY_3)


def last_line(instance, number=1):
    return read_object(shard(instance, number).read_bytes().splitlines()[-1])


def test_erasing_empties_every_revision_keeps_the_votes_and_is_told(tmp_path):
    instance = the_ledger(tmp_path)
    assert erase(instance, SLUG, "cc-1", as_of=DAY_9) is True
    assert SECRET.encode() not in b"".join(snapshot(tmp_path).values())
    assert b"Another" in texts(instance).read_bytes()
    line = last_line(instance)
    assert (line["kind"], line["on"], line["revs"], line["time"]) == ("erased", "cc-1", [1, 2], DAY_9)
    [report] = verify(instance, [SLUG])
    assert (report.erased, report.votes, report.problems) == (1, 2, ())


def test_erasing_again_changes_nothing(tmp_path):
    instance = the_ledger(tmp_path)
    erase(instance, SLUG, "cc-1", as_of=DAY_3)
    before = snapshot(tmp_path)
    assert erase(instance, SLUG, "cc-1", as_of=DAY_9) is False
    assert snapshot(tmp_path) == before


def test_an_id_that_is_not_there_is_told_and_nothing_is_written(tmp_path):
    instance = the_ledger(tmp_path)
    before = snapshot(instance.contributions)
    with pytest.raises(ContentProblems) as caught:
        erase(instance, SLUG, "cc-2", as_of=DAY_9)
    assert caught.value.problems[0].code == "erase-unknown"
    assert snapshot(instance.contributions) == before


def test_nothing_is_erased_in_a_damaged_ledger(tmp_path):
    instance = the_ledger(tmp_path)
    shard(instance).write_bytes(shard(instance).read_bytes().replace(b'"for"', b'"mixed"'))
    before = snapshot(instance.contributions)
    with pytest.raises(LedgerDamaged):
        erase(instance, SLUG, "cc-1", as_of=DAY_9)
    assert snapshot(instance.contributions) == before


def test_no_text_of_an_erased_contribution_is_stored_again(tmp_path):
    instance = the_ledger(tmp_path)
    erase(instance, SLUG, "cc-1", as_of=DAY_3)
    edit = a_contribution("cc-1", event="edited", rev=3, at=DAY_3)
    append(instance, SLUG, [(edit, a_text(SECRET))], as_of=DAY_9, key=KEY)
    assert SECRET.encode() not in b"".join(snapshot(tmp_path).values())
    [report] = verify(instance, [SLUG])
    assert (report.erased, report.problems) == (1, ())


def test_a_text_that_is_recognised_after_its_erasure_adds_no_line(tmp_path):
    instance = the_ledger(tmp_path)
    erase(instance, SLUG, "cc-1", as_of=DAY_9)
    assert read_known(instance, SLUG).has_text("cc-1", a_text(SECRET + "!"), KEY)


def test_a_text_brought_back_from_an_old_copy_is_told_with_what_to_run(tmp_path):
    instance = the_ledger(tmp_path)
    old = texts(instance).read_bytes()
    erase(instance, SLUG, "cc-1", as_of=DAY_3)
    texts(instance).write_bytes(old)
    assert problems_of(instance) == [(f"contributions/{SLUG}/texts", "text-not-erased")]
    assert erase(instance, SLUG, "cc-1", as_of=DAY_9) is True
    assert not problems_of(instance)


def test_new_entries_of_moderation_are_recorded_before_the_erasure(tmp_path):
    instance = the_ledger(tmp_path)
    hidden = Moderation(on="cc-10", act=ModerationAct.HIDE, rule="3", reason="Insults", date="2027-03-03", line=4)
    subject = Subject(SLUG, "Trains", "Trains at night.", "en", (), moderation=(hidden,))
    erase(instance, SLUG, "cc-1", as_of=DAY_9, subject=subject)
    kinds = [read_object(raw)["kind"] for raw in shard(instance).read_bytes().splitlines()]
    assert kinds[-2:] == ["moderation", "erased"]


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_an_erasure_killed_anywhere_ends_when_it_is_run_again(tmp_path, monkeypatch, way):
    small_shards(monkeypatch, 3)
    expected = the_ledger(tmp_path / "unkilled")
    erase(expected, SLUG, "cc-1", as_of=DAY_3)
    step, died = 0, True
    while died:
        step += 1 if ALL else 2
        instance = the_ledger(tmp_path / str(step))
        died = dies_at(step, way, lambda instance=instance: erase(instance, SLUG, "cc-1", as_of=DAY_3))
        for place, code in problems_of(instance):  # the one thing that may be open says what to run
            assert (place, code) == (f"contributions/{SLUG}/texts", "text-not-erased"), step
        erase(instance, SLUG, "cc-1", as_of=DAY_3)
        assert snapshot(instance.contributions) == snapshot(expected.contributions), step
        assert not problems_of(instance) and not warnings_of(instance)
    assert step > 10


def test_the_day_of_the_erasure_is_that_of_the_run_that_began_it(tmp_path):
    instance = the_ledger(tmp_path)
    assert last_line(instance)["time"] > DAY_1
    assert dies_at(12, "after", lambda: erase(instance, SLUG, "cc-1", as_of=DAY_3))
    erase(instance, SLUG, "cc-1", as_of=DAY_9)
    assert last_line(instance)["time"] == DAY_3
