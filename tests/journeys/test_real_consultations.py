"""The main road on real files: three platforms' consultations, from an empty folder to a site anyone can recount."""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.harness.links import address_of, broken_links, html_files
from browser.harness.watching import watching
from journeys.steps import BIN, Desk, a_desk, differences, digests
from journeys.tampering import dropped, edit, first_vote, flipped, lines_in, write_lines

pytestmark = pytest.mark.slow

BILL, TALK, DEBATE = "digital-republic", "minimum-wage", "great-debate"
CONVERSATION = "15-per-hour-seattle"


def sources(real_data: Path) -> list[tuple[str, Path, str]]:
    return [
        ("cap-collectif", real_data / "republique-numerique" / "opinions.jsonl.gz", BILL),
        ("polis", real_data / "polis-open" / CONVERSATION, TALK),
        ("decidim", real_data / "decidim-mel", DEBATE),
    ]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, real_data: Path) -> Desk:
    """A consultation laid down in an empty folder, with all three brought in and the site printed."""
    desk = a_desk(tmp_path_factory.mktemp("real"))
    desk.new("Three consultations", "fr")
    for form, path, slug in sources(real_data):
        desk.bring(form, path, slug, "--title", slug.replace("-", " ").capitalize())
    desk.build()
    return desk


@pytest.fixture(scope="module")
def counted(desk: Desk) -> dict:
    return desk.tally()


def test_check_accepts_what_the_imports_made(desk: Desk) -> None:
    desk.lawloom("check")


def test_the_french_bill_is_counted_exactly(counted: dict) -> None:
    kinds = counted[BILL]["kinds"]
    assert {kind: kinds[kind]["items"] for kind in kinds} == {"proposal": 173, "argument": 1207, "source": 136}
    assert kinds["argument"]["sides"] == {"for": 578, "against": 629}
    proposals = kinds["proposal"]
    assert [proposals[stance] for stance in ("for", "mixed", "against")] == [24_733, 1_792, 4_005]
    items = counted[BILL]["items"]
    assert sum(1 for item in items if item["kind"] == "proposal" and item["set_aside"]) == 2
    assert all(item["people"] is None for item in items if item["kind"] == "proposal"), "counts have no people"


def last_votes(export: Path) -> dict[str, dict[str, int]]:
    """For every statement, the last vote of each person, counted here without the engine."""
    cast = defaultdict(list)
    with gzip.open(export / "votes.csv.gz", "rt", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            cast[row["comment-id"], row["voter-id"]].append((int(row["timestamp"]), row["vote"]))
    counted: dict[str, dict[str, int]] = defaultdict(lambda: {"for": 0, "against": 0, "pass": 0})
    stance_of = {"1": "for", "-1": "against", "0": "pass"}
    for (statement, _), votes in cast.items():
        latest = max(time for time, _ in votes)
        last = {vote for time, vote in votes if time == latest}
        if len(last) == 1:  # equal in time and contradictory: none stands
            counted[statement][stance_of[last.pop()]] += 1
    return dict(counted)


@pytest.fixture(scope="module")
def conversations(tmp_path_factory: pytest.TempPathFactory, real_data: Path) -> dict:
    """Every conversation at hand, each brought into a subject of its own and counted."""
    desk = a_desk(tmp_path_factory.mktemp("conversations"))
    desk.new("Conversations")
    for export in sorted((real_data / "polis-open").iterdir()):
        if export.is_dir():
            desk.bring("polis", export, slug_of(export.name))
    return desk.tally()


def slug_of(name: str) -> str:
    return name.replace(".", "-")


@pytest.mark.parametrize(
    "name",
    [
        "15-per-hour-seattle",
        "brexit-consensus",
        "canadian-electoral-reform",
        "london.youth.policing",
        "scoop-hivemind.freshwater",
        "scoop-hivemind.ubi",
    ],
)
def test_each_statement_has_the_last_vote_of_each_person(conversations: dict, real_data: Path, name: str) -> None:
    export = real_data / "polis-open" / name
    with (export / "comments.csv").open(encoding="utf-8", newline="") as rows:
        statements = {row["comment-id"] for row in csv.DictReader(rows)}
    expected = last_votes(export)
    items = {item["id"].removeprefix("po-"): item for item in conversations[slug_of(name)]["items"]}
    assert items.keys() == statements
    found = {name: {stance: items[name][stance] for stance in ("for", "against", "pass")} for name in statements}
    assert found == {name: expected.get(name, {"for": 0, "against": 0, "pass": 0}) for name in statements}
    assert all(items[name]["mixed"] is None for name in statements), "pass is never mixed"


def test_the_lille_debate_is_counted_exactly(counted: dict) -> None:
    kinds = counted[DEBATE]["kinds"]
    assert {kind: kinds[kind]["items"] for kind in kinds} == {
        "proposal": 74,
        "question": 11,
        "argument": 43,
        "comment": 219,
    }
    assert kinds["argument"]["sides"] == {"for": 32, "against": 11}


def test_importing_again_adds_nothing(desk: Desk, real_data: Path) -> None:
    before = digests(desk.folder / "contributions")
    for form, path, slug in sources(real_data):
        desk.bring(form, path, slug)
    after = digests(desk.folder / "contributions")
    # status.json holds the time of the last run, also of one that found nothing
    assert [name for name in differences(before, after) if name != "status.json"] == []


def test_both_verifiers_pass(desk: Desk) -> None:
    told = desk.lawloom("verify")
    assert all(slug in told.all for slug in (BILL, TALK, DEBATE))
    desk.verify_apart()


@pytest.mark.parametrize("change", [flipped, dropped], ids=["a flipped vote", "a dropped line"])
def test_a_changed_vote_among_thousands_is_named(desk: Desk, tmp_path: Path, change: Callable) -> None:
    other = desk.copy(tmp_path / "other")
    name = f"contributions/{TALK}/ledger/0002.jsonl"
    lines = lines_in(other.folder / name)
    write_lines(other.folder / name, change(lines))
    at = first_vote(lines) + 1
    for told in (other.lawloom("verify", code=3), other.verify_apart(code=3)):
        assert re.search(rf"{re.escape(name)}:({at}|{at + 1})\b", told.all), told.all


def test_a_shard_rolled_back_is_found(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    shards = sorted((other.folder / "contributions" / TALK / "ledger").iterdir())
    assert len(shards) > 2
    shards[-1].unlink()
    (other.folder / "contributions" / TALK / "texts" / shards[-1].name).unlink(missing_ok=True)
    for told in (other.lawloom("verify", code=3), other.verify_apart(code=3)):
        assert f"contributions/{TALK}/ledger" in told.all, told.all


@pytest.mark.parametrize(
    ("name", "pattern", "replacement"),
    [
        (f"data/{BILL}/tally.json", r'"for": ?24733', '"for":24734'),
        (f"data/{BILL}/contributions.json", r'("for": ?)[1-9]\d+', r"\g<1>7"),
        (f"data/{BILL}/contributions.csv", r",\d{3,4},(\d{2,4},\d{3,4},)", r",9999,\1"),
        (f"subjects/{BILL}/c/cc-69/index.html", r'data-against="\d+"', 'data-against="1"'),
        (f"subjects/{TALK}/supported/index.html", r"<b>\d+</b>", "<b>1</b>"),
    ],
)
def test_an_edited_total_is_named(desk: Desk, tmp_path: Path, name: str, pattern: str, replacement: str) -> None:
    other = desk.copy(tmp_path / "other")
    edit(other.site / name, pattern, replacement)
    assert name in other.verify_apart(code=3).all


@pytest.mark.long  # of the village it is looked at with each change
def test_plain_mkdocs_prints_the_same_site(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    for derived in ("site", "build"):
        desk.run("rm", "-rf", other.folder / derived)
    other.run(BIN / "mkdocs", "build", "--quiet")
    assert differences(digests(desk.site), digests(other.site)) == []


def test_every_link_and_anchor_leads_somewhere(desk: Desk) -> None:
    assert [str(broken) for broken in broken_links(desk.site)][:20] == []


def one_of_every_kind(site: Path, each: int = 6) -> list[str]:
    """Addresses of some pages of every kind, the first and the last among them, the heaviest too."""
    kinds = defaultdict(list)
    for name in html_files(site):
        parts = name.split("/")
        kinds["/".join(part if part.isalpha() else "*" for part in parts[2:-1]) if len(parts) > 2 else name].append(
            name
        )
    chosen: set[str] = set()
    for names in kinds.values():
        heaviest = max(names, key=lambda name: (site / name).stat().st_size)
        chosen.update([*names[:: max(1, len(names) // each)], names[-1], heaviest])
    return [address_of(name) for name in sorted(chosen)]


@pytest.mark.parametrize(
    "javascript", [pytest.param(True, marks=pytest.mark.long), False], ids=["with JavaScript", "without JavaScript"]
)
def test_readers_meet_no_error_on_any_kind_of_page(browser: Browser, desk: Desk, javascript: bool) -> None:
    # The pages with a script of their own have their own tests.
    paths = [path for path in one_of_every_kind(desk.site) if not path.endswith(("search/", "/said/"))]
    typeset = desk.folder / "build" / "typeset"
    with watching(browser, desk.site, typeset=typeset, javascript=javascript) as watch:
        seen = watch.visit_all(paths)
        assert seen.pages == len(paths) > 30
        assert not seen.told(), seen.told()
        page = watch.visit(f"subjects/{BILL}/")
        page.locator("main a[href*='/c/'], main a[href^='c/']").first.click()
        assert page.locator("main h1").inner_text().strip()
        assert f"subjects/{BILL}/c/cc-" in page.url
