"""Laws as several countries write them: what moved moved, a new number is no edit, and nothing is told twice."""

from __future__ import annotations

import random

import pytest

from bill.redlining.statutes import MANNERS, Clause, Manner, changed, sentence, statute, written
from bill.redlining.statutes import Article as Planted
from lawloom import bill
from lawloom.bill.redlining.change import Redline, words_in


@pytest.fixture(params=MANNERS, ids=lambda manner: manner.name)
def manner(request: pytest.FixtureRequest) -> Manner:
    return request.param


def told(a: str, b: str) -> Redline:
    made = bill.redline(a, b)
    assert bill.apply(a, made) == b
    return made


def counted(made: Redline) -> tuple[int, int, int, int]:
    """Words added and removed, moves, headings with another number."""
    return made.words_added, made.words_removed, len(made.moves), len(made.renumbered)


def test_articles_that_move_are_moves_and_their_numbers_follow(manner: Manner) -> None:
    law = statute(manner, 1)
    swapped = changed(law)
    swapped[2], swapped[7] = swapped[7], swapped[2]
    assert counted(told(written(manner, law), written(manner, swapped))) == (0, 0, 2, 2)
    by_key = {one.key: one.key + 1 for one in law}
    assert counted(told(written(manner, law), written(manner, swapped, by_key))) == (0, 0, 2, 0)
    carried = [*law[1:6], law[0], *law[6:]]
    assert counted(told(written(manner, law), written(manner, carried))) == (0, 0, 1, 6)


def test_all_articles_numbered_anew_are_no_edit(manner: Manner) -> None:
    law = statute(manner, 2)
    later = written(manner, law, {one.key: one.key + 12 for one in law})
    assert counted(told(written(manner, law), later)) == (0, 0, 0, 10)


def test_an_article_that_comes_or_goes_is_all_that_changes(manner: Manner) -> None:
    law = statute(manner, 3)
    new = Planted(99, "Bicycles", [Clause("Bicycles travel in every carriage that has a door for them", None, [])])
    longer = [*law[:3], new, *law[3:]]
    words = words_in(manner.heading(4, new.title)) + words_in(new.clauses[0].words)
    assert counted(told(written(manner, law), written(manner, longer))) == (words, 0, 0, 7)
    assert counted(told(written(manner, longer), written(manner, law))) == (0, words, 0, 7)


def test_paragraphs_and_points_move_without_an_edit(manner: Manner) -> None:
    law = statute(manner, 4)
    moved = changed(law)
    clause = moved[0].clauses.pop(1)
    clause.points = law[0].clauses[1].points = []
    moved[1].clauses.append(clause)
    assert counted(told(written(manner, law), written(manner, moved))) == (0, 0, 1, 0)
    swapped = changed(law)
    points = swapped[0].clauses[2].points
    points[0], points[1] = points[1], points[0]
    assert counted(told(written(manner, law), written(manner, swapped))) == (0, 0, 2, 0)


def test_a_new_paragraph_changes_the_numbers_behind_it_and_nothing_else(manner: Manner) -> None:
    law = statute(manner, 5)
    longer = changed(law)
    words = sentence(random.Random(5), manner.language) + " once more"  # noqa: S311  planted, not secret
    longer[0].clauses.insert(1, Clause(words, None, []))
    made = told(written(manner, law), written(manner, longer))
    assert counted(made) == (words_in(f"{manner.paragraph(2)}{words}"), 0, 0, 0)


def test_edits_beside_moves_are_told_as_the_words_that_they_are(manner: Manner) -> None:
    law = statute(manner, 6)
    later = changed(law)
    for number, place in enumerate((0, 3, 5, 8)):
        words = later[place].clauses[0].words.split()
        words[2] = f"word{letters(number)}"
        later[place].clauses[0].words = " ".join(words)
    later[2], later[7] = later[7], later[2]
    made = told(written(manner, law), written(manner, later))
    assert counted(made) == (4, 4, 2, 2)
    assert {piece.now for piece in made.edits if piece.now} == {f"word{letters(number)}" for number in range(4)}


def letters(number: int) -> str:
    return "abcd"[number] * 3


@pytest.mark.parametrize("manner", [one for one in MANNERS if one.chapter], ids=lambda one: one.name)
def test_chapters_with_and_without_a_title_go_with_their_articles(manner: Manner) -> None:
    law = statute(manner, 7)
    three = {0: (1, "Alpha"), 4: (2, "Beta"), 7: (3, "Gamma")}
    before = written(manner, law, None, three)
    moved = written(manner, [*law[:4], *law[7:], *law[4:7]], None, {0: (1, "Alpha"), 7: (2, "Gamma"), 4: (3, "Beta")})
    made = told(before, moved)
    assert (made.words_added, made.words_removed) == (0, 0)
    four = {**three, 6: (3, "Delta"), 7: (4, "Gamma")}
    made = told(before, written(manner, law, None, four))
    assert manner.chapter
    assert counted(made) == (words_in(manner.chapter(3, "Delta")), 0, 0, 1)
