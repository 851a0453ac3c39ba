"""A redline that gives the later text but lies about it is refused, and what lies is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from lawloom import bill
from lawloom.bill.redlining import as_json
from lawloom.errors import LawloomError

BEFORE = """# Act

## Article 1. Lamps {#lamps}

(1) They burn for five years, as article 2 says.

## Article 2. Dogs {#dogs}

Dogs bark at whoever comes by night.

## Article 3. Bread {#bread}

Bread is sold by weight.
"""
AFTER = """# Act

## Article 1. Dogs {#dogs}

Dogs bark at whoever comes by night.

## Article 2. Lamps {#lamps}

(1) No lamp is sold twice.

(2) They burn for ten years, as article 1 says.

## Article 4. Bread {#bread}

Bread is sold by weight.
"""
Values = dict[str, Any]


def as_renumbered(values: Values) -> None:
    """Says that "five" became "ten" because something was numbered anew."""
    block = next(one for one in values["blocks"] if ["removed", "five"] in one.get("pieces", ()))
    at = block["pieces"].index(["removed", "five"])
    block["pieces"][at : at + 2] = [["renumbered", "five", "ten"]]
    block["state"] = "renumbered"
    del values["words_added"], values["words_removed"]


def set_part(number: int, **labels: Any) -> Callable[[Values], None]:
    return lambda values: values["parts"][number].update(labels)


def lost_move(values: Values) -> None:
    for one in (*values["parts"], *values["blocks"]):
        if one.get("move") == "m1" and one["state"] != "left":
            del one["move"]


def other_state(values: Values) -> None:
    next(one for one in values["blocks"] if one["state"] == "changed").update(state="spacing")


@pytest.mark.parametrize(
    ("lie", "named"),
    [
        (lambda values: values.update(words_added=0), "words_added"),
        (lambda values: values.update(words_removed=99), "words_removed"),
        (lambda values: values.update(moves=[]), "moves"),
        (other_state, "state"),
        (as_renumbered, "pieces"),
        (set_part(-1, now="Article 4. Cake"), "now"),
        (set_part(-1, was="Article 2. Bread"), "was"),
        (set_part(-1, id="cake"), "id"),
        (set_part(-1, numbers=["3", "5"]), "numbers"),
        (set_part(-1, state="changed"), "state"),
        (lost_move, "move"),
    ],
)
def test_a_label_that_lies_is_refused_by_its_name(lie: Callable[[Values], None], named: str) -> None:
    values: Values = json.loads(as_json.printed(bill.redline(BEFORE, AFTER)))
    assert bill.apply(BEFORE, values) == AFTER
    lie(values)
    with pytest.raises(LawloomError) as refused:
        bill.apply(BEFORE, values)
    told = refused.value.problems[0]
    assert told.code == "redline-mislabelled"
    assert named in str(dict(told.values)["label"])
