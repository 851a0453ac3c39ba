"""What moved is said to have moved, and a new number is no new word."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom import bill
from lawloom.bill.comparing.common import common
from lawloom.bill.comparing.sliding import slid
from lawloom.bill.comparing.standing import standing
from lawloom.bill.redlining.change import Redline, words_in
from patience import patience

TOPICS = (
    (
        "lamps",
        "Lamps",
        "The municipality lights every street from dusk until dawn, unless the residents ask otherwise.",
    ),
    ("noise", "Noise", "Between ten in the evening and six in the morning no engine runs on the square."),
    ("trains", "Trains", "A night train leaves each regional capital on every day of the year."),
    ("fares", "Fares", "The fare of a berth is at most twice that of a seat, and children travel free."),
    ("bikes", "Bicycles", "Each carriage has room for eight bicycles, which are booked with the ticket."),
    ("staff", "Staff", "At least two attendants are on board whenever passengers sleep."),
    ("report", "Report", "The operator publishes the delays of the year before the first of March."),
    ("fines", "Fines", "Whoever hinders an attendant pays a fine of one hundred to one thousand crowns."),
)


def article(number: int, topic: int, *, ids: bool = True, refers: int | None = None) -> str:
    id, title, text = TOPICS[topic]
    more = f"\n\nThis follows article {refers} and section {refers} of the Roads Act." if refers is not None else ""
    return f"## Article {number}. {title}{f' {{#{id}}}' if ids else ''}\n\n{text}{more}\n\n"


def repealed(numbers: range) -> str:
    return "".join(f"## Article {n}\n\nRepealed.\n\n" for n in numbers)


def text(order: list[int], *, ids: bool = True, numbered: bool = True) -> str:
    """A bill with these articles; `numbered`: by where they stand, else by what they were first."""
    return "# Night\n\n" + "".join(
        article(place + 1 if numbered else topic + 1, topic, ids=ids) for place, topic in enumerate(order)
    )


def checked(a: str, b: str) -> Redline:
    made = bill.redline(a, b)
    assert bill.apply(a, made) == b
    return made


def moved_articles(made: Redline) -> list[str]:
    return [part.now for part in made.parts if part.move and part.state != "left"]


@pytest.mark.parametrize("titled", [True, False])
@pytest.mark.parametrize(
    "words", ["Text of article {}.", "This is sentence {} of the law, which says something.", "({}) is the number w{}."]
)
def test_articles_that_differ_by_a_number_alone_are_known_by_it(words: str, titled: bool) -> None:
    def law(order: list[int], first: int = 1) -> str:
        rows = [
            f"## Article {place}{f'. Title {one}' if titled else ''}\n\n{words.replace('{}', str(one))}\n\n"
            for place, one in enumerate(order, first)
        ]
        return "".join(rows)

    order = list(range(1, 13))
    anew = checked(law(order), law(order, 4))
    assert (anew.edits, anew.moves, len(anew.renumbered)) == ((), (), 12)
    swapped = checked(law(order), law([1, 7, 3, 4, 5, 6, 2, *order[7:]]))
    assert (swapped.edits, len(swapped.moves), len(swapped.renumbered)) == ((), 2, 2)
    longer = checked(law(order), law([*order[:3], 99, *order[3:]]))
    assert (longer.words_removed, longer.moves, len(longer.renumbered)) == (0, (), 9)


@pytest.mark.parametrize("ids", [True, False])
@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize(("first", "second"), list(combinations(range(8), 2)))
def test_two_articles_that_change_places_are_two_moves_and_no_edit(
    first: int, second: int, numbered: bool, ids: bool
) -> None:
    order = list(range(8))
    order[first], order[second] = order[second], order[first]
    made = checked(text(list(range(8)), ids=ids), text(order, ids=ids, numbered=numbered))
    assert made.moves == ("m1", "m2")
    assert made.edits == ()
    assert len(made.renumbered) == (2 if numbered else 0)
    assert sum(part.state == "left" for part in made.parts) == 2


def test_one_article_carried_past_five_others_is_one_move() -> None:
    made = checked(text(list(range(8))), text([1, 2, 3, 4, 5, 0, 6, 7], numbered=False))
    assert moved_articles(made) == ["Article 1. Lamps"]
    assert made.edits == ()


def test_a_chapter_takes_its_articles_along_in_one_move() -> None:
    one = "## Article 1. Lamps {#lamps}\n\nLight.\n\n## Article 2. Noise {#noise}\n\nSilence.\n\n"
    two = "## Article 3. Trains {#trains}\n\nRails.\n\n"
    three = "## Article 4. Fares {#fares}\n\nMoney.\n\n## Article 5. Staff {#staff}\n\nPeople.\n\n"
    made = checked(
        f"# Day\n\n{one}# Night\n\n{two}# Rest\n\n{three}", f"# Day\n\n{one}# Rest\n\n{three}# Night\n\n{two}"
    )
    assert len(made.moves) == 1
    assert moved_articles(made) == ["Night", "Article 3. Trains"]
    assert made.edits == ()


@pytest.mark.parametrize("ids", [True, False])
def test_renumbering_all_articles_is_no_edit(ids: bool) -> None:
    a = "# Night\n\n" + "".join(article(n + 1, n, ids=ids, refers=(n + 3) % 8 + 1) for n in range(8))
    b = "# Night\n\n" + "".join(article(n + 11, n, ids=ids, refers=(n + 3) % 8 + 1) for n in range(8))
    for n in range(8, 0, -1):
        b = b.replace(f"follows article {n} ", f"follows article {n + 10} ")
    made = checked(a, b)
    assert made.edits == ()
    assert made.moves == ()
    assert [part.numbers for part in made.renumbered] == [(str(n), str(n + 10)) for n in range(1, 9)]
    followed = [(p.was, p.now) for one in made.blocks if one.kind == "paragraph" for p in one.pieces if p.was != p.now]
    assert followed == [(str((n + 3) % 8 + 1), str((n + 3) % 8 + 11)) for n in range(8)]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("as articles 2 and 3 say", "as articles 4 and 5 say"),
        ("voir les articles 2, 3 et 1er", "voir les articles 4, 5 et 3"),
        ("según los artículos 2 y 3", "según los artículos 4 y 5"),
        ("Art. 3 applies; see article 2.", "Art. 5 applies; see article 4."),
        ("articles 1 to 3 apply", "articles 3 to 5 apply"),
    ],
)
def test_references_that_follow_a_renumbering_are_no_edit(was: str, now: str) -> None:
    a = f"## Article 1. A {{#a}}\n\nx {was}\n\n## Article 2. B {{#b}}\n\nBeta.\n\n## Article 3. C {{#c}}\n\nGamma.\n"
    b = f"## Article 3. A {{#a}}\n\nx {now}\n\n## Article 4. B {{#b}}\n\nBeta.\n\n## Article 5. C {{#c}}\n\nGamma.\n"
    assert checked(a, b).edits == ()


def test_articles_under_headings_in_bold_move_and_are_numbered_anew_like_others() -> None:
    words = ["lamps", "dogs", "trains", "bread"]

    def law(order: list[int], first: int) -> str:
        rows = [f"**Article {at}**\n\nOf {words[n]} and their use.\n\nNobody sells {words[n]}." for at, n in order]
        return "\n\n".join(row.replace("Of", f"See article {first}, of") for row in rows) + "\n"

    before = law([(1, 0), (2, 1), (3, 2), (4, 3)], 1)
    anew = checked(before, law([(5, 0), (6, 1), (7, 2), (8, 3)], 5))
    assert (anew.edits, len(anew.renumbered)) == ((), 4)
    swapped = checked(before, law([(1, 0), (4, 3), (3, 2), (2, 1)], 1))
    assert (swapped.words_added, swapped.words_removed, len(swapped.moves)) == (0, 0, 2)


def test_dutch_articles_are_numbered_anew_without_an_edit() -> None:
    before = "## Artikel 1\n\nVolgens artikel 2 en de artikelen 1 en 2 geldt dit.\n\n## Artikel 2\n\nHonden blaffen.\n"
    after = "## Artikel 5\n\nVolgens artikel 6 en de artikelen 5 en 6 geldt dit.\n\n## Artikel 6\n\nHonden blaffen.\n"
    assert checked(before, after).edits == ()


def test_a_reference_that_goes_elsewhere_is_an_edit() -> None:
    a = "## Article 1. A {#a}\n\nsee article 2\n\n## Article 2. B {#b}\n\nBeta.\n"
    b = "## Article 1. A {#a}\n\nsee article 3\n\n## Article 4. B {#b}\n\nBeta.\n"
    assert [(p.sort, p.was or p.now) for p in checked(a, b).edits] == [("removed", "2"), ("added", "3")]


def test_a_number_that_is_no_reference_is_an_edit() -> None:
    a = "## Article 1. A {#a}\n\nat least 2 lamps\n\n## Article 2. B {#b}\n\nBeta.\n"
    b = "## Article 1. A {#a}\n\nat least 3 lamps\n\n## Article 3. B {#b}\n\nBeta.\n"
    made = checked(a, b)
    assert made.words_added == made.words_removed == 1


def test_an_article_between_two_gives_new_numbers_and_one_addition() -> None:
    order = list(range(8))
    a = text(order[:3] + order[4:])
    made = checked(a, text(order))
    assert [part.now for part in made.parts if part.state == "added"] == ["Article 4. Fares"]
    assert made.words_removed == 0
    assert made.words_added == words_in(article(4, 3))
    assert len(made.renumbered) == 4


PARAGRAPHS = [one[2] for one in TOPICS]


def test_two_paragraphs_that_change_places_are_two_moves() -> None:
    a = PARAGRAPHS[:5]
    b = [a[0], a[2], a[1], a[3], a[4]]
    made = checked("\n\n".join(a) + "\n", "\n\n".join(b) + "\n")
    assert made.moves == ("m1", "m2")
    assert made.edits == ()


def test_a_paragraph_that_goes_to_another_article_is_a_move() -> None:
    a = text([0, 1, 2])
    b = a.replace(TOPICS[0][2] + "\n\n", "").rstrip() + f"\n\n{TOPICS[0][2]}\n\n"
    made = checked(a, b)
    assert made.edits == ()
    (arrived,) = [one for one in made.blocks if one.move and one.state != "left"]
    (left,) = [one for one in made.blocks if one.state == "left"]
    assert (made.parts[left.part].now, made.parts[arrived.part].now) == ("Article 1. Lamps", "Article 3. Trains")


def test_a_paragraph_that_moved_and_lost_a_word_is_a_move_with_an_edit() -> None:
    rest = PARAGRAPHS[1:7]
    a = "\n\n".join([PARAGRAPHS[0], *rest])
    b = "\n\n".join([*rest, PARAGRAPHS[0].replace("every street", "every lane")])
    made = checked(a, b)
    assert len(made.moves) == 1
    assert made.words_added == made.words_removed == 1


def test_a_paragraph_parted_in_two_keeps_its_words() -> None:
    a = f"{PARAGRAPHS[0]} {PARAGRAPHS[1]}\n"
    b = f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n"
    assert checked(a, b).words_added == checked(b, a).words_added == 0


@pytest.mark.parametrize("marks", [("(1)", "(2)", "(3)"), ("1°", "2°", "3°"), ("a)", "b)", "c)"), ("1.", "2.", "3.")])
def test_numbers_of_paragraphs_that_follow_a_new_one_are_no_edit(marks: tuple[str, str, str]) -> None:
    x, y, z = marks
    a = f"## Article 1. A {{#a}}\n\n{x} The lamp burns.\n\n{y} The bell rings.\n"
    b = f"## Article 1. A {{#a}}\n\n{x} The gate opens.\n\n{y} The lamp burns.\n\n{z} The bell rings.\n"
    made = checked(a, b)
    assert made.words_removed == 0
    assert made.words_added == 4
    assert [one.state for one in made.blocks if one.kind != "heading"] == ["added", "renumbered", "renumbered"]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("An outlet is a place.", "An **outlet** is a place. {#outlet}"),
        ("It is named under Article 3.", "It is named under [Article 3](#places)."),
        ("Two  blanks here.", "Two blanks\nhere."),
        ("### Article 3", "Article 3"),
    ],
)
def test_ids_and_typesetting_change_no_word(was: str, now: str) -> None:
    made = checked(f"{was}\n\nEnd.\n", f"{now}\n\nEnd.\n")
    assert (made.words_added, made.words_removed) == (0, 0)
    assert {one.state for one in made.blocks} <= {"same", "spacing"}
    assert {one.state for one in made.parts} == {"same"}


def test_a_comma_is_a_change() -> None:
    made = checked("Who can, pays.\n", "Who can pays.\n")
    assert [one.state for one in made.blocks] == ["changed"]


def test_a_new_sentence_is_told_from_its_start_to_its_end() -> None:
    made = checked("The lamp burns. The bell rings.\n", "The lamp burns. The gate opens. The bell rings.\n")
    assert [(piece.sort, piece.now.strip()) for piece in made.edits] == [("added", "The gate opens.")]


@given(st.text("ab.", max_size=14), st.text("ab.", max_size=14))
def test_sliding_keeps_as_many_words_and_pairs_only_equal_ones(a: str, b: str) -> None:
    pairs = common(a, b)
    found = slid(a, b, pairs)
    assert len(found) == len(pairs)
    assert all(a[i] == b[j] for i, j in found)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(found))


@given(st.permutations(range(7)))
def test_what_stands_still_keeps_its_order_and_moves_are_never_more_than_needed_by_much(order: list[int]) -> None:
    still = standing(order)
    kept = [number for number, stays in zip(order, still, strict=True) if stays]
    assert kept == sorted(kept)
    made = checked(text(list(range(7))), text(order, numbered=False))
    assert made.edits == ()
    assert len(made.moves) == 7 - len(kept)


EQUAL = ["The same words stand in every one of these paragraphs.\n\n"] * 5_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("word " * 20_000, "word " * 19_997 + "end"),
        ("a b " * 10_000, "b a a b " * 5_000),
        ("".join(EQUAL), "".join([*EQUAL[10:2_000], "Another one.\n\n", *EQUAL[:10], *EQUAL[2_000:]])),
        ("".join(f"- {n % 7}\n" for n in range(5_000)), "".join(f"- {n % 11}\n" for n in range(5_000))),
        ("x" * 200_000, "x" * 100_000 + "y" + "x" * 100_000),
        ("x." * 100_000, "x." * 50_000 + "y" + ".x" * 50_000),
        (repealed(range(2_000)), repealed(range(1_999, -1, -1))),
        ("article 7 " * 10_000, "article 7, " * 10_000),
        ("|" * 50_000, "|" * 49_999 + "\n" + "-" * 50_000),
        ("[^" * 20_000, "{#" * 20_000),
    ],
)
def test_repetitive_texts_are_bounded_in_time(a: str, b: str) -> None:
    with patience():
        made = checked(a, b)
    assert made.words_added <= len(b.split())


@pytest.mark.slow
@pytest.mark.parametrize("row", ["The same row.\n", "The same paragraph.\n\n", "- The same item.\n"])
def test_one_row_thirty_thousand_times_with_insertions_is_those_insertions(row: str) -> None:
    a = [row] * 30_000
    with patience():
        made = checked("".join(a), "".join([*a[:9_000], f"Another. {row}", *a[9_000:], f"More. {row}"]))
    assert made.words_removed == 0
    assert made.words_added <= 2 * (1 + words_in(row))
