"""Themes gather what speaks of one thing, say how sure they are, and do not depend on chance or order."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="the extra `analysis` is not installed")

from lawloom.synthesis import themes
from lawloom.synthesis.terms import LENGTH, stem, terms_of
from lawloom.synthesis.theming import UNCLASSIFIED, Themes
from synthesis.planted import planted

RIVER = ["fish", "water", "river", "clean", "mill", "bank", "flood", "boat", "swim", "shore"]
SCHOOL = ["pupil", "teacher", "lesson", "school", "class", "book", "exam", "desk", "learn", "read"]
BREAD = ["bread", "flour", "baker", "oven", "loaf", "wheat", "price", "shop", "crust", "dough"]


def some(many: int = 40, seed: int = 3) -> dict[str, str]:
    """Texts of three subjects, with words that all of them use."""
    rng = random.Random(seed)  # noqa: S311
    return {
        f"{name}-{at}": " ".join(["we", "should", "think", "about", *rng.sample(words, 6)])
        for name, words in (("river", RIVER), ("school", SCHOOL), ("bread", BREAD))
        for at in range(many)
    }


def by_theme(found: Themes) -> set[frozenset[str]]:
    return {frozenset(str(key).split("-")[0] for key in theme.members) for theme in found}


def test_texts_of_one_subject_come_into_one_theme():
    found = themes(some(), language="en", k=3)
    assert by_theme(found) == {frozenset({"river"}), frozenset({"school"}), frozenset({"bread"})}
    assert found.unclassified == ()
    assert found.stability == 1.0
    assert all(theme.stability == 1.0 for theme in found)


def test_the_number_of_themes_is_told_by_the_texts_where_they_fall_apart():
    found = themes(some(80), language="en")
    assert len(found) == 3
    assert not found.by_rule


def test_where_the_texts_do_not_tell_it_the_number_of_themes_comes_from_the_rule():
    rng = random.Random(5)  # noqa: S311
    words = [f"{a}{b}rin" for a in "bcdfglmnprst" for b in "aeiou"]
    found = themes([" ".join(rng.sample(words, 8)) for _ in range(200)], language="en")
    assert found.by_rule
    assert 3 <= len(found) <= 10


def test_terms_are_whole_words_of_the_texts_that_tell_the_theme():
    for theme in themes(some(), language="en", k=3):
        (name,) = {str(key).split("-")[0] for key in theme.members}
        assert set(theme.terms) <= set({"river": RIVER, "school": SCHOOL, "bread": BREAD}[name])
        assert len(theme.terms) == 8


def test_a_text_without_a_telling_word_is_unclassified():
    texts = some() | {"nothing": "...", "only": "We should.", "odd": "zzyzx"}
    found = themes(texts, language="en", k=3)
    assert set(found.unclassified) == {"nothing", "only", "odd"}
    assert found.members["odd"] == UNCLASSIFIED
    assert set(found.members) == set(texts)
    assert sum(len(theme.members) for theme in found) + len(found.unclassified) == len(texts)


def test_a_campaign_makes_no_theme_by_its_number():
    letter = "bread price flour baker now"
    texts = some() | {f"copy-{at}": letter.upper() for at in range(300)}
    found = themes(texts, language="en", k=3)
    assert by_theme(found) == {frozenset({"river"}), frozenset({"school"}), frozenset({"bread", "copy"})}
    theme = next(theme for theme in found if "copy-1" in theme.members)
    shown = [*theme.typical, *theme.atypical]
    assert sum(str(key).startswith("copy") for key in shown) <= 1


def test_typical_texts_are_nearest_and_atypical_ones_farthest():
    texts = some() | {"bread-edge": "bread river fish clean baker oven loaf flour"}
    found = themes(texts, language="en", k=3)
    theme = next(theme for theme in found if "bread-edge" in theme.members)
    assert theme.atypical[0] == "bread-edge"
    assert not set(theme.typical) & set(theme.atypical)


def test_the_order_of_the_texts_changes_nothing():
    texts = some(30) | {"nothing": "...", "mixed": "fish lesson dough"}
    first = themes(texts, language="en", k=4)
    keys = list(texts)
    for seed in range(3):
        random.Random(seed).shuffle(keys)  # noqa: S311
        again = themes({key: texts[key] for key in keys}, language="en", k=4)
        assert dict(again.members) == dict(first.members)
        assert [theme.terms for theme in again] == [theme.terms for theme in first]
        assert [theme.typical for theme in again] == [theme.typical for theme in first]
        assert again.stability == first.stability


def test_themes_that_do_not_hold_together_are_said_to_be_unstable():
    rng = random.Random(11)  # noqa: S311
    words = [f"{a}{b}rin" for a in "bcdfglmnprst" for b in "aeiou"]
    found = themes([" ".join(rng.sample(words, 5)) for _ in range(300)], language="en", k=12)
    assert found.stability < 0.7
    assert found.unsure


def test_fewer_texts_than_themes_give_fewer_themes():
    found = themes(["fish water", "fish water river", "school class", "class school"], language="en", k=9)
    assert 1 <= len(found) <= 4
    assert len(themes([], language="en")) == 0
    assert themes(["."], language="fr").unclassified == (0,)


def test_no_theme_at_all_cannot_be_asked_for():
    with pytest.raises(ValueError, match="k: 0"):
        themes(["fish"], language="en", k=0)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("es", "educación", "educaciones"),
        ("fr", "écologique", "écologiques"),
        ("de", "Straße", "Straßen"),
        ("en", "voting", "votes"),
        ("xx", "Été", "ete"),
    ],
)
def test_words_of_one_stem_are_one_term(language: str, one: str, other: str):
    assert stem(one, language) == stem(other, language)


def test_a_word_without_its_accent_is_the_word_with_it():
    texts = ["la constitución nueva", "la constitucion nueva", "una constitución mejor", "mejor agua", "agua nueva"]
    terms = terms_of(texts, "es")
    assert "constitución" in terms.words
    assert "constitucion" not in terms.words


def test_rows_of_terms_are_whole_numbers_of_one_length():
    rows = terms_of(list(some().values()), "en").rows
    assert (rows.data == rows.data.round()).all()
    lengths = (rows.toarray() ** 2).sum(axis=1) ** 0.5
    assert abs(lengths - LENGTH).max() < LENGTH / 100


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "es", "en", "de"])
def test_planted_topics_are_found_again(language: str, tmp_path: Path):
    from sklearn.metrics import normalized_mutual_info_score

    rows = planted(tmp_path, language, 3000)
    found = themes({row["id"]: row["body"] for row in rows}, language=language, k=30)
    topics = [row["planted_topic"] for row in rows]
    assert normalized_mutual_info_score(topics, list(found.members.values())) >= 0.95
    assert Counter(found.members.values())[UNCLASSIFIED] < 30
