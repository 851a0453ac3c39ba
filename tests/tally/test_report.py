"""The count as JSON and as tables."""

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.model.contribution import Kind
from lawloom.model.tally import ChannelFigures, Figures
from lawloom.model.vote import Stance
from lawloom.tally import json_form, report
from tally.builders import (
    AGAINST,
    MIXED,
    SIGNATURE,
    a_count,
    a_phase,
    a_subject,
    cast,
    counted,
    day,
    import_line,
    merged,
    opened,
    voted,
)

SUBJECT = a_subject(
    a_phase("solutions", 1, 10), a_phase("support", 5, 10), elements=[("noise", "cause")], articles=["open-data"]
)
LINES = [
    opened("cc-1", set_aside="trashed"),
    opened("cc-2", at=day(20)),
    opened("cc-3"),
    opened("cc-a1", type="argument", on="cc-1", side="against"),
    cast("cc-1"),
    cast("cc-1", "ben", MIXED),
    cast("cc-1", "cleo", AGAINST, at=day(20)),
    cast("bill", stance=SIGNATURE, at=day(6)),
    voted("cc-1", by=None),
    a_count("cc-3", value=1234) | {"channel": "import:cc"},
    merged("cc-3", "cc-1"),
    import_line("counts"),
]
TALLY = counted(*LINES, subject=SUBJECT)


def as_read():
    return json.loads(json.dumps(report.as_json({"trains": TALLY}, {"trains": SUBJECT})))


def no_titles(ids):
    return {}


def test_the_schema_is_one_and_the_json_keeps_to_it():
    jsonschema.Draft202012Validator.check_schema(report.SCHEMA)
    jsonschema.validate(as_read(), report.SCHEMA)
    nothing = json.loads(json.dumps(report.as_json({"trains": counted()}, {})))
    jsonschema.validate(nothing, report.SCHEMA)


def test_the_schema_refuses_a_figure_that_nobody_described():
    wrong = as_read()
    wrong["subjects"]["trains"]["items"][0]["likes"] = 3
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, report.SCHEMA)


def test_every_field_of_the_schema_says_what_it_means():
    def fields(schema):
        for name, one in schema.get("properties", {}).items():
            yield name, one
            yield from fields(one)
        for inner in (schema.get("items"), schema.get("additionalProperties"), *schema.get("oneOf", ())):
            if isinstance(inner, dict):
                yield from fields(inner)

    assert [name for name, one in fields(report.SCHEMA) if not one.get("description")] == ["values"]


def test_an_item_has_its_figures_and_null_where_nothing_is_known():
    items = {item["id"]: item for item in as_read()["subjects"]["trains"]["items"]}
    first = items["cc-1"]
    assert [first[name] for name in ("for", "mixed", "against", "pass", "support", "signature")] == [
        1,
        1,
        None,
        None,
        None,
        None,
    ]
    assert (first["people"], first["set_aside"], first["set_aside_reason"], first["outside"]) == (2, True, "trashed", 1)
    assert (first["arguments"], first["discussion"]) == ({"for": 0, "against": 1}, 1)
    united = items["cc-3"]
    assert (united["merged_into"], united["for"], united["people"]) == ("cc-1", 1234, None)
    assert items["cc-2"]["late"] and items["cc-2"]["phase"] is None
    assert items["noise"]["origin"] == "author"


def test_a_subject_has_its_kinds_channels_phases_orders_and_notes():
    subject = as_read()["subjects"]["trains"]
    assert subject["kinds"]["argument"]["sides"] == {"for": 0, "against": 1}
    assert subject["kinds"]["proposal"]["items"] == 3
    assert subject["channels"]["import:cc"]["counts"]["for"] == 1234
    assert [(phase["name"], phase["closes"], phase["items"]) for phase in subject["phases"]] == [
        ("solutions", "2027-03-10T00:00:00Z", 3),
        ("support", "2027-03-10T00:00:00Z", 0),
    ]
    channels = subject["bill"].pop("channels")
    assert subject["bill"] == {"signature": 1, "people": 1, "outside": 0}
    assert {name: one["rows"]["signature"] for name, one in channels.items()} == {"import:cc": 1}
    assert sorted(subject["orders"]["supported"]) == ["cc-1", "cc-2", "cc-3", "noise"]
    assert subject["uncounted"]["no-person"] == 1
    assert {"code": "vote-without-person", "values": {"votes": 1}} in subject["notes"]
    assert subject["as_of"] == day(28)


def test_the_text_of_a_subject_is_the_same_json_with_an_item_a_line():
    subject = report.subject_as_json(TALLY, SUBJECT.phases)
    text = report.dumps(subject)
    assert json.loads(text) == as_read()["subjects"]["trains"]
    assert text == report.dumps(json.loads(text))
    assert text.count('\n{"against"') == len(TALLY.items)
    assert json.loads(report.dumps(report.subject_as_json(counted())))["items"] == []


@given(st.text(), st.text(min_size=1), st.dictionaries(st.sampled_from(Stance), st.integers(0, 2000)))
def test_an_item_is_written_as_canonical_json_whatever_its_words_are(reason, channel, figures):
    by = Figures(figures)
    way = ChannelFigures(channel, rows=by, counts=by, people=3)
    kept = {"set_aside": reason, "phase": reason, "total": by, "channels": (way,), "merged_into": "cc-9"}
    line = json_form.item_line(replace(TALLY.items["cc-1"], **kept))
    value = json.loads(line)
    assert line == json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert (value["set_aside_reason"] or "", value["phase"] or "") == (reason, reason)
    assert value["channels"][0]["rows"] == {str(stance): many for stance, many in figures.items()}
    assert {stance: value[stance] for stance in Stance} == {stance: figures.get(stance) for stance in Stance}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_tables_hold_every_total_in_the_readers_language(language):
    told = "\n".join(report.lines(TALLY, language, no_titles))
    for number in ("1,234", "1\u202f234", "1.234"):
        assert (number in told) == (number == {"en": "1,234", "fr": "1\u202f234", "es": "1.234"}[language])
    for kind in TALLY.kinds:
        assert kind.value in told
    assert "tally-" not in told
    assert TALLY.head in told


def test_columns_stand_in_line():
    lines = list(report.lines(TALLY, "en", no_titles))
    head = next(at for at, line in enumerate(lines) if line.startswith("  kind"))
    rows = lines[head : head + 1 + len(TALLY.kinds)]
    assert len({len(row) for row in rows}) == 1


def test_what_a_kind_was_never_asked_is_not_told_as_unknown():
    told = {line.split()[0]: line.split()[2:] for line in report.lines(TALLY, "en", no_titles) if line.startswith("  ")}
    assert told["proposal"] == ["1,235", "1", "unknown"]
    assert told["argument"] == ["–", "–", "–"]


def test_titles_are_shown_as_typed_on_one_line_and_what_turns_a_line_around_is_not():
    title = "Night\ntrains \u202eeverywhere\x1b[31m " + "x" * 80
    told = "\n".join(report.lines(TALLY, "en", lambda ids: dict.fromkeys(ids, title)))
    assert "Night trains everywhere[31m xxx" in told
    assert "\u202e" not in told and "\x1b" not in told and "x" * 61 not in told


def test_only_what_was_supported_discussed_or_divided_is_listed():
    told = "\n".join(report.lines(counted(opened("cc-1")), "en", no_titles))
    assert "Most" not in told
    assert Kind.PROPOSAL.value in told
    assert all(stance.value in told for stance in (Stance.FOR, Stance.MIXED, Stance.AGAINST))
