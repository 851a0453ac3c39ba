"""Our own table: the columns that docs/importing.md promises."""

import json
import re

import pytest

from collect.builders import (
    DAY,
    KEY,
    OWN_ITEMS,
    SLUG,
    a_consultation,
    a_folder,
    counts_of,
    importing,
    items_of,
    kept_rows,
    lines_of,
    refusal,
    texts_of,
)
from lawloom.collect.csv import ITEM_COLUMNS, VOTE_COLUMNS
from lawloom.ledger.key import pseudonym
from lawloom.model.contribution import Actor, Kind
from lawloom.model.ids import is_slug

ITEMS = OWN_ITEMS + (
    f"P1,proposal,More trains,At *night*.,,,ana@example.org,{DAY}\n"
    f"a1,argument,,Quieter than planes,p1,for,bo,{DAY}\n"
    f"q1,question,Who pays?,,,,,{DAY}\n"
)
VOTES = f"on,by,stance,time\nP1,bo,for,{DAY}\np1,cy,mixed,{DAY}\na1,cy,support,{DAY}\n"


def test_contributions_and_votes_may_lie_in_one_folder(tmp_path):
    instance = a_consultation(tmp_path)
    report = importing(instance, "csv", a_folder(tmp_path, items_csv=ITEMS, votes_csv=VOTES))
    assert {(item.id, item.kind, item.on) for item in items_of(instance).values()} == {
        ("cs-p1", Kind.PROPOSAL, None),
        ("cs-a1", Kind.ARGUMENT, "cs-p1"),
        ("cs-q1", Kind.QUESTION, None),
    }
    assert sorted((v["on"], v["stance"]) for v in lines_of(instance, kind="vote")) == [
        ("cs-a1", "support"),
        ("cs-p1", "for"),
        ("cs-p1", "mixed"),
    ]
    assert (report.read, report.taken, report.votes) == (6, 6, 3)


def test_who_wrote_is_a_pseudonym_and_named_only_who_chose_to_be(tmp_path):
    instance = a_consultation(tmp_path)
    table = (
        "id,title,author,name,name_public,created_at\n"
        f"1,One,ana@example.org,Ana Lima,yes,{DAY}\n2,Two,bo@example.org,Bo Berg,no,{DAY}\n3,Three,cy,Cy,,{DAY}\n"
    )
    importing(instance, "csv", a_folder(tmp_path, t_csv=table))
    assert items_of(instance)["cs-1"].by == pseudonym(KEY, SLUG, "import:cs", "ana@example.org")
    assert [text.get("name") for text in texts_of(instance).values()] == ["Ana Lima", None, None]
    for path in instance.contributions.rglob("*.jsonl"):
        assert "example.org" not in path.read_text()


def test_totals_are_taken_where_they_are_known(tmp_path):
    instance = a_consultation(tmp_path)
    importing(
        instance, "csv", a_folder(tmp_path, t_csv=f"id,title,for,mixed,against,support,created_at\n1,x,12,,3,,{DAY}\n")
    )
    assert counts_of(instance) == {("cs-1", "for"): 12, ("cs-1", "against"): 3}


def test_signatures_of_a_petition_may_come_as_a_total(tmp_path):
    instance = a_consultation(tmp_path)
    table = f"id,kind,title,signature,created_at\n1,petition,x,15000,{DAY}\n"
    importing(instance, "csv", a_folder(tmp_path, t_csv=table))
    assert counts_of(instance) == {("cs-1", "signature"): 15000}


def test_totals_stand_beside_rows_of_other_items_and_never_on_the_same(tmp_path):
    instance = a_consultation(tmp_path)
    items = f"id,title,for,created_at\nP1,x,9,{DAY}\nP2,y,4,{DAY}\n"
    report = importing(instance, "csv", a_folder(tmp_path, i_csv=items, v_csv=f"on,by,stance,time\np1,bo,for,{DAY}\n"))
    assert counts_of(instance) == {("cs-p2", "for"): 4}
    assert report.notes == ("cs-p1 for: 1 rows, 9 printed",)


def test_where_it_came_from_and_who_sent_it_are_kept(tmp_path):
    instance = a_consultation(tmp_path)
    table = (
        f"id;title;channel;actor;area;created_at\n1;x;kiosk:town-hall;association; North  side ;{DAY}\n2;y;;;;{DAY}\n"
    )
    importing(instance, "csv", a_folder(tmp_path, t_csv=table))
    first, second = items_of(instance)["cs-1"], items_of(instance)["cs-2"]
    assert (first.channel, first.actor, first.area) == ("kiosk:town-hall", Actor.ASSOCIATION, "North side")
    assert (second.channel, second.actor, second.area) == ("import:cs", None, None)


def test_addresses_and_sentences_do_not_enter_the_chain(tmp_path):
    instance = a_consultation(tmp_path)
    table = f"id,title,category,area,created_at\n1,x,{'word ' * 20},12 rue X,{DAY}\n2,y,Report,{'far ' * 12},{DAY}\n"
    votes = f"on,by,stance,time,area\n1,bo,for,{DAY},Flat 3\n"
    for _ in range(2):
        report = importing(instance, "csv", a_folder(tmp_path, i_csv=table, v_csv=votes))
        votes += "\n"
    assert (report.added, report.edited) == (0, 0)
    told = {one.code: dict(one.values)["n"] for one in report.problems}
    assert told == {"area-not-coarse": 3, "category-too-long": 1}
    ledger = str(lines_of(instance))
    assert "Report" in ledger and not any(words in ledger for words in ("12 rue", "Flat", "far far", "word word"))


def test_a_later_file_answers_what_the_subject_already_holds(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", a_folder(tmp_path, "one", i_csv=ITEMS))
    more = f"id,kind,body,on,side,created_at\nb7,argument,No,P1,against,{DAY}\nb8,argument,No,cs-q1,against,{DAY}\n"
    importing(instance, "csv", a_folder(tmp_path, "two", i_csv=more))
    importing(
        instance,
        "csv",
        a_folder(tmp_path, "three", i_csv=f"id,kind,body,on,created_at\n1,comment,Hm,cs-b7,{DAY}\n"),
        prefix="cs2",
    )
    items = items_of(instance)
    assert (items["cs-b7"].on, items["cs-b8"].on, items["cs2-1"].on) == ("cs-p1", "cs-q1", "cs-b7")


def test_votes_and_arguments_on_the_authors_own_elements_are_taken(tmp_path):
    instance = a_consultation(tmp_path)
    subject = instance.subject(SLUG)
    subject.mkdir(parents=True)
    (subject / "subject.md").write_text(
        "---\ntitle: T\nsummary: S.\nphases:\n  - {name: causes, kind: causes, opens: 2027-01-01, closes: 2027-12-31}\n"
        "causes:\n  - {id: no-money, title: No money}\n---\n"
    )
    votes = f"on,by,stance,time\nno-money,bo,for,{DAY}\nbill,bo,signature,{DAY}\nmoney,bo,for,{DAY}\n"
    items = f"id,kind,body,on,side,created_at\n1,argument,True,no-money,for,{DAY}\n"
    report = importing(instance, "csv", a_folder(tmp_path, i_csv=items, v_csv=votes))
    assert {(v["on"], v["stance"]) for v in lines_of(instance, kind="vote")} == {
        ("no-money", "for"),
        ("bill", "signature"),
    }
    assert items_of(instance)["cs-1"].on == "no-money"
    assert report.refused == {"vote-on-unknown": 1}


@pytest.mark.parametrize("hostile", ["../../x", "CON", "a b", "é", "<script>", "=1+1", "index", "x" * 400, "..%c0%af"])
def test_a_hostile_id_is_made_safe(tmp_path, hostile):
    instance = a_consultation(tmp_path)
    table = f"id,title,created_at\n{json.dumps(hostile)},x,{DAY}\n"
    importing(instance, "csv", a_folder(tmp_path, t_csv=table))
    [made] = items_of(instance)
    assert is_slug(made) and made.startswith("cs-")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"id": ""}, "id-missing"),
        ({"created_at": ""}, "date-missing"),
        ({"created_at": "2027-02-30"}, "date-unreadable"),
        ({"created_at": "2028-01-01T00:00:00Z"}, "dated-later"),
        ({"kind": "opinion"}, "kind-unknown"),
        ({"kind": "article"}, "kind-unknown"),
        ({"kind": "argument", "side": "for"}, "on-missing"),
        ({"kind": "argument", "on": "P9"}, "side-unknown"),
        ({"kind": "argument", "on": "P9", "side": "for"}, "parent-unknown"),
        ({"kind": "argument", "on": "X", "side": "for", "id": "X"}, "parent-circle"),
        ({"side": "for"}, "side-not-here"),
        ({"actor": "alien"}, "actor-unknown"),
        ({"channel": "github"}, "no-such-channel"),
        ({"for": "twelve"}, "count-unreadable"),
        ({"for": "-2"}, "count-unreadable"),
    ],
)
def test_a_bad_row_costs_one_row_and_is_kept(tmp_path, row, code):
    instance = a_consultation(tmp_path)
    whole = {
        "id": "9",
        "kind": "proposal",
        "on": "",
        "side": "",
        "actor": "",
        "channel": "",
        "for": "",
        "created_at": DAY,
    } | row
    good = f"1,,,,,,,{DAY}"
    folder = a_folder(tmp_path, t_csv=",".join(whole) + f"\n{good}\n" + ",".join(whole.values()) + "\n")
    report = importing(instance, "csv", folder)
    assert report.refused == {code: 1}
    assert [(kept["line"], kept["reason"]) for kept in kept_rows(instance)] == [(3, code)]
    assert set(items_of(instance)) == {"cs-1"}


def test_answers_in_a_circle_are_refused_all(tmp_path):
    instance = a_consultation(tmp_path)
    rows = "".join(f"{n},comment,x,{(n % 3) + 1},{DAY}\n" for n in (1, 2, 3))
    report = importing(
        instance, "csv", a_folder(tmp_path, t_csv=f"id,kind,body,on,created_at\n{rows}9,comment,x,,{DAY}\n")
    )
    assert report.refused == {"parent-circle": 3}


@pytest.mark.slow
def test_a_thread_of_ten_thousand_answers_is_no_deeper_than_one(tmp_path):
    instance = a_consultation(tmp_path)
    rows = "".join(f"{n},comment,x,{n + 1},{DAY}\n" for n in range(10_000))
    report = importing(
        instance, "csv", a_folder(tmp_path, t_csv=f"id,kind,body,on,created_at\n{rows}10000,proposal,x,,{DAY}\n")
    )
    assert report.taken == 10_001


def test_columns_that_nothing_reads_are_told_of(tmp_path):
    report = importing(a_consultation(tmp_path), "csv", a_folder(tmp_path, t_csv=f"id,titel,created_at\n1,x,{DAY}\n"))
    assert dict(report.problems[0].values) == {"columns": "titel"}


@pytest.mark.parametrize("table", ["title,created_at\nx,y\n", "id,title\n1,x\n", "on,by,stance\n1,2,for\n"])
def test_missing_columns_are_named(tmp_path, table):
    assert refusal(a_consultation(tmp_path), "csv", a_folder(tmp_path, t_csv=table)) == ["columns-missing"]


def test_cells_that_a_spreadsheet_would_run_are_taken_as_words(tmp_path, real_data):
    instance = a_consultation(tmp_path)
    attacks = [json.loads(line) for line in (real_data / "attacks" / "csv-cells.jsonl").read_text().splitlines()]
    rows = "".join(
        json.dumps(str(n)) + ',"' + attack["data"].replace('"', '""') + f'",{DAY}\n' for n, attack in enumerate(attacks)
    )
    importing(instance, "csv", a_folder(tmp_path, t_csv=f"id,body,created_at\n{rows}"))
    assert [text["body"] for text in texts_of(instance).values()] == [attack["data"].strip() for attack in attacks]


def test_hostile_words_are_taken_letter_for_letter(tmp_path, real_data):
    instance = a_consultation(tmp_path)
    attacks = []
    for name in ("xss", "markdown", "naughty-strings", "template-injection", "names", "traversal", "front-matter"):
        for line in (real_data / "attacks" / f"{name}.jsonl").read_text().splitlines():
            attacks.append(str(json.loads(line).get("data", "")))
    whole = [text for text in attacks if "\0" not in text and not re.search("[\ud800-\udfff]", text)]
    rows = "".join(f'{n},"{text.replace(chr(34), chr(34) * 2)}",{DAY}\n' for n, text in enumerate(whole))
    report = importing(instance, "csv", a_folder(tmp_path, t_csv=f"id,body,created_at\n{rows}"))
    assert report.refused == {}
    texts = texts_of(instance)
    assert [texts[f"cs-{n}"].get("body", "") for n in range(len(whole))] == [text.strip() for text in whole]


def test_the_page_on_importing_lists_every_column(repository):
    page = (repository / "docs" / "importing.md").read_text(encoding="utf-8")
    for column in {*ITEM_COLUMNS, *VOTE_COLUMNS}:
        assert f"| `{column}` |" in page, column


def test_when_it_was_changed_or_taken_back_is_taken_where_the_table_says_it(tmp_path):
    instance = a_consultation(tmp_path)
    columns = "id,title,body,created_at,edited_at,withdrawn_at\n"
    edited, withdrawn = "2027-03-02T08:00:00Z", "2027-03-03T09:00:00Z"
    sent = "2027-03-01T08:00:00Z"
    importing(instance, "csv", a_folder(tmp_path, "first", t_csv=f"{columns}1,One,first,{sent},,\n2,Two,,{sent},,\n"))
    table = f"{columns}1,One,second,{sent},{edited},\n2,Two,,{sent},,{withdrawn}\n"
    importing(instance, "csv", a_folder(tmp_path, "then", t_csv=table))
    items = items_of(instance)
    assert (items["cs-1"].rev, items["cs-1"].edited_at) == (2, edited)
    assert items["cs-2"].state == "withdrawn"
    assert [(line["id"], line["time"]) for line in lines_of(instance, kind="contribution")][-1] == ("cs-2", withdrawn)
