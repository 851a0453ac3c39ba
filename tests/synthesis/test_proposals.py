"""What people sorted is learned, and the unsure ones come first in line."""

from __future__ import annotations

import random
import sys

import pytest

pytest.importorskip("sklearn", reason="the extra `analysis` is not installed")

from lawloom.errors import LawloomError
from lawloom.synthesis import near_twins, propose, themes

THEMES = {
    "rivers": ["fish", "water", "river", "clean", "mill", "bank", "flood", "boat", "swim", "shore"],
    "schools": ["pupil", "teacher", "lesson", "school", "class", "book", "exam", "desk", "learn", "read"],
    "bakers": ["bread", "flour", "baker", "oven", "loaf", "wheat", "price", "shop", "crust", "dough"],
}


def sorted_texts(many: int, seed: int = 1) -> list[tuple[str, str]]:
    rng = random.Random(seed)  # noqa: S311
    return [(" ".join(rng.sample(words, 4)), theme) for theme, words in THEMES.items() for _ in range(many)]


def test_the_theme_of_like_texts_is_proposed_first():
    asked = {"a": "the fish in our river", "b": "a teacher for each class", "c": "flour and wheat cost more"}
    found = {one.text: one.themes[0][0] for one in propose(sorted_texts(8), asked, language="en")}
    assert found == {"a": "rivers", "b": "schools", "c": "bakers"}


def test_every_text_has_a_proposal_and_confidences_are_shares():
    line = propose(sorted_texts(8), ["fish", "...", ""], language="en")
    assert {one.text for one in line} == {0, 1, 2}
    for one in line:
        sure = [confidence for _, confidence in one.themes]
        assert sure == sorted(sure, reverse=True)
        assert sum(sure) == pytest.approx(1, abs=0.001)


def test_the_unsure_ones_are_first_in_line():
    asked = {"sure": "fish water river clean", "torn": "fish river teacher lesson", "empty": "?"}
    line = propose(sorted_texts(20), asked, language="en")
    assert line.line[-1].text == "sure"
    margins = [one.margin for one in line]
    assert margins == sorted(margins)


def test_a_copy_of_a_sorted_text_goes_where_it_went():
    known = [*sorted_texts(10), ("quite unusual wording here", "bakers"), ("quite unusual wording here!", "bakers")]
    (one,) = propose(known, ["Quite unusual wording HERE"], language="en")
    assert one.themes[0][0] == "bakers"


def test_the_order_of_sorted_and_unsorted_texts_changes_nothing():
    known = sorted_texts(20)
    asked = {f"t{at}": text for at, (text, _) in enumerate(sorted_texts(5, seed=9))}
    first = propose(known, asked, language="en")
    random.Random(4).shuffle(known)  # noqa: S311
    again = propose(known, dict(reversed(asked.items())), language="en")
    assert again == first


def test_confidences_are_learned_once_there_are_enough_sorted_texts():
    assert not propose(sorted_texts(8), ["fish"], language="en").learned
    assert propose(sorted_texts(30), ["fish"], language="en").learned


def test_one_theme_alone_teaches_nothing():
    with pytest.raises(ValueError, match="two themes"):
        propose([("fish", "rivers"), ("water", "rivers")], ["boat"], language="en")


@pytest.mark.parametrize("absent", ["numpy", "sklearn.svm"])
def test_without_the_extra_the_message_names_it(absent: str, monkeypatch: pytest.MonkeyPatch):
    for name in [name for name in sys.modules if name.startswith("lawloom.synthesis.")]:
        if name.split(".")[-1] in ("sketches", "clusters", "terms", "learning"):
            monkeypatch.delitem(sys.modules, name)
            monkeypatch.delattr(sys.modules["lawloom.synthesis"], name.split(".")[-1], raising=False)
    monkeypatch.setitem(sys.modules, absent, None)
    with pytest.raises(LawloomError) as told:
        if absent == "numpy":
            themes(["fish"], language="en")
            near_twins(["fish"])
        propose(sorted_texts(3), ["fish"], language="en")
    assert [one.code for one in told.value.problems] == ["analysis-needs-extra"]
