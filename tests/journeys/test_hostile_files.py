"""Bad files and bad names: a message with file and line, never a traceback, and all the rest is published."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from browser.harness.corpus import hostile
from journeys import village
from journeys.steps import Desk, a_desk
from lawloom.cli.commands import main

pytestmark = pytest.mark.slow

DAY = "2027-02-20"
SOUND = """\
title: A sound title
summary: A sound summary.
language: en
phases:
  - {name: solutions, kind: solutions, opens: 2027-02-15, closes: 2027-03-31}
"""


def a_village(folder: Path) -> Desk:
    desk = a_desk(folder)
    village.lay_down(desk)
    return desk


def problems(desk: Desk) -> list[dict]:
    """What `lawloom check --json` reports."""
    return json.loads(desk.lawloom("check", "--json", code=None).out or "[]")


def still_published(desk: Desk) -> None:
    """The village itself is printed, whatever lies beside it."""
    desk.build(code=None)
    page = desk.site / "subjects" / village.SUBJECT / "c" / "cs-2" / "index.html"
    assert "A picking day" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("base", ["", SOUND], ids=["alone", "after sound lines"])
def test_hostile_front_matter_costs_its_own_file_and_is_named_with_its_line(
    tmp_path: Path, real_data: Path, base: str
) -> None:
    desk = a_village(tmp_path)
    files = {}
    for item in hostile(real_data, "front-matter"):
        slug = f"fm-{item.name}"
        file = desk.folder / "content" / "subjects" / slug / "subject.md"
        file.parent.mkdir(parents=True)
        closing = "" if item.name == "no-end" else "---\n"
        file.write_bytes(f"---\n{base}{item.data}\n{closing}Body.\n".encode())
        files[slug] = file.relative_to(desk.folder).as_posix()
    found = problems(desk)
    named = {one["file"] for one in found if not one["warning"]}
    assert set(files.values()) - named == set(), "each has something to mend"
    assert [one for one in found if one["file"] in files.values() and not one["line"]] == [], "each names its line"
    assert all(one["found"] and one["mend"] and "{" not in one["mend"].replace("{name", "") for one in found)
    still_published(desk)
    assert not [slug for slug in files if (desk.site / "subjects" / slug).exists() and slug != "fm-offset-time"]


def test_hostile_names_of_folders_and_files_are_refused_by_name(tmp_path: Path, real_data: Path) -> None:
    desk = a_village(tmp_path)
    subjects = desk.folder / "content" / "subjects"
    laid = []
    for item in hostile(real_data, "names"):
        name = item.data
        if "/" in name or "\0" in name or len(name.encode()) > 200:
            continue  # no file can bear it here
        folder = subjects / name
        if folder.exists():
            continue
        folder.mkdir()
        (folder / "subject.md").write_text(f"---\n{SOUND}---\nBody.\n", encoding="utf-8")
        essays = subjects / village.SUBJECT / "essays"
        essays.mkdir(exist_ok=True)
        (essays / f"{name}.md").write_text("---\ntitle: Essay\nauthor: otto-brim\ndate: 2027-03-01\n---\nWords.\n")
        laid.append(name)
    assert len(laid) > 20
    told = " ".join(one["file"] + " " + one["found"] for one in problems(desk))
    fine = {"istanbul", "a", "2026-02-30"}  # sound as slugs; the last is no date but a name
    for name in laid:
        if name not in fine:
            assert name in told or ascii(name)[1:-1] in told, f"nothing was said of {name!r}"
    still_published(desk)
    outside = [path for path in desk.site.rglob("*") if not path.resolve().is_relative_to(desk.site.resolve())]
    assert outside == []


def test_hostile_ids_links_and_names_in_a_table_cost_their_rows_alone(tmp_path: Path, real_data: Path) -> None:
    desk = a_village(tmp_path)
    items = hostile(real_data, "traversal", "names", "csv-cells")
    rows = [{"id": "sound", "kind": "solution", "title": "Sound", "body": "Sound.", "created_at": DAY}]
    for number, item in enumerate(items):
        common = {
            "kind": "solution",
            "created_at": DAY,
            "title": item.data,
            "body": item.data,
            "author": item.data,
        }
        rows.append({"id": item.data, **common})
        rows.append({**common, "id": f"x{number}", "link": item.data, "kind": "source", "on": "sound"})
        rows.append({**common, "id": f"y{number}", "on": item.data, "category": item.data})
    table = village.write_table(desk.home / "hostile.csv", rows)
    before = {path for path in tmp_path.rglob("*") if desk.folder not in path.parents}
    desk.bring("csv", table, village.SUBJECT)
    desk.lawloom("verify")
    still_published(desk)
    assert (desk.site / "subjects" / village.SUBJECT / "c" / "cs-sound" / "index.html").is_file()
    strange = {path for path in tmp_path.rglob("*") if desk.folder not in path.parents} - before
    assert not [path for path in strange if desk.home not in path.parents and path != desk.home]
    made = [path.name for path in (desk.site / "subjects" / village.SUBJECT / "c").iterdir()]
    assert all(name.isascii() and name == name.lower() and " " not in name for name in made)


def test_spreadsheet_formulas_are_guarded_and_come_back_as_they_were(tmp_path: Path, real_data: Path) -> None:
    desk = a_village(tmp_path)
    items = hostile(real_data, "csv-cells")
    rows = [
        {"id": f"f{number}", "kind": "solution", "title": item.data, "body": item.data, "created_at": DAY}
        for number, item in enumerate(items)
    ]
    desk.bring("csv", village.write_table(desk.home / "cells.csv", rows), village.SUBJECT)
    desk.build()
    with (desk.site / "data" / village.SUBJECT / "contributions.csv").open(encoding="utf-8", newline="") as file:
        printed = {row["id"]: row for row in csv.DictReader(file)}
    for number, item in enumerate(items):
        cell = printed[f"cs-f{number}"]["title"]
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert not re.search(r"[;\t\r\n][=+\-@\t]", cell), "nor after what another spreadsheet takes for a separator"
        assert re.sub(r"(\A|(?<=[;\t\r\n]))'(?='*[=+\-@\t\r\n0-9])", "", cell) == item.data


def written(folder: Path) -> list[Path]:
    """All that is there, but for what Git ignores and what a person's own configuration holds."""
    own = {"private", "build", ".config"}
    return sorted(path for path in folder.rglob("*") if not own & set(path.parts))


@pytest.mark.parametrize("slug", ["../outside", "a/b", "..", "CON", "index", "Ünïcode", "a b", "", "x" * 300, "%2e%2e"])
def test_a_hostile_subject_is_refused_on_the_command_line(tmp_path: Path, slug: str) -> None:
    desk = a_desk(tmp_path)
    desk.new()
    table = village.write_table(desk.home / "c.csv", village.contributions()[:1])
    before = written(tmp_path)
    told = desk.bring("csv", table, slug, code=None)
    assert told.code in (1, 2)
    assert told.err.strip()
    assert written(tmp_path) == before


def test_texts_made_to_choke_a_renderer_cost_themselves_alone(tmp_path: Path, real_data: Path) -> None:
    desk = a_village(tmp_path)
    items = hostile(real_data, "complexity")
    own = [
        ("![", 30_000),
        ("[", 60_000),
        ("[a](<", 12_000),
        ("*[a]: b\n", 3000),
        ("* " * 500 + "x\n", 1),
        ("_*", 30_000),
    ]
    texts = [item.data for item in items] + [unit * many for unit, many in own]
    rows = [
        {
            "id": f"t{number}",
            "kind": "solution",
            "title": f"Text {number}",
            "body": text[:65_536],
            "created_at": DAY,
        }
        for number, text in enumerate(texts)
    ]
    desk.bring("csv", village.write_table(desk.home / "texts.csv", rows), village.SUBJECT)
    desk.build(code=None, seconds=10 + 3 * len(texts))
    still_published(desk)
    for number in range(len(texts)):
        assert (desk.site / "subjects" / village.SUBJECT / "c" / f"cs-t{number}" / "index.html").is_file()


def test_no_traversal_leads_an_import_out_of_its_folder(
    tmp_path: Path, real_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = a_desk(tmp_path)
    desk.new()
    table = village.write_table(desk.home / "c.csv", village.contributions()[:1])
    # In this process: two hundred Pythons would take a minute to start.
    monkeypatch.setenv("XDG_CONFIG_HOME", str(desk.home / ".config"))
    before = written(tmp_path)
    for item in hostile(real_data, "traversal", "names"):
        for words in (("--subject", item.data), ("--subject", "sound", "--prefix", item.data)):
            if words[1] in ("istanbul", "2026-02-30"):
                continue  # sound names
            told = CliRunner().invoke(main, ["-C", str(desk.folder), "import", "csv", str(table), *words])
            assert told.exit_code in (1, 2), (item.data, told.output)
            assert told.exception is None or isinstance(told.exception, SystemExit), (item.data, told.exception)
    assert written(tmp_path) == before


def test_no_path_in_an_authors_file_publishes_what_lies_outside_content(tmp_path: Path, real_data: Path) -> None:
    desk = a_village(tmp_path)
    secret = b"\x89PNG a secret that was never meant to be published"
    for place in (desk.folder / "private" / "secret.png", desk.home / "secret.png", tmp_path / "secret.png"):
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(secret)
    up = "../" * 3
    paths = [f"{up}private/secret.png", f"{up}../home/secret.png", f"{up}../secret.png", str(tmp_path / "secret.png")]
    paths += [f"file://{tmp_path}/secret.png", "..%2f..%2f..%2fprivate%2fsecret.png", f"./{up}private/secret.png"]
    paths += [item.data for item in hostile(real_data, "traversal")]
    for number, path in enumerate(paths):
        folder = desk.folder / "content" / "subjects" / f"path-{number}"
        folder.mkdir()
        front = {"video": {"url": path, "poster": path, "transcript": "Words."}}
        text = f"---\n{SOUND}{json.dumps(front)[1:-1]}\n---\n![picture]({path})\n\n[link]({path})\n"
        (folder / "subject.md").write_text(text, encoding="utf-8")
    (desk.folder / "content" / "pages" / "picture.png").symlink_to(tmp_path / "secret.png")
    (desk.folder / "content" / "subjects" / village.SUBJECT / "linked.png").symlink_to(tmp_path / "secret.png")
    told = {one["file"] for one in problems(desk)}
    assert any("picture.png" in file for file in told), "a link to somewhere else is told"
    still_published(desk)
    subjects = desk.site / "subjects"
    printed = {number for number in range(len(paths)) if (subjects / f"path-{number}").is_dir()}
    silent = [number for number in range(len(paths)) if f"content/subjects/path-{number}/subject.md" not in told]
    assert set(silent) <= printed, "what is not printed is told"
    assert printed, "a bad path costs a picture or its subject, not all subjects"
    found = [path for path in desk.site.rglob("*") if path.is_file() and secret in path.read_bytes()]
    assert found == []
