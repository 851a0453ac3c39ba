"""Ten thousand contributions: what was planted among them is told, and what is clean is not."""

import random

import pytest

from lawloom.ledger.fold import fold_lines
from lawloom.model.contribution import Text
from lawloom.signs import of_votes, texts
from lawloom.signs.found import MAJORITY
from lawloom.tally import count
from ledger.chains import opened, voted
from signs.crowds import at, at_once

pytestmark = pytest.mark.slow

MANY, COPIES, CROWD = 10_000, 472, 200
WORDS = [
    "lamp",
    "night",
    "street",
    "sleep",
    "light",
    "dark",
    "bird",
    "safe",
    "walk",
    "home",
    "cost",
    "power",
    "star",
    "town",
    "road",
    "tree",
]
CLOSE, CLEAR = "cc-1", "cc-2"


@pytest.fixture(scope="module")
def clean():
    """The lines of contributions and of votes over three months, and what each contribution says."""
    draw = random.Random("ten thousand")  # noqa: S311  the seed is public
    said = {f"cc-{n}": " ".join(draw.choices(WORDS, k=30)) for n in range(1, MANY + 1)}
    letter = said["cc-9529"]
    for n in range(MANY - COPIES + 1, MANY + 1):  # the same letter with other signs and capitals
        said[f"cc-{n}"] = letter.upper().replace(" ", ", ", n % 29) if n % 2 else f"{letter}!{'?' * (n % 5)}"
    sent = [
        opened(name, by=f"author {n % 1_500}" if n < MANY - COPIES else "one", at=at(n * 700))
        for n, name in enumerate(said)
    ]
    votes = []
    for name, votes_for, against in ((CLOSE, 70, 75), (CLEAR, 300, 40)):
        stances = ["for"] * votes_for + ["against"] * against
        people = draw.sample(range(1_500), len(stances))
        votes += [
            voted(name, by=f"author {person}", stance=stance, at=at(draw.randrange(90 * 86_400)))
            for person, stance in zip(people, stances, strict=True)
        ]
    votes += [
        voted(
            f"cc-{draw.randrange(3, 3_000)}",
            by=f"author {draw.randrange(1_500)}",
            stance=draw.choice(("for", "for", "against")),
            at=at(draw.randrange(90 * 86_400)),
        )
        for _ in range(15_000)
    ]
    return sent, votes, said


def signs_of(clean, *more):
    ledger = fold_lines([*clean[0], *clean[1], *more], "trains")
    return of_votes(ledger, None, count(ledger, None))


def test_nothing_is_unusual_in_clean_votes(clean):
    found = signs_of(clean)
    assert (found.bursts, found.fragile) == ({}, {})


def test_two_hundred_new_accounts_in_one_hour_make_a_close_outcome_fragile_and_no_other(clean):
    found = signs_of(clean, *at_once(CLOSE, CROWD, day=40))
    assert list(found.bursts) == [CLOSE]
    assert (found.bursts[CLOSE].votes, found.bursts[CLOSE].newcomers) == (CROWD, CROWD)
    assert MAJORITY in found.fragile[CLOSE].changes
    assert list(found.without) == [CLOSE]


def test_on_a_clear_outcome_they_are_told_and_it_stands(clean):
    found = signs_of(clean, *at_once(CLEAR, CROWD, day=40))
    assert list(found.bursts) == [CLEAR]
    assert MAJORITY not in found.without[CLEAR].changes


def test_one_author_with_copies_leaves_the_total_and_counts_as_one_text_by_one_person(clean):
    sent, _, said = clean
    words = {name: texts.words_of(Text(body=body)) for name, body in said.items()}
    found = texts.of_texts(fold_lines(sent, "trains").contributions.values(), words, set(words.values()))
    assert (found.contributions, found.texts, found.people) == (MANY, MANY - COPIES + 1, 1_501)
    (copies,), (flood,) = found.copies, found.floods
    assert (len(copies.ids), copies.people) == (COPIES, 1)
    assert (len(flood.ids), flood.texts) == (COPIES, 1)
