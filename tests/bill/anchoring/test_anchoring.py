"""Passages that were quoted, followed through the versions of a bill: on the sentence they were about, or on none."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bill.anchoring.changing_bill import REPEATED, ChangingBill
from bill.anchoring.stock_phrases import StockPhrases
from bill.redlining.statutes import MANNERS, Manner
from examples import examples
from lawloom.bill.anchoring.chain import Chain, Found, Selector, Status, located, selector
from lawloom.bill.anchoring.text import PlainText, of_essay, of_markdown, plain, words
from patience import patience

HERE = (Status.SAME, Status.MOVED, Status.CHANGED)
NIGHT = "Trains that run at night carry a coach in which nobody speaks."


def _followed(quote: str, *versions: str, place: str = "") -> list[Found]:
    texts = [of_markdown(one) for one in versions]
    spans = located(quote, texts[0], place)
    assert len(spans) == 1
    return list(Chain(texts).followed(spans[0]))


def _said(found: Found, version: str) -> str:
    return " … ".join(of_markdown(version).whole[one.start : one.end] for one in found.spans)


def _bill(*articles: tuple[str, str]) -> str:
    return "\n\n".join(f"## Article {at}. {id} {{#{id}}}\n\n{text}" for at, (id, text) in enumerate(articles, 1))


def test_a_passage_is_found_whatever_marks_stand_in_the_text_and_in_the_quote() -> None:
    text = of_markdown(_bill(("a", "(1) An *outlet* is a [place](x.md) where a sewer can “spill”.\n\n(2) It closes.")))
    for quote in (
        "An outlet is a place where a sewer can spill",
        '(1) An *outlet* is a place where a sewer can "spill".',
        "an  OUTLET is\na place",
        "(1) An outlet is a place where a sewer can “spill”.\n(2) It closes.",
    ):
        assert [span.first for span in located(quote, text)] == [0], quote


def test_the_selector_is_the_words_what_stands_around_them_and_where() -> None:
    text = of_markdown(_bill(("a", f"Before it. {NIGHT} After it.")))
    (span,) = located("carry a coach", text)
    found = selector(span, text)
    assert found == Selector("carry a coach", found.prefix, found.suffix, found.start, found.end)
    assert found.prefix.endswith("run at night ") and found.suffix.startswith(" in which nobody")
    assert text.whole[found.start : found.end] == found.exact
    assert len(found.prefix) == 32 == len(found.suffix)


def test_new_numbers_leave_a_passage_as_it_is() -> None:
    before = _bill(("a", "(1) First of all.\n\n(2) " + NIGHT))
    after = _bill(("new", "(1) Something else stands here now."), ("a", "(2) First of all.\n\n(3) " + NIGHT))
    assert _followed(NIGHT, before, after)[-1].status is Status.SAME


def test_the_same_words_in_another_article_are_moved() -> None:
    rest = "Nobody has to stand in a train by night. Whoever has to is paid for it."
    found = _followed(
        NIGHT, _bill(("a", f"{rest} {NIGHT}"), ("b", "By day.")), _bill(("a", rest), ("b", f"By day. {NIGHT}"))
    )[-1]
    assert found.status is Status.MOVED


def test_a_changed_sentence_is_found_by_its_words_and_its_surroundings() -> None:
    changed = NIGHT.replace("nobody speaks", "nobody speaks aloud or telephones")
    before, after = (_bill(("a", f"It begins here. {one} It ends here.")) for one in (NIGHT, changed))
    found = _followed("a coach in which nobody speaks", before, after)[-1]
    assert found.status is Status.SAME  # the quoted words stand; what was added stands behind them
    found = _followed(NIGHT, before, after)[-1]
    assert found.status is Status.CHANGED
    assert _said(found, after) == changed


def test_a_changed_sentence_elsewhere_is_not_taken_for_it() -> None:
    other = NIGHT.replace("Trains", "Ships").replace("night", "day")
    before = _bill(("a", f"It begins here. {NIGHT} It ends here."), ("b", "Something about ships."))
    after = _bill(("a", "It begins here. It ends here."), ("b", f"Something about ships. {other}"))
    assert _followed(NIGHT, before, after)[-1].status is Status.GONE


def test_what_was_replaced_by_something_else_in_its_place_is_gone() -> None:
    before, after = (
        _bill(("a", f"It begins here. {one} It ends here."))
        for one in (NIGHT, "The Minister names three towns where the rule is tried out first.")
    )
    assert [one.status for one in _followed(NIGHT, before, after)] == [Status.SAME, Status.GONE]


def test_what_went_stays_gone_and_tells_in_which_version() -> None:
    there, away = _bill(("a", f"It begins here. {NIGHT}")), _bill(("a", "It begins here."))
    found = _followed(NIGHT, there, there, away, away)
    assert [one.status for one in found] == [Status.SAME, Status.SAME, Status.GONE, Status.GONE]


def test_words_that_stand_in_several_places_are_told_apart_by_where_they_were_quoted() -> None:
    text = of_markdown(_bill(("a", f"One. {REPEATED[0]}"), ("b", f"Two. {REPEATED[0]}")))
    assert len(located(REPEATED[0], text)) == 2
    assert [text.sentences[one.first].place for one in located(REPEATED[0], text, "b")] == ["b"]


def test_of_repeated_words_that_lost_their_surroundings_it_is_not_guessed_which_they_are() -> None:
    before = _bill(("a", f"The first rule of all. {REPEATED[0]}"), ("b", f"Another rule of some. {REPEATED[0]}"))
    after = _bill(("c", f"Whatever else is in here. {REPEATED[0]}"), ("d", f"And something quite new. {REPEATED[0]}"))
    found = _followed(REPEATED[0], before, after, place="a")[-1]
    assert found.status is Status.SEVERAL
    assert len(found.spans) == 2


def test_of_two_sentences_that_are_about_as_like_neither_is_taken() -> None:
    before = _bill(("a", f"It begins here. {NIGHT} It ends here."))
    twins = NIGHT.replace("nobody", "hardly anybody"), NIGHT.replace("nobody", "scarcely anybody")
    after = _bill(("a", f"It begins here. {twins[0]} {twins[1]} It ends here."))
    found = _followed(NIGHT, before, after)[-1]
    assert found.status is Status.SEVERAL
    assert len(found.spans) == 2


def test_a_split_sentence_is_found_in_the_part_that_was_quoted() -> None:
    whole = "The town names a bathing place within one year, and it puts up a flag there every summer morning."
    parts = "The town names a bathing place within one year. It puts up a flag there every summer morning."
    before, after = (_bill(("a", f"It begins here. {one} It ends here.")) for one in (whole, parts))
    assert _said(_followed("puts up a flag there", before, after)[-1], after) == "puts up a flag there"
    assert _followed("puts up a flag there", before, after)[-1].status is Status.SAME
    assert _followed(whole, before, after)[-1].status is Status.CHANGED
    assert _said(_followed(whole, before, after)[-1], after) == parts


def test_a_text_without_ids_is_followed_by_its_headings() -> None:
    before = f"# Nights\n\n{NIGHT}\n\n# Days\n\nBy day everybody may speak as they like.\n"
    after = f"# Of days\n\nBy day everybody may speak as they like.\n\n# Of nights\n\n{NIGHT}\n"
    assert _followed(NIGHT, before, after)[-1].status is Status.SAME


def test_points_tables_notes_and_code_are_read_as_they_are_seen() -> None:
    text = of_essay("Let:\n\n- one **thing**[^1];\n- another.\n\n| A | B |\n|---|---|\n| c | d |")
    assert [one.text for one in text.sentences] == ["Let:", "one thing;", "another.", "A B", "c d"]
    assert plain("a \\* b `c` <b>d</b> &amp; [e](f)") == "a * b c d & e"


def _measured(seed: int, comments: int, manner: Manner | None = None) -> Counter[str]:
    """Comments on sentences of the first of five versions: how many stand on another one, how many were found."""
    chance = random.Random(seed)  # noqa: S311  no secret
    bill = ChangingBill(chance)
    bill.begin(40)
    share = chance.choice((0.1, 0.3, 0.6))
    versions = [bill.written(manner)]
    for _ in range(4):
        bill.change(share)
        versions.append(bill.written(manner))
    texts = [of_markdown(one) for one, _ in versions]
    assert [len(one.sentences) for one in texts] == [len(truth) for _, truth in versions]
    chain = Chain(texts)
    told: Counter[str] = Counter()
    for _ in range(comments):
        at = chance.randrange(len(texts[0].sentences))
        one = texts[0].sentences[at]
        spans = located(one.text, texts[0], one.place, one.block)
        if len(spans) != 1:
            told["told as several at once"] += 1
            continue
        (number,) = versions[0][1][spans[0].first]
        assert number in versions[0][1][at]
        for found, (_, truth) in list(zip(chain.followed(spans[0]), versions, strict=True))[1:]:
            told["there"] += any(number in one for one in truth)
            if found.status in HERE:
                stands = [truth[one] for one in range(found.spans[0].first, found.spans[0].last + 1)]
                told["found"] += 1
                told["wrong"] += not all(number in one for one in stands)
    return told


@pytest.mark.parametrize("seed", range(3))
def test_five_hundred_comments_through_five_versions_stand_on_no_wrong_sentence(seed: int) -> None:
    told = _measured(seed, 500)
    assert told["wrong"] == 0
    assert told["found"] >= 0.93 * told["there"]


@pytest.mark.parametrize("manner", MANNERS[1::4], ids=lambda manner: manner.name)
def test_in_laws_of_other_countries_none_stands_on_a_wrong_sentence_either(manner: Manner) -> None:
    told = _measured(5, 60, manner)
    assert told["wrong"] == 0
    assert told["found"] >= 0.85 * told["there"]


@pytest.mark.slow
@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.name)
def test_five_hundred_comments_on_laws_of_other_countries_are_found(manner: Manner) -> None:
    told = _measured(6, 500, manner) + _measured(7, 500, manner)
    assert told["wrong"] == 0
    assert told["found"] >= 0.9 * told["there"]


@pytest.mark.slow
def test_over_many_bills_none_stands_on_a_wrong_sentence() -> None:
    told: Counter[str] = Counter()
    for seed in range(100, 100 + examples(80)):
        told += _measured(seed, 500)
    assert told["wrong"] == 0
    assert told["found"] >= 0.95 * told["there"]


@given(st.integers(min_value=1_000, max_value=10**9))
@settings(deadline=None, max_examples=5)
def test_whatever_the_changes_are_none_stands_on_a_wrong_sentence(seed: int) -> None:
    assert _measured(seed, 60)["wrong"] == 0


@pytest.mark.parametrize("seed", range(4))
def test_a_sentence_that_came_instead_of_another_is_not_taken_for_it_by_stock_phrases(seed: int) -> None:
    bill = StockPhrases(random.Random(seed), 40)  # noqa: S311  no secret
    first, versions, truth = bill.standing(), [bill.written()], []
    for _ in range(4):
        bill.change()
        versions.append(bill.written())
        truth.append(bill.standing())
    texts = [of_markdown(one) for one in versions]
    chain = Chain(texts)
    there = found = 0
    for number, sentence in first.items():
        spans = located(sentence, texts[0])
        if len(spans) != 1:
            continue
        for text, now, told in zip(texts[1:], truth, list(chain.followed(spans[0]))[1:], strict=True):
            there += number in now
            if told.status in HERE:
                found += 1
                assert text.whole[told.spans[0].start : told.spans[-1].end] in now.get(number, "gone"), sentence
    assert found >= 0.97 * there


_TEXTS = st.lists(st.text(alphabet="ab .!?\n#*_[](){}|-`’“é漢☉\u200f\u0301", max_size=200), min_size=2, max_size=4)


@given(_TEXTS, st.integers(min_value=0, max_value=50))
@settings(deadline=None, max_examples=examples(60))
def test_any_texts_at_all_can_be_followed(versions: list[str], at: int) -> None:
    texts = [of_markdown(one) for one in versions]
    for text in texts:
        _is_sound(text)
    if texts[0].sentences:
        quote = texts[0].sentences[at % len(texts[0].sentences)].text
        for span in located(quote, texts[0]):
            for found, text in zip(Chain(texts).followed(span), texts, strict=True):
                assert all(0 <= one.start <= one.end <= len(text.whole) for one in found.spans)


def _is_sound(text: PlainText) -> None:
    for one in text.sentences:
        assert text.whole[one.start : one.end] == one.text
        assert one.words == words(one.text)
        assert "\n" not in one.text


@pytest.mark.slow
def test_five_hundred_comments_on_eighty_kilobytes_in_five_versions_take_a_few_seconds() -> None:
    bill = ChangingBill(random.Random(7))  # noqa: S311  no secret
    bill.begin(170)
    versions = [bill.written()[0]]
    for _ in range(4):
        bill.change(0.3)
        versions.append(bill.written()[0])
    assert len(versions[0]) > 80_000
    with patience():
        texts = [of_markdown(one) for one in versions]
        chain = Chain(texts)
        for one in texts[0].sentences[:500]:
            for span in located(one.text, texts[0], one.place, one.block)[:1]:
                assert len(list(chain.followed(span))) == 5


@pytest.mark.slow
def test_texts_made_to_be_slow_are_not() -> None:
    """One sentence a thousand times; a thousand that differ in a word; one of a hundred thousand words."""
    many = "\n\n".join("The same again and again, all over." for _ in range(1_500))
    alike = "\n\n".join(f"The same again and again, all over {at}." for at in range(1_500))
    other = "\n\n".join(f"The same again and again, all around {at}." for at in range(1_500))
    long = "word " * 100_000 + "end."
    with patience():
        for a, b in ((many, many), (alike, other), (long, long + " More."), ("[" * 50_000, "(" * 50_000)):
            Chain([of_markdown(a), of_markdown(b)])
