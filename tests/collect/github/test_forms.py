"""Issue forms say what the consultation takes, and what the forge makes of them is read back as it was meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from collect.github.issues import AT, an_issue
from lawloom.collect.github import forms, sorting
from lawloom.collect.github.records import Issue
from lawloom.double.forms import NOTHING, body_of
from lawloom.model import issue_form
from lawloom.model.consultation import Consultation, Settings
from lawloom.model.contribution import Kind, Side
from lawloom.model.people import People
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.subject import Subject

TONGUES = ("en", "fr", "es")


def a_subject(slug: str, title: str, *phases: Phase) -> Subject:
    return Subject(slug, title, "", "en", phases=phases)


def a_phase(kind: PhaseKind, opens: str = "2027-03-01T00:00:00Z", closes: str = "2027-04-01T00:00:00Z") -> Phase:
    return Phase(kind.value, kind, opens, closes)


EVERY_PHASE = tuple(a_phase(kind) for kind in PhaseKind)
LAMPS = a_subject("lamps", "Lamps: where? (and when)", *EVERY_PHASE)
BENCHES = a_subject("benches", "Benches", *EVERY_PHASE)


def a_consultation(*subjects: Subject, languages: tuple[str, ...] = ("en",), **settings: object) -> Consultation:
    all = Settings("Town", languages, "Europe/Paris", repository="owner/name", **settings)  # type: ignore[arg-type]
    return Consultation(all, {one.id: one for one in subjects}, People({}))


def read(consultation: Consultation, issue: Issue) -> sorting.Arrival:
    one = sorting.arrival(issue, consultation, forms.words_of(consultation))
    assert one is not None
    held = {slug: {"dark-path", "gh-3", "open-data"} for slug in consultation.subjects}
    return sorting.settled([one], held)[0]


def a_form(consultation: Consultation, kind: Kind, tongue: str = "en") -> dict:
    taking = forms.due(consultation, AT)[kind]
    return forms.form(kind, taking, tongue, consultation.settings, subjects=len(consultation.subjects))


def filled(kind: Kind, form: dict, tongue: str) -> dict[str, str]:
    """Answers to every field of a form."""
    options = {one["id"]: one["attributes"]["options"] for one in form["body"] if one["type"] == "dropdown"}
    given = {
        "subject": options.get("subject", [""])[-1],
        "on": "subjects/benches/c/gh-3/",
        "side": options.get("side", ["", ""])[1],
        "what": "My own words.\n\n### A heading of mine\n\nMore.",
        "quote": "The passage.",
        "link": "https://example.org/a",
        "name": "on",
    }
    return {id: text for id, text in given.items() if id in {one.get("id") for one in form["body"]}}


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("kind", issue_form.ASKED)
def test_what_the_forge_makes_of_a_form_is_read_as_it_was_meant(kind: Kind, tongue: str):
    consultation = a_consultation(LAMPS, BENCHES, languages=("en", *({tongue} - {"en"})))
    form = a_form(consultation, kind, tongue)
    asked = {one["id"] for one in form["body"] if "id" in one}
    for labels in (tuple(form["labels"]), ()):  # a label that the repository lacks is not set
        one = read(consultation, an_issue("A title", body_of(form, filled(kind, form, tongue)), labels))
        assert (one.kind, one.slug, one.on) == (kind, "benches", "gh-3")
        assert one.side is (Side.AGAINST if kind is Kind.ARGUMENT else None)
        assert one.text.body == "My own words.\n\n### A heading of mine\n\nMore."
        assert one.text.name == "ana"
        assert one.text.link == ("https://example.org/a" if "link" in asked else "")
        assert one.text.quote == ("The passage." if "quote" in asked else "")


@pytest.mark.parametrize("kind", issue_form.ASKED)
def test_a_form_of_which_nothing_was_filled_in_is_kept_with_its_title_alone(kind: Kind):
    consultation = a_consultation(LAMPS)
    form = a_form(consultation, kind)
    for nothing in (NOTHING, "None"):
        body = body_of(form, {}).replace(NOTHING, nothing)
        one = read(consultation, an_issue("A title", body, tuple(form["labels"])))
        assert one.kind is (Kind.COMMENT if kind is Kind.ARGUMENT else kind)  # an argument answers something
        assert (one.slug, one.on, one.text.title, one.text.name) == ("lamps", None, "A title", "")
        if nothing == NOTHING:
            assert (one.text.body, one.text.link, one.text.quote) == ("", "", "")


@pytest.mark.parametrize("kind", issue_form.ASKED)
def test_whoever_edits_the_headings_loses_no_word(kind: Kind):
    consultation = a_consultation(LAMPS, BENCHES)
    form = a_form(consultation, kind)
    body = body_of(form, filled(kind, form, "en"))
    heading = next(one["attributes"]["label"] for one in form["body"] if one.get("id") == "what")
    one = read(consultation, an_issue("A title", body.replace(heading, "I think that"), tuple(form["labels"])))
    assert one.kind is kind
    assert one.slug == "benches"
    assert one.on == "gh-3"
    said = one.text.body + one.text.quote + one.text.instead
    assert "I think that" in said
    assert "My own words." in said
    assert one.text.name == ("ana" if "name" in {field.get("id") for field in form["body"]} else "")


def test_a_body_that_ignores_the_form_is_what_the_label_says():
    consultation = a_consultation(LAMPS, BENCHES)
    one = read(consultation, an_issue("A bench", "By the river, please.", ("solution", "benches")))
    assert (one.kind, one.slug, one.text.body) == (Kind.SOLUTION, "benches", "By the river, please.")


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("gh-3", "gh-3"),
        ("#3", "gh-3"),
        ("https://github.com/owner/name/issues/3", "gh-3"),
        ("subjects/benches/c/dark-path/", "dark-path"),
        ("https://town.example/fr/subjects/benches/c/dark-path/2/", "dark-path"),
        ("https://town.example/subjects/benches/c/dark-path/#gh-3", "gh-3"),
        ("subjects/benches/bill/#open-data", "open-data"),
        ("subjects/benches/", None),
    ],
)
def test_what_is_answered_can_be_written_in_any_way_that_our_pages_or_people_write_it(written: str, on: str | None):
    consultation = a_consultation(BENCHES)
    body = body_of(a_form(consultation, Kind.SOURCE), {"on": written, "link": "https://example.org"})
    assert read(consultation, an_issue("A source", body, ("source",))).on == on


def test_the_page_that_was_answered_tells_the_subject_better_than_the_list():
    consultation = a_consultation(LAMPS, BENCHES)
    form = a_form(consultation, Kind.CAUSE)
    lamps = next(
        option for one in form["body"] if one.get("id") == "subject" for option in one["attributes"]["options"]
    )
    body = body_of(form, {"subject": lamps, "on": "subjects/benches/", "what": "x"})
    assert read(consultation, an_issue("A cause", body)).slug == "benches"


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_text_to_be_copied_is_the_one_that_the_form_makes(tongue: str):
    consultation = a_consultation(LAMPS, BENCHES, languages=(tongue,))
    text = issue_form.answers({"on": "subjects/benches/c/gh-3/", "side": ""}, Kind.SOLUTION, tongue)
    one = read(consultation, an_issue("A title", f"{text}\nMine."))
    assert (one.kind, one.slug, one.on, one.text.body) == (Kind.SOLUTION, "benches", "gh-3", "Mine.")


@pytest.mark.parametrize("tongue", TONGUES)
def test_no_two_headings_of_the_forms_are_alike(tongue: str):
    words = forms.words_of(a_consultation(LAMPS, languages=(tongue,)))
    assert len(words.kinds) == len(issue_form.ASKED)
    headings = [label for many in words.labels.values() for label in many] + list(words.kinds)
    assert len({one.casefold() for one in headings}) == len(headings)


# --- which forms there are --------------------------------------------------------------------------------------------


def kinds_due(*phases: Phase, as_of: str = AT) -> set[str]:
    return {kind.value for kind in forms.due(a_consultation(a_subject("lamps", "Lamps", *phases)), as_of)}


ALWAYS = {"petition", "event", "conclusion", "appeal"}


def test_each_phase_has_its_forms():
    about = {"argument", "source", "comment"}
    assert kinds_due(a_phase(PhaseKind.CAUSES)) == ALWAYS | about | {"cause"}
    assert kinds_due(a_phase(PhaseKind.SOLUTIONS)) == ALWAYS | about | {"solution"}
    assert kinds_due(a_phase(PhaseKind.DOCUMENT)) == ALWAYS | {"source"}
    assert kinds_due(a_phase(PhaseKind.SYNTHESIS)) == ALWAYS | {"correction"}
    assert kinds_due(a_phase(PhaseKind.DEBATE)) == ALWAYS | about | {"question"}
    assert kinds_due(a_phase(PhaseKind.DRAFT)) == ALWAYS | about | {"amendment"}
    assert kinds_due(a_phase(PhaseKind.SUPPORT)) == ALWAYS


def test_when_a_phase_is_over_its_forms_go():
    over = a_phase(PhaseKind.CAUSES, closes=AT)
    assert kinds_due(over) == ALWAYS
    assert "cause" in kinds_due(over, as_of="")  # nothing was received yet: who can say that it is over


def test_a_phase_that_is_to_come_is_offered_with_its_day_where_people_live():
    soon = a_phase(PhaseKind.CAUSES, opens="2027-03-19T23:00:00Z")
    consultation = a_consultation(a_subject("lamps", "Lamps", soon), BENCHES)
    form = a_form(consultation, Kind.CAUSE)
    options = next(one["attributes"]["options"] for one in form["body"] if one.get("id") == "subject")
    assert options == ["Lamps, from 20 March 2027 (lamps)", "Benches (benches)"]
    body = body_of(form, {"subject": options[0], "what": "x"})
    assert read(consultation, an_issue("A cause", body)).slug == "lamps"


def test_with_one_subject_there_is_nothing_to_choose():
    form = a_form(a_consultation(LAMPS), Kind.CAUSE)
    assert "subject" not in {one.get("id") for one in form["body"]}


def test_each_language_has_its_own_forms_the_main_one_under_the_plain_name():
    settings = a_consultation(languages=("fr", "en", "de")).settings
    assert issue_form.tongues(settings) == ["fr", "en"]  # words for German are the English ones
    assert issue_form.name_of(Kind.CAUSE, "fr", settings) == "cause.yml"
    assert issue_form.name_of(Kind.CAUSE, "en", settings) == "en-cause.yml"
    german = replace(settings, languages=("de", "en"))
    assert issue_form.tongues(german) == ["en"]


def test_the_form_says_which_reaction_is_which_vote_here():
    def said(consultation: Consultation) -> str:
        return a_form(consultation, Kind.CAUSE)["body"][0]["attributes"]["value"]

    assert "👍 for, 😕 mixed, 👎 against." in said(a_consultation(LAMPS))
    assert "🎉 for, 👀 against." in said(a_consultation(LAMPS, reactions={"eyes": "against", "hooray": "for"}))


def test_the_form_leads_to_where_one_sees_what_was_said_already():
    def said(consultation: Consultation, kind: Kind = Kind.CAUSE, tongue: str = "en") -> str:
        return a_form(consultation, kind, tongue)["body"][0]["attributes"]["value"]

    town = {"address": "https://town.example/"}
    assert "town.example" not in said(a_consultation(LAMPS))  # without an address there is nowhere to lead to
    link = "[Lamps\\: where? \\(and when\\)](https://town.example/subjects/lamps/said/)"
    both = a_consultation(LAMPS, BENCHES, languages=("en", "fr"), **town)
    assert f"{link}, [Benches](https://town.example/subjects/benches/said/)" in said(both)
    assert "https://town.example/fr/subjects/lamps/said/" in said(both, tongue="fr")
    assert "said/" not in said(both, Kind.APPEAL)
    many = a_consultation(*(a_subject(f"s{n}", "S", *EVERY_PHASE) for n in range(7)), **town)
    assert said(many).count("https://") == said(many).count("https://town.example/help/") == 1
