"""Nouns as plain values and back."""

from __future__ import annotations

import json

import pytest

from lawloom.errors import Problem, problem
from lawloom.model.consultation import Consultation, Settings
from lawloom.model.contribution import Kind
from lawloom.model.people import People, Person
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.plain import noun, plain
from lawloom.model.subject import Element, Subject


def a_consultation() -> Consultation:
    phase = Phase("ideas", PhaseKind.SOLUTIONS, "2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z")
    element = Element("a-bench", Kind.SOLUTION, "A bench", "Under the lime tree")
    subject = Subject("village", "The village", "One square", "en", (phase,), elements=(element,))
    settings = Settings("Small things", ("en", "fr"), "UTC", reactions={"+1": "for"})
    return Consultation(settings, {"village": subject}, People({"ana": Person("ana", "Ana")}))


def test_what_was_kept_comes_back_as_it_was() -> None:
    consultation = a_consultation()
    assert noun(json.loads(json.dumps(plain(consultation)))) == consultation


def test_problems_come_back_with_their_values() -> None:
    problems: tuple[Problem, ...] = (problem("unknown-key", "a.yml", 3, key="titel"), problem("x", warning=True))
    assert noun(json.loads(json.dumps(plain(problems)))) == problems


@pytest.mark.parametrize("hostile", [["system", "true"], [], [1], ["Person", 1, 2, 3, 4, 5, 6, 7, 8, 9], ["Any", 1]])
def test_nothing_but_a_noun_comes_out(hostile: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        noun(hostile)


def test_what_is_no_noun_does_not_go_in() -> None:
    with pytest.raises(TypeError):
        plain(object())
