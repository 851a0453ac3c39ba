"""Whatever bytes an export holds, an import ends in a report or in a refusal told by file, and the ledger verifies."""

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collect.builders import (
    DAY,
    OWN_ITEMS,
    POLIS_COMMENTS,
    POLIS_VOTES,
    SLUG,
    a_consultation,
    a_folder,
    importing,
    packed,
)
from collect.test_cap_collectif import AN_OPINION, ANSWERS, VOTES, a_line, a_table
from collect.test_decidim import COMMENTS, DEBATES, PROPOSALS
from examples import examples
from lawloom import messages
from lawloom.errors import ContentProblems, SourceUnavailable
from lawloom.ledger import verify

SOUND = {
    "cap-collectif": {"a.csv": a_table(AN_OPINION, *VOTES, *ANSWERS)},
    "cap-collectif-lines": {"a.jsonl": a_line() + "\n" + a_line(id=70, arguments=[], sources=[]) + "\n"},
    "polis": {
        "comments.csv": POLIS_COMMENTS + "1500232652930,x,3,7,1,1,1,Trains.\n",
        "votes.csv": POLIS_VOTES + "1500232660001,x,3,7,1\n",
    },
    "decidim": {"p.csv": PROPOSALS, "d.csv": DEBATES, "c.csv": COMMENTS},
    "csv": {"i.csv": OWN_ITEMS + f"1,proposal,t,b,,,ana,{DAY}\n", "v.csv": f"on,by,stance,time\n1,bo,for,{DAY}\n"},
}
SPOILERS = [
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b'"',
    b"\r",
    b";",
    b",",
    b"\n",
    b"<html>",
    b"\x1f\x8b",
    b"{",
    b"9" * 40,
    b"-1",
    b"\xe2\x80\xae",
]


def run(instance, name, path):
    """Import, and see that whatever is told can be told, and that the ledger is sound."""
    try:
        report = importing(instance, name.removesuffix("-lines"), path)
    except (ContentProblems, SourceUnavailable) as refused:
        assert messages.report(refused.problems, "en")
        assert all(one.place.file for one in refused.problems)
    else:
        assert messages.report(report.problems, "fr") is not None
        assert report.read == report.taken + sum(report.refused.values()) + sum(report.passed.values()) or report.stands
    if instance.ledger_of(SLUG).exists():
        [sound] = verify.verify(instance, [SLUG])
        assert [one for one in sound.problems if not one.warning] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SOUND)
@settings(max_examples=examples(30), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_an_export_spoiled_anywhere_is_told_of_and_spoils_nothing(tmp_path_factory, name, data):
    tmp_path = tmp_path_factory.mktemp("hostile")
    files = {file: text.encode() for file, text in SOUND[name].items()}
    for _ in range(data.draw(st.integers(1, 3))):
        file = data.draw(st.sampled_from(sorted(files)))
        content = files[file]
        at = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.integers(0, 12))
        files[file] = content[:at] + data.draw(st.sampled_from(SPOILERS) | st.binary(max_size=6)) + content[at + cut :]
    for file, content in files.items():
        (tmp_path / file).write_bytes(packed(content) if data.draw(st.booleans()) else content)
    run(
        a_consultation(tmp_path / "c"),
        name,
        tmp_path / next(iter(files)) if len(files) == 1 else folder_of(tmp_path, files),
    )


def folder_of(tmp_path, files):
    folder = tmp_path / "export"
    folder.mkdir(exist_ok=True)
    for file in files:
        (tmp_path / file).rename(folder / file)
    return folder


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(["1", "69", "yes", "", DAY])
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["\ud800", "\0", DAY]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "body"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.slow
@settings(max_examples=examples(30), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_json_of_any_shape_is_told_of_and_spoils_nothing(tmp_path_factory, data):
    tmp_path = tmp_path_factory.mktemp("json")
    whole = json.loads(a_line())
    for field in data.draw(st.lists(st.sampled_from(sorted(whole)), min_size=1, max_size=4)):
        whole[field] = data.draw(json_values)
    lines = json.dumps(whole) + "\n" + a_line(id=70, arguments=[], sources=[])
    run(a_consultation(tmp_path), "cap-collectif", a_folder(tmp_path, o_jsonl=lines))


@pytest.mark.slow
@settings(max_examples=examples(30), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_cells_of_any_words_are_told_of_and_spoil_nothing(tmp_path_factory, data):
    tmp_path = tmp_path_factory.mktemp("cells")
    name = data.draw(st.sampled_from(["polis", "decidim", "csv", "cap-collectif"]))
    files = {}
    for file, text in SOUND[name].items():
        separator = ";" if name == "decidim" else ","
        rows = list(csv.reader(io.StringIO(text), delimiter=separator))
        for _ in range(data.draw(st.integers(1, 3))):
            row = data.draw(st.integers(1, len(rows) - 1))
            rows[row][data.draw(st.integers(0, len(rows[row]) - 1))] = data.draw(words)
        out = io.StringIO()
        csv.writer(out, delimiter=separator).writerows(rows)
        files[file] = out.getvalue().encode()
        (tmp_path / file).write_bytes(files[file])
    run(a_consultation(tmp_path / "c"), name, folder_of(tmp_path, files))


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0" * 99, b"a", b"<html></html>", b"[]", b"{", b"{}"]
)
@pytest.mark.parametrize("name", ["cap-collectif", "polis", "decidim", "csv"])
def test_a_file_with_nothing_in_it_is_refused_by_name(tmp_path, name, content):
    path = tmp_path / "votes.csv"
    path.write_bytes(content)
    run(a_consultation(tmp_path), name, path)
    assert not (tmp_path / "consultation" / "contributions").exists()
