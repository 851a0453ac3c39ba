"""Tables are read row by row; a bad row costs one row and is told with its line."""

import csv
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collect.builders import packed
from lawloom.collect import source
from lawloom.collect.port import Refused
from lawloom.collect.source import look_at
from lawloom.collect.table import LONGEST_CELL, open_table
from lawloom.errors import ContentProblems


def table_of(tmp_path, content, name="t.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_table(look_at(path).files[0])


def rows_of(tmp_path, content):
    """Cells of the sound rows, and (line, code) of the others."""
    sound, refused = [], []
    for row in table_of(tmp_path, content).rows():
        if isinstance(row, Refused):
            refused.append((row.origin.line, row.code))
        else:
            sound.append(row.cells)
    return sound, refused


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_told_from_the_header(tmp_path, separator):
    text = f'a{separator}b\n1{separator}"x{separator}y"\n'
    assert rows_of(tmp_path, text) == ([["1", f"x{separator}y"]], [])


def test_the_hint_that_spreadsheets_write_is_obeyed(tmp_path):
    assert rows_of(tmp_path, "sep=;\na;b\n1;2,3\n") == ([["1", "2,3"]], [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_way_to_end_a_line_is_one(tmp_path, end):
    assert rows_of(tmp_path, end.join(["a,b", '1,"x', 'y"', "2,z", ""])) == ([["1", f"x{end}y"], ["2", "z"]], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_letters_are_read_in_the_encoding_they_are_in(tmp_path, encoding):
    text = "a,b\n1,é" + ("’" if encoding != "latin-1" else "") + "\n"
    sound, refused = rows_of(tmp_path, text.encode(encoding))
    assert (sound[0][1][0], refused) == ("é", [])


def test_gzip_is_told_by_its_first_bytes_and_not_by_its_name(tmp_path):
    assert rows_of(tmp_path, packed("a,b\n1,2\n")) == ([["1", "2"]], [])


def test_short_and_long_rows_are_refused_with_their_line(tmp_path):
    text = 'a,b\n1,2\n3\n4,5,6\n7,"8\n9"\n10\n11,12\n'
    assert rows_of(tmp_path, text) == (
        [["1", "2"], ["7", "8\n9"], ["11", "12"]],
        [(3, "row-short"), (4, "row-shifted"), (7, "row-short")],
    )


def test_a_shifted_row_of_several_lines_is_one_refused_row(tmp_path):
    sound, refused = rows_of(tmp_path, 'a,b,c\n1,x,y,"two\nlines"\n2,3,4\n')
    assert (sound, refused) == ([["2", "3", "4"]], [(2, "row-shifted")])


@pytest.mark.slow
def test_a_quotation_that_is_never_closed_costs_its_own_line(tmp_path):
    body = "".join(f"{n},x\n" for n in range(400_000))
    sound, refused = rows_of(tmp_path, f'a,b\n1,"open\n{body}')
    assert refused == [(2, "row-endless")]
    assert len(sound) == 400_000


def test_a_quotation_closed_rows_later_costs_its_own_line(tmp_path):
    sound, refused = rows_of(tmp_path, 'a,b\n1,"open\n2,x\n3,y"z\n4,w\n')
    assert refused == [(2, "row-quotes")]
    assert sound == [["2", "x"], ["3", 'y"z'], ["4", "w"]]


def test_a_quotation_open_at_the_end_costs_its_own_line(tmp_path):
    assert rows_of(tmp_path, 'a,b\n1,"open\n2,x\n') == ([["2", "x"]], [(2, "row-endless")])


def test_a_cell_beyond_measure_costs_its_row(tmp_path):
    sound, refused = rows_of(tmp_path, f"a,b\n1,{'x' * (LONGEST_CELL + 10)}\n2,y\n")
    assert (sound, refused) == ([["2", "y"]], [(2, "row-endless")])


def test_nul_and_broken_letters_cost_their_row_and_are_told_by_byte(tmp_path):
    content = "a,b\né,1\n".encode() + b"x\x00,2\n" + b"\xff,3\n" + "ü,4\n".encode() * 5
    table = table_of(tmp_path, content)
    refused = [(row.code, row.values["byte"], row.origin.raw) for row in table.rows() if isinstance(row, Refused)]
    assert refused == [("row-nul", 10, b"x\x00,2\n"), ("row-not-utf8", 14, b"\xff,3\n")]


def test_empty_rows_are_no_rows(tmp_path):
    assert rows_of(tmp_path, "a,b\n\n1,2\n,\n\n") == ([["1", "2"]], [])


def test_missing_and_doubled_columns_are_named(tmp_path):
    with pytest.raises(ContentProblems) as told:
        table_of(tmp_path, "a,b\n1,2\n").need("a", "c", "d")
    assert dict(told.value.problems[0].values)["missing"] == "c, d"
    with pytest.raises(ContentProblems) as told:
        table_of(tmp_path, "a,b,a\n1,2,3\n").need("a")
    assert told.value.problems[0].code == "column-twice"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (packed("a,b\n1,2\n" * 99)[:-9], "source-gzip-damaged"),
        (packed("a,b\n1,2\n")[:12] + b"\xff" * 9, "source-gzip-damaged"),
        (b"PK\x03\x04....", "source-packed"),
        ("a,b\n1,2".encode("utf-16") + b"\x00", "source-not-text"),
    ],
)
def test_a_file_that_is_damaged_as_a_whole_is_refused_by_name(tmp_path, content, code):
    with pytest.raises(ContentProblems) as told:
        table_of(tmp_path, content)
    assert (told.value.problems[0].code, told.value.problems[0].place.file) == (code, "t.csv")


def test_a_small_file_that_unpacks_to_a_giant_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "MOST_UNPACKED", 5000)
    assert len(rows_of(tmp_path, packed("a,b\n" + "1,2\n" * 900))[0]) == 900
    with pytest.raises(ContentProblems) as told:
        table_of(tmp_path, packed("a,b\n" + "1,2\n" * 90_000))
    assert told.value.problems[0].code == "source-unpacks-too-large"


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path):
    table = table_of(tmp_path, "a,b\n" + "".join(f"{n},{'x' * 40}\n" for n in range(60_000)))
    tracemalloc.start()
    assert sum(1 for _ in table.rows()) == 60_000
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


cells = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cells, cells, cells), max_size=5), st.sampled_from(",;\t"))
def test_what_a_careful_writer_wrote_is_read_back(tmp_path, rows, separator):
    path = tmp_path / "w.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
        writer.writerows([("a", "b", "c"), *rows])
    table = open_table(look_at(path).files[0])
    read = [tuple(row.cells) for row in table.rows()]
    assert read == [row for row in rows if any(row)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200)
    | st.lists(st.sampled_from([b"a,b\n", b'"', b"\r", b"\xff", b"\0", b"1,2\n", b"\xc3"])).map(b"".join)
)
def test_no_bytes_whatever_make_it_fail(tmp_path, content):
    path = tmp_path / "h.csv"
    path.write_bytes(b"a,b\n" + content)
    try:
        table = open_table(look_at(path).files[0])
    except ContentProblems:
        return
    if table is not None:
        list(table.rows())
