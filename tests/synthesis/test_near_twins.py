"""Copies and form letters are found; what only looks alike is not."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the extra `analysis` is not installed")

from lawloom.synthesis import near_twins
from lawloom.synthesis.twins import in_order
from lawloom.synthesis.wording import wording
from synthesis.planted import planted

LETTER = (
    "We ask the assembly to keep the night train between the coast and the capital, because many people who work in "
    "the hospitals have no other way to come home after the late shift, and a bus takes twice the time it takes now."
)


def groups(texts: list[str]) -> list[tuple[object, ...]]:
    return [family.members for family in near_twins(texts)]


def test_capitals_accents_signs_and_spaces_do_not_hide_a_copy():
    assert groups(["¡Más trenes, por favor!", "mas  TRENES por\nfavor", "Menos trenes, por favor"]) == [(0, 1)]


def test_a_form_letter_with_some_words_changed_is_a_copy():
    mine = LETTER.replace("many people", "my sister and others").replace("twice", "three times")
    assert groups([LETTER, "Something else entirely.", mine]) == [(0, 2)]


def test_a_copy_of_a_copy_is_of_the_same_family():
    words = LETTER.split()
    chain = [words]
    for step in range(3):
        changed = list(chain[-1])
        for at in range(step, len(changed), 9):
            changed[at] = f"other{step}x{at}"
        chain.append(changed)
    assert groups([" ".join(one) for one in chain]) == [(0, 1, 2, 3)]
    assert groups([" ".join(one) for one in (chain[0], chain[3])]) == []


def test_short_texts_are_not_chained_together():
    texts = ["I agree with it", "I agree with you", "We agree with you", "We agree with them"]
    assert groups(texts) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "I think that this article must stay in the law as it was first written",
            "I think that this article must not stay in the law as it was first written",
        ),
        (
            "The second line of article 7 should be taken out of the draft without delay",
            "The second line of article 8 should be taken out of the draft without delay",
        ),
        (
            LETTER,
            LETTER.replace("keep the night train", "never keep the night train"),
        ),
    ],
)
def test_a_denial_or_another_number_is_no_small_change(one: str, other: str):
    assert groups([one, other]) == []


def test_texts_without_words_are_told_apart_by_their_signs():
    assert sorted(groups(["...", "👍", ". . .", "👎", "👍"])) == [(0, 2), (1, 4)]


def test_the_representative_is_the_wording_most_people_sent():
    changed = LETTER.replace("night", "early")
    (family,) = near_twins({"a": changed, "b": LETTER, "c": LETTER.upper()})
    assert family.representative in ("b", "c")
    assert family.wordings == 2
    assert near_twins({"a": changed, "b": LETTER, "c": LETTER.upper()}).members["a"] == family.representative


def test_every_text_has_a_representative_and_twins_count_once():
    found = near_twins([LETTER, "Alone.", LETTER + " Thank you."])
    assert set(found.members) == {0, 1, 2}
    assert found.members[1] == 1
    assert found.distinct == 2


def test_no_text_and_one_text_have_no_twins():
    assert len(near_twins([])) == 0
    assert groups(["Only me."]) == []


def test_one_text_given_for_a_list_is_refused():
    with pytest.raises(TypeError, match="not one text"):
        near_twins(LETTER)


@pytest.mark.slow
def test_the_order_of_the_texts_and_the_hash_seed_change_nothing():
    rng = random.Random(7)  # noqa: S311
    words = [f"word{at}" for at in range(400)]
    texts = {}
    for at in range(60):
        base = rng.choices(words, k=30)
        texts[f"t{at}"] = " ".join(base)
        if at % 3 == 0:
            base[at % 30] = "changed"
            texts[f"t{at}-copy"] = " ".join(base).title()
    keys = list(texts)
    first = {key: near_twins(texts).members[key] for key in keys}
    assert len(set(first.values())) == 60
    for _ in range(3):
        rng.shuffle(keys)
        assert near_twins({key: texts[key] for key in keys}).members == first
    program = (
        "import json,sys; from lawloom.synthesis import near_twins; "
        "print(json.dumps(near_twins(json.load(sys.stdin)).members, sort_keys=True))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=json.dumps(texts),
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert told == {json.dumps(first, sort_keys=True) + "\n"}


def test_a_campaign_of_thousands_of_wordings_costs_a_look_or_two_a_wording(monkeypatch: pytest.MonkeyPatch):
    from lawloom.synthesis import twins

    looks = []
    close = twins._close
    monkeypatch.setattr(twins, "_close", lambda *given: looks.append(1) or close(*given))
    words = LETTER.split()
    texts = []
    for at in range(2000):
        mine = list(words)
        mine[at % len(words)] = f"own{at}"
        texts.append(" ".join(mine))
    _, family = near_twins(texts + ["."] * 3000)
    assert len(family.members) == 2000
    assert len(looks) < 3 * 2000


def test_words_in_order_are_counted_with_gaps():
    assert in_order(list("abcde"), list("axcey")) == 3
    assert in_order(list("abc"), list("cba")) == 1
    assert in_order([], list("abc")) == 0


def test_a_wording_is_words_in_small_letters_without_accents():
    assert wording("  Ça, c’est «déjà» DIT! ") == "ca c est deja dit"
    assert wording(" :-) ") == ":-)"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "es", "en", "de"])
def test_planted_copies_are_found_again(language: str, tmp_path: Path):
    rows = planted(tmp_path, language, 2500)
    truth = {row["id"]: row["planted_original"] or row["id"] for row in rows}
    found = near_twins({row["id"]: row["body"] for row in rows}).members
    true = {frozenset(pair) for pair in pairs(truth)}
    told = {frozenset(pair) for pair in pairs(found)}
    assert len(true & told) >= 0.99 * len(true)
    assert len(true & told) >= 0.99 * len(told)


def pairs(groups: dict[object, object]) -> list[tuple[object, object]]:
    inside: dict[object, list[object]] = {}
    for key, group in groups.items():
        inside.setdefault(group, []).append(key)
    return [
        (one, other) for members in inside.values() for at, one in enumerate(members) for other in members[at + 1 :]
    ]
