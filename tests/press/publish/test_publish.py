"""The whole site: printed once, printed again only where something changed, and always the same."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest

from lawloom import stages
from lawloom.errors import LawloomError, LedgerDamaged, problem
from lawloom.instance import Instance
from lawloom.ledger import status
from lawloom.press.publish import publish
from lawloom.press.site.files import Files
from lawloom.tally import sums
from press.instances import FILES, HOSTILE, an_instance, opened, receive, vote

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def instance(tmp_path):
    return an_instance(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    instance = an_instance(tmp_path_factory.mktemp("built"))
    assert stages.build(instance).problems == []
    return instance


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_site_has_every_page_and_file_of_its_map(built):
    names = set(files_in(built.site))
    assert names >= {
        "index.html",
        "404.html",
        "about/index.html",
        "rules/index.html",
        "data/index.html",
        "data/index.json",
        "data/verify.py",
        "data/verify_answers.py",
        "data/verify_signs.py",
        "data/verify_site.py",
        "data/verify_redlines.py",
        "data/verify_synthesis.py",
        "data/lamps/contributions.csv",
        "data/lamps/contributions.json",
        "data/lamps/tally.json",
        "data/lamps/map.json",
        "data/lamps/ledger/0001.jsonl",
        "subjects/lamps/index.html",
        "subjects/lamps/bill/index.html",
        "subjects/lamps/decisions/index.html",
        "subjects/lamps/moderation/index.html",
        "subjects/lamps/street.png",
        "subjects/lamps/c/gh-1/index.html",
        "subjects/lamps/all/index.html",
        "subjects/lamps/feed.xml",
        "feed.xml",
        "sitemap.xml",
        "robots.txt",
        "favicon.svg",
        "mark.svg",
        "assets/tokens.css",
        "assets/lean.css",
        "assets/material.css",
    }
    # Nothing of the engine but pages and the style sheets that they name.
    own = {"search/index.html", "assets/search.js", "assets/said.js"}
    own |= {name for name in names if name.startswith("pagefind/")}
    assert not [name for name in names - own if name.endswith((".js", ".map", ".gz")) or "search" in name]
    assert not [name for name in names if name.startswith("404/")]


def test_what_the_data_page_has_fetched_is_enough_to_count_again(built, tmp_path):
    told = (built.site / "data/download.txt").read_text("utf-8")
    fetched = re.findall(r'^url = "https://laws\.example/2027/([^"]+)"\noutput = "([^"]+)"$', told, re.MULTILINE)
    assert told.count("url = ") == len(fetched) > 6
    for name, into in fetched:
        (tmp_path / into).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built.site / name, tmp_path / into)
    found = subprocess.run(
        [sys.executable, "-I", "verify.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr
    assert "lamps: 4 contributions, 7 votes, 0 erased, 0 differences" in found.stdout
    page = (built.site / "data/index.html").read_text("utf-8")
    assert "curl -O https://laws.example/2027/data/download.txt" in page


def test_where_the_site_has_no_address_a_copy_is_counted_with_the_verifier_that_lies_in_it(tmp_path):
    instance = an_instance(tmp_path)
    settings = instance.consultation_file
    settings.write_text(settings.read_text("utf-8").replace("address: https://laws.example/2027/\n", ""), "utf-8")
    stages.build(instance)
    page = (instance.site / "data/index.html").read_text("utf-8")
    commands = re.findall(r'<pre class="cmd"><code>(.*?)</code></pre>', page, re.DOTALL)
    assert commands[-1].splitlines()[-1] == "python3 scripts/verify.py"
    assert commands[-1].splitlines()[0] == "git clone https://github.com/owner/laws"


def test_no_page_has_a_slot_left_a_script_or_a_style_of_its_own(built):
    for name, data in files_in(built.site).items():
        if not name.endswith(".html") or name.endswith(("search/index.html", "/said/index.html")):
            continue
        tree = html5lib.parse(data, transport_encoding="utf-8", namespaceHTMLElements=False)
        assert b"data-slot" not in data, name
        for node in tree.iter():
            if isinstance(node.tag, str):
                is_data = node.tag == "script" and node.get("type") == "application/ld+json"  # runs nowhere
                assert is_data or node.tag not in ("script", "style", "iframe", "form"), name
                assert "style" not in node.attrib, name
                assert not [one for one in node.attrib if one.startswith("on")], name
        policies = [node for node in tree.iter("meta") if node.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1, name
        assert len(list(tree.iter("h1"))) == 1, name


def test_every_link_and_every_file_a_page_loads_is_there(built):
    names = set(files_in(built.site))
    anchors: dict[str, set[str]] = {}
    pages = {}
    for name, data in files_in(built.site).items():
        if name.endswith(".html") and name != "404.html":
            pages[name] = html5lib.parse(data, transport_encoding="utf-8", namespaceHTMLElements=False)
            anchors[name] = {
                node.get("id") for node in pages[name].iter() if isinstance(node.tag, str) and node.get("id")
            }
    for name, tree in pages.items():
        for node in tree.iter():
            target = node.get("href") or node.get("src") if isinstance(node.tag, str) else None
            if not target or urlsplit(target).scheme:
                continue
            path, _, anchor = urljoin(f"/{name}", target).partition("#")
            file = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
            assert file in names, f"{name}: {target}"
            if anchor and file in anchors:
                assert anchor in anchors[file], f"{name}: {target}"


def test_the_page_for_lost_readers_works_at_any_address(built):
    html = (built.site / "404.html").read_text()
    assert 'href="../' not in html
    for target in re.findall(r'(?:href|src)="([^"#]+)"', html):
        assert target.startswith(("/2027/", "mailto:")), target


def test_citizens_words_are_never_markup_template_or_snippet(built):
    page = (built.site / "subjects/lamps/c/gh-1/index.html").read_text()
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert "".join(tree.find(".//h1").itertext()) == HOSTILE
    text = "".join(tree.find(".//main").itertext())
    assert "{{ 7*7 }}" in text
    assert "--8<-- consultation.yml" in text
    for name, data in files_in(built.pages).items():
        assert b"alert(1)" not in data, name


def test_a_second_build_writes_nothing(instance):
    first = stages.build(instance)
    times = {path: path.stat().st_mtime_ns for path in instance.site.rglob("*") if path.is_file()}
    again = stages.build(instance)
    assert (again.files, again.written) == (first.files, 0)
    assert {path: path.stat().st_mtime_ns for path in instance.site.rglob("*") if path.is_file()} == times


@pytest.mark.slow
def test_one_vote_rewrites_few_pages_and_gives_the_bytes_of_a_build_from_nothing(instance, tmp_path):
    stages.build(instance)
    before = files_in(instance.site)
    receive(instance, vote("gh-2", 99), as_of="2027-03-19T06:00:00Z")
    stages.build(instance)
    after = files_in(instance.site)
    changed = {name for name in after if after[name] != before.get(name)}
    pages = {name for name in changed if name.endswith(".html")}
    assert pages <= {
        f"subjects/lamps/{page}index.html"
        for page in ("", "c/gh-2/", "all/", "supported/", "divided/", "discussed/", "report/solutions/")
    }
    assert len(pages) <= 6, sorted(pages)
    assert {name for name in changed - pages if not name.startswith("data/")} <= {"subjects/lamps/feed.xml", "feed.xml"}
    fresh = an_instance(tmp_path / "fresh")
    receive(fresh, vote("gh-2", 99), as_of="2027-03-19T06:00:00Z")
    stages.build(fresh)
    assert files_in(fresh.site) == after


@pytest.mark.parametrize(
    "as_of", ["2027-03-18T07:00:00Z", "2027-04-02T06:00:00Z"], ids=["same phase", "after the close"]
)
def test_a_look_that_found_nothing_moves_the_day_of_the_pages_and_closes_phases(instance, tmp_path, as_of):
    stages.build(instance)
    assert "Open until" in page_of(instance)
    receive(instance, as_of=as_of)
    stages.build(instance)
    assert ("Open until" in page_of(instance)) == (as_of < "2027-03-31")
    fresh = an_instance(tmp_path / "fresh")
    receive(fresh, as_of=as_of)
    stages.build(fresh)
    assert files_in(fresh.site) == files_in(instance.site)


def test_a_phase_opens_with_the_look_that_finds_nothing_received_yet(tmp_path):
    instance = Instance(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    stages.build(instance)
    assert "Open until" not in page_of(instance)
    status.write_comments_read(instance, "2027-02-01T06:00:00Z")
    stages.build(instance)
    assert "Open until" in page_of(instance)
    told = verified(instance)
    assert told.returncode == 0, told.stdout
    assert "nothing was received yet" in told.stdout or "0 differences" in told.stdout


def page_of(instance: Instance) -> str:
    return (instance.site / "subjects/lamps/index.html").read_text(encoding="utf-8")


def verified(instance: Instance) -> subprocess.CompletedProcess[str]:
    script = REPOSITORY / "scripts" / "verify.py"
    return subprocess.run([sys.executable, script, instance.root], capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_file_that_nobody_claims_is_removed_and_one_that_was_edited_is_mended(instance):
    stages.build(instance)
    before = files_in(instance.site)
    (instance.site / "subjects/lamps/c/gh-9").mkdir()
    (instance.site / "subjects/lamps/c/gh-9/index.html").write_text("left over")
    (instance.site / "index.html").write_text("edited")
    (instance.site / "data/lamps/tally.json").write_text("{}")
    (instance.site / "subjects/lamps/c/gh-2/index.html").unlink()
    stages.build(instance)
    assert files_in(instance.site) == before


@pytest.mark.slow
def test_the_site_is_the_same_when_build_is_thrown_away(instance):
    import shutil

    stages.build(instance)
    before = files_in(instance.site)
    shutil.rmtree(instance.build)
    stages.build(instance)
    assert files_in(instance.site) == before


def test_a_new_contribution_has_its_page_and_stands_in_feed_and_data(instance):
    stages.build(instance)
    receive(instance, opened("gh-3", "2027-03-18T10:00:00Z", title="Sensors"), as_of="2027-03-19T06:00:00Z")
    stages.build(instance)
    site = instance.site
    assert (site / "subjects/lamps/c/gh-3/index.html").is_file()
    for name in (
        "feed.xml",
        "subjects/lamps/feed.xml",
        "data/lamps/contributions.csv",
        "subjects/lamps/all/index.html",
    ):
        assert "Sensors" in (site / name).read_text(), name


def test_totals_on_page_csv_json_and_tally_are_the_same(built):
    data = built.site / "data" / "lamps"
    listed = {row["id"]: row for row in json.loads((data / "contributions.json").read_text())}
    counted = {item["id"]: item for item in json.loads((data / "tally.json").read_text())["items"]}
    page = (built.site / "subjects/lamps/c/gh-2/index.html").read_text()
    figures = dict(re.findall(r'data-(for|mixed|against)="(\d+)"', page))
    assert figures == {"for": "4", "mixed": "0", "against": "3"}
    for stance, number in figures.items():
        assert listed["gh-2"][stance] == counted["gh-2"][stance] == int(number)


def test_a_count_that_contradicts_itself_publishes_nothing(instance, monkeypatch):
    monkeypatch.setattr(
        sums, "disagreements", lambda tally: [problem("sum-disagrees", "lamps", what="x", found=1, expected=2)]
    )
    with pytest.raises(LawloomError):
        stages.build(instance)
    assert not instance.site.exists()


def test_a_damaged_ledger_leaves_the_site_as_it_is(instance):
    stages.build(instance)
    before = files_in(instance.site)
    shard = instance.ledger_of("lamps") / "0001.jsonl"
    shard.write_text(shard.read_text().replace('"stance":"for"', '"stance":"against"', 1))
    with pytest.raises(LedgerDamaged):
        stages.build(instance)
    assert files_in(instance.site) == before


def test_a_typeset_page_that_is_gone_is_told_by_its_name(instance):
    stages.build(instance)
    (instance.typeset / "about/index.html").unlink()
    with pytest.raises(LawloomError) as told:
        stages.build(instance)
    assert [one.code for one in told.value.problems] == ["typeset-page-missing"]


@pytest.mark.slow
def test_a_text_changed_under_its_record_is_not_taken_for_printed(instance):
    """A row that its line does not vouch for is withheld and told, on the page and in the files alike."""
    stages.build(instance)
    path = instance.texts_of("lamps") / "0001.jsonl"
    path.write_text(path.read_text().replace("Half the light", "Half the dark!"))
    built = stages.build(instance)
    assert "text-changed" in {one.code for one in built.problems}
    for name in ("subjects/lamps/c/gh-2/index.html", "data/lamps/contributions.csv"):
        text = (instance.site / name).read_text()
        assert "Half the dark!" not in text, name
        assert "Half the light" not in text, name


def test_a_consultation_without_any_ledger_has_a_whole_site(tmp_path):
    root = tmp_path / "empty"
    for name in ("consultation.yml", "mkdocs.yml", "content/pages/about.md", "content/people.yml"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FILES[name].replace(" See [it](../subjects/lamps/subject.md).", ""))
    from lawloom.instance import Instance

    built = stages.build(Instance(root))
    assert built.problems == []
    assert "No subject is open yet." in (root / "site/index.html").read_text()
    assert json.loads((root / "site/data/index.json").read_text())["subjects"] == {}


@pytest.mark.slow
def test_each_printed_folder_has_a_memory_of_its_own(instance, tmp_path):
    stages.build(instance)
    other = tmp_path / "elsewhere"
    built = stages.build(instance, site=other)
    assert built.written == built.files
    assert files_in(other) == files_in(instance.site)
    assert stages.build(instance).written == 0
    assert isinstance(built.files, int)
    assert publish.Published(1, 1, ()).files == 1


@pytest.mark.long
@pytest.mark.parametrize("name", ["properdocs", "zensical"])
def test_another_engine_prints_the_same_site(built, tmp_path, name):
    """The same pages and words; only the theme's own two style sheets have other names."""
    program = Path(os.environ.get("LAWLOOM_ENGINES", REPOSITORY / ".cache" / "engines")) / name / "bin" / name
    if not program.is_file():
        pytest.skip(f"{name} is not installed: scripts/engines {name} puts it into .cache/engines")
    other = an_instance(tmp_path)
    stages.build(other, engine=str(program))
    ours, theirs = files_in(built.site), files_in(other.site)
    sheets = re.compile(rb'<link rel="stylesheet" href="[^"]*assets/stylesheets/[^"]*">')
    assert {one for one in ours if "stylesheets" not in one} == {one for one in theirs if "stylesheets" not in one}
    for file, data in ours.items():
        if "stylesheets" not in file:
            assert b" ".join(sheets.sub(b"", theirs[file]).split()) == b" ".join(sheets.sub(b"", data).split()), file


def test_a_subject_that_cannot_be_read_keeps_its_last_printing(tmp_path):
    files = Files(tmp_path / "site", tmp_path / "states")
    part = files.part("subject-lamps")
    part.put("subjects/lamps/c/gh-1/index.html", b"a page", 7)
    files.put("assets/lean.css", b"")
    files.claimed.add("assets/lean.css")
    files.finish()
    after = Files(tmp_path / "site", tmp_path / "states")
    after.put("assets/lean.css", b"")
    after.claimed.add("assets/lean.css")
    after.keep_under("subjects/lamps")
    after.finish()
    assert (tmp_path / "site/subjects/lamps/c/gh-1/index.html").read_bytes() == b"a page"
    assert after.removed == 0
