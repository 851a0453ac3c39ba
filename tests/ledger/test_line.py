import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawloom.errors import LedgerDamaged, Place
from lawloom.ledger.line import canonical, digest, parse_line, text_digest

HERE = Place("contributions/trains/ledger/0001.jsonl", 7)

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def test_keys_are_sorted_and_letters_stay_as_they_are():
    assert canonical({"b": [1, None], "a": "été"}) == '{"a":"été","b":[1,null]}'


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text(max_size=5), values, max_size=4))
def test_reading_back_what_was_written_gives_the_same_object(line):
    assert parse_line(canonical(line).encode(), HERE) == line


@pytest.mark.parametrize("value", [1.0, float("nan"), [1.5], {"a": {"b": [0.1]}}])
def test_a_float_cannot_be_written(value):
    with pytest.raises(ValueError, match="float"):
        canonical(value)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'{"b":1,"a":2}', "line-not-canonical"),
        (b'{"a": 1}', "line-not-canonical"),
        (b'{"a":1}\r', "line-not-canonical"),
        (b'{"a":1} ', "line-not-canonical"),
        (b'{"a":1,"a":1}', "line-not-canonical"),
        (b'{"a":1.0}', "line-not-canonical"),
        (b'{"a":1e3}', "line-not-canonical"),
        (b'{"a":NaN}', "line-not-canonical"),
        (b'{"a":-0}', "line-not-canonical"),
        (b'{"a":"\\u00e9"}', "line-not-canonical"),
        (b'{"a":"\\/"}', "line-not-canonical"),
        (b'{"a":"\\ud800"}', "line-not-canonical"),
        (b'{"a":' + b"9" * 5000 + b"}", "line-not-canonical"),
        (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "line-not-canonical"),
        (b"[1]", "line-not-canonical"),
        (b"null", "line-not-canonical"),
        (b'\xef\xbb\xbf{"a":1}', "line-not-json"),
        (b'{"a":1', "line-not-json"),
        (b"", "line-not-json"),
        (b'{"a":"\xe9"}', "line-not-utf8"),
    ],
)
def test_bytes_in_any_other_form_are_damage_and_the_line_is_named(raw, code):
    with pytest.raises(LedgerDamaged) as caught:
        parse_line(raw, HERE)
    [found] = caught.value.problems
    assert (found.place, found.code) == (HERE, code)


def test_the_digest_is_that_of_the_bytes_without_the_newline():
    assert digest("{}") == digest(b"{}") == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_a_text_is_known_by_the_digest_of_its_salt_and_data():
    assert text_digest("aa", {"title": "x"}) == digest('["aa",{"title":"x"}]')
