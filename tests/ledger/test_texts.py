"""Texts: the latest one of each contribution, quickly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.errors import LedgerDamaged
from lawloom.instance import Instance
from lawloom.ledger import erase
from lawloom.ledger.line import canonical
from lawloom.ledger.texts import text_of, texts, titles
from lawloom.model.contribution import Text
from ledger.builders import DAY_9, SLUG, a_contribution, a_ledger


def a_row(id="cc-1", rev=1, salt="ab", **data):
    return {"id": id, "rev": rev, "salt": salt, "data": data}


def an_instance_with(tmp_path, *shards):
    instance = Instance(tmp_path)
    folder = instance.texts_of(SLUG)
    folder.mkdir(parents=True)
    for number, rows in enumerate(shards, start=1):
        written = "".join(canonical(row) + "\n" for row in rows)
        (folder / f"{number:04d}.jsonl").write_text(written, encoding="utf-8")
    return instance


def test_a_text_has_all_that_was_typed(tmp_path):
    data = {"title": "Trains", "body": "A\n\n*b*", "name": "Ana", "link": "https://a.example", "quote": "the law"}
    instance = an_instance_with(tmp_path, [a_row(**data)])
    assert list(texts(instance, SLUG)) == [("cc-1", Text(**data))]


def test_the_latest_revision_is_given_once_wherever_it_stands(tmp_path):
    instance = an_instance_with(
        tmp_path,
        [a_row("cc-1", title="old"), a_row("cc-2", title="only")],
        [a_row("cc-1", 10, title="newest"), a_row("cc-1", 9, title="new")],
    )
    found = {name: text.title for name, text in texts(instance, SLUG)}
    assert found == {"cc-1": "newest", "cc-2": "only"}
    assert {name: text.title for name, text in text_of(instance, SLUG, ["cc-1", "cc-2"]).items()} == found


def test_an_erased_text_is_empty_and_says_so(tmp_path):
    instance = a_ledger(tmp_path, a_contribution("cc-1"), a_contribution("cc-2"))
    erase.erase(instance, SLUG, "cc-1", as_of=DAY_9)
    found = dict(texts(instance, SLUG))
    assert found["cc-1"] == Text(erased=True)
    assert found["cc-2"].title
    assert text_of(instance, SLUG, ["cc-1"])["cc-1"].erased
    assert titles(instance, SLUG)(["cc-1", "cc-2"]).keys() == {"cc-2"}


def test_an_id_without_a_text_is_absent(tmp_path):
    instance = an_instance_with(tmp_path, [a_row()])
    assert text_of(instance, SLUG, ["cc-10", "cc-.", "c"]) == {}
    assert text_of(instance, SLUG, []) == {}
    assert text_of(instance, "ponds", ["cc-1"]) == {}
    assert list(texts(instance, "ponds")) == []


def test_a_text_that_talks_like_a_row_is_only_a_text(tmp_path):
    lie = '"id":"cc-2","rev":7,"salt":"00"}\n'
    instance = an_instance_with(
        tmp_path, [a_row("cc-1", title=lie, body='{"id":"cc-2"}\u2028'), a_row("cc-2", title="true")]
    )
    assert {name: text.title for name, text in texts(instance, SLUG)} == {"cc-1": lie, "cc-2": "true"}
    assert text_of(instance, SLUG, ["cc-2"])["cc-2"].title == "true"


@given(
    st.dictionaries(st.from_regex(r"[a-z]{2}-[0-9]{1,3}", fullmatch=True), st.lists(st.text(), min_size=1, max_size=3))
)
def test_both_ways_to_read_give_the_same(tmp_path_factory, written):
    rows = [a_row(name, rev, title=title) for name, many in written.items() for rev, title in enumerate(many, start=1)]
    rows = [row for row in rows if all(not 0xD800 <= ord(letter) <= 0xDFFF for letter in row["data"]["title"])]
    instance = an_instance_with(tmp_path_factory.mktemp("texts"), rows)
    assert dict(texts(instance, SLUG)) == text_of(instance, SLUG, list(written))


@pytest.mark.parametrize("wrong", [b'{"data":{},"id":"cc-1","rev":1}\n', b"{\n", b"[]\n"])
def test_a_row_that_cannot_be_read_is_named_and_costs_no_other(tmp_path, wrong):
    instance = an_instance_with(tmp_path, [a_row()])
    path = instance.texts_of(SLUG) / "0001.jsonl"
    path.write_bytes(path.read_bytes() + wrong)
    odd = []
    assert len(list(texts(instance, SLUG, odd))) == 1
    assert [(one.code, str(one.place)) for one in odd] == [
        ("text-unreadable", f"contributions/{SLUG}/texts/0001.jsonl:2")
    ]


def test_a_file_that_ends_within_a_row_is_named(tmp_path):
    instance = an_instance_with(tmp_path, [a_row()])
    path = instance.texts_of(SLUG) / "0001.jsonl"
    path.write_bytes(path.read_bytes() + b'{"data":{},"id":"cc-1","rev":1,"salt":""}')
    with pytest.raises(LedgerDamaged) as found:
        list(texts(instance, SLUG))
    [problem] = found.value.problems
    assert (problem.code, problem.place.line) == ("line-unfinished", 2)
