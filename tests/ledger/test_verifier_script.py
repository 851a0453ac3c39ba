"""scripts/verify.py shares no code with the engine: it finds what was tampered with, and agrees where nothing was."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lawloom.ledger.append import append
from lawloom.ledger.erase import erase
from lawloom.model.article import Article
from lawloom.model.bill import Bill
from lawloom.model.contribution import Kind
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.subject import Element, Subject
from lawloom.pages import verifier
from ledger import sites
from ledger.builders import (
    DAY_9,
    KEY,
    SLUG,
    a_contribution,
    a_count,
    a_ledger,
    a_text,
    a_vote,
    an_import,
    an_instance,
    dies_at,
    import_run,
    shard,
    some_records,
)
from ledger.tampering import NAMES, TAMPERINGS, edit, flipped, the_ledger

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "verify.py"
STANCES = ("for", "mixed", "against", "pass", "support", "signature")
TITLE = 'a,\n"b";\r\u2028<b>9</b>' + "\x0b" * 200_000
JULY = "2027-07-01T00:00:00Z"


def run(instance, *arguments, folder=None):
    command = [sys.executable, "-I", str(SCRIPT), str(instance.root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, timeout=60)


def a_subject(*phases, elements=(), articles=()):
    """A subject with phases given as (kind, first day of March, last day)."""
    dated = tuple(
        Phase(f"{kind}-{at}", PhaseKind(kind), f"2027-03-{first:02d}T00:00:00Z", f"2027-03-{last:02d}T00:00:00Z")
        for at, (kind, first, last) in enumerate(phases)
    )
    bill = Bill("A bill", "", tuple(Article(name, "Article 1", name, "", 1) for name in articles)) if articles else None
    own = tuple(Element(name, kind, name) for name, kind in elements)
    return Subject(SLUG, "Trains", "Trains at night.", "en", dated, elements=own, bill=bill)


def publish(instance, subject=None, language="en"):
    """The site of an instance, printed by the press."""
    sites.write_subject(instance, subject or a_subject(("solutions", 1, 28)))
    sites.print_site(instance, language)


def test_it_is_short_enough_to_be_read_and_imports_nothing_but_the_standard_library():
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) <= 200
    for script in map(SCRIPT.with_name, verifier.NAMES):
        text = script.read_text(encoding="utf-8")
        assert max(map(len, text.splitlines())) <= 120
        modules = re.findall(r"^(?:import|from) (.+?)(?: import .*)?(?:  #.*)?$", text, re.MULTILINE)
        assert {name for one in modules for name in one.split(", ")} <= sys.stdlib_module_names


def test_a_sound_consultation_is_summed_up_in_a_line_from_any_folder(tmp_path):
    instance = a_ledger(tmp_path / "here", *some_records(contributions=2, votes=1300))
    erase(instance, SLUG, "cc-1", as_of=DAY_9)
    publish(instance)
    (tmp_path / "elsewhere").mkdir()
    told = run(instance, folder=tmp_path / "elsewhere")
    assert (told.returncode, told.stdout) == (
        0,
        "trains: 2 contributions, 1,300 votes, 1 erased, 0 differences\n",
    )


def test_without_a_site_it_says_that_only_the_ledger_was_checked(tmp_path):
    told = run(a_ledger(tmp_path, a_vote()))
    assert told.returncode == 0
    assert "0 differences; no site: only the ledger was checked" in told.stdout


def test_a_copy_in_the_consultation_finds_its_own_root(tmp_path):
    instance = a_ledger(tmp_path, a_vote())
    (tmp_path / "scripts").mkdir()
    copy = shutil.copy(SCRIPT, tmp_path / "scripts")
    told = subprocess.run([sys.executable, copy], capture_output=True, text=True, check=False, cwd="/", timeout=60)
    assert told.returncode == 0 and told.stdout.startswith("trains: 0 contributions, 1 vote,")
    assert instance.root == tmp_path


@pytest.mark.parametrize(("tampering", "place", "code"), TAMPERINGS, ids=NAMES)
def test_tampering_with_the_ledger_is_found_and_its_place_is_named(tmp_path, tampering, place, code):
    instance = the_ledger(tmp_path)
    tampering(instance)
    told = run(instance)
    assert told.returncode == 3, code
    assert f"{place}:" in told.stdout
    assert not told.stderr


def test_a_ledger_written_again_from_its_first_line_is_found_by_a_digest_seen_before(tmp_path):
    seen = a_ledger(tmp_path / "before", *some_records())
    head = json.loads(seen.status_file.read_bytes())["subjects"][SLUG]["head"]
    append(seen, SLUG, [(a_vote(by="late"), None)], as_of=DAY_9)
    assert run(seen, "--head", head).returncode == 0
    forged = a_ledger(tmp_path / "after", *some_records(seed=2, votes=8))
    assert run(forged).returncode == 0
    told = run(forged, "--head", head)
    assert told.returncode == 3 and "no line has this digest" in told.stdout


def test_one_subject_may_be_asked_for(tmp_path):
    instance = a_ledger(tmp_path, a_vote())
    a_ledger(tmp_path, a_vote(), slug="buses")
    edit(shard(instance), lambda rows: [*rows[:-1], flipped(rows[-1])])
    assert run(instance, "buses").returncode == 0
    assert run(instance).returncode == 3


@pytest.mark.parametrize("way", ["before", "after"])
def test_a_killed_run_leaves_a_ledger_in_which_it_finds_nothing_wrong(tmp_path, way):
    for step in range(1, 30, 4):
        instance = a_ledger(tmp_path / str(step), a_contribution("cc-7"))
        dies_at(step, way, lambda instance=instance: import_run(instance, some_records(votes=3), as_of=DAY_9))
        assert run(instance).returncode == 0, step


@pytest.mark.parametrize("way", ["before", "after"])
def test_after_a_killed_first_run_nothing_but_the_status_file_is_missing(tmp_path, way):
    for step in range(1, 30, 4):
        instance = an_instance(tmp_path / str(step))
        (instance.root / "consultation.yml").write_text("title: Trains\n")
        dies_at(step, way, lambda instance=instance: import_run(instance, some_records(votes=3), as_of=DAY_9))
        begun = any(instance.contributions.glob("*/ledger/*.jsonl")) and not instance.status_file.exists()
        told = run(instance)
        assert told.returncode == (3 if begun else 0), step
        assert ("contributions/status.json: is missing, or the first import was cut" in told.stdout) == begun
        import_run(instance, some_records(votes=3), as_of=DAY_9)
        assert run(instance).returncode == 0, step


PUBLISHED = f"data/{SLUG}"


@pytest.mark.parametrize(
    ("file", "pattern", "edited"),
    [
        (f"{PUBLISHED}/tally.json", r'"for":3,"id":"cc-1"', '"for":4,"id":"cc-1"'),
        (f"{PUBLISHED}/tally.json", r'"people":\d+,"phase"', '"people":99,"phase"'),
        (f"{PUBLISHED}/tally.json", r'"set_aside":false', '"set_aside":true'),
        (f"{PUBLISHED}/tally.json", r'"kinds":\{"proposal":\{"against":\d+', '"kinds":{"proposal":{"against":77'),
        (f"{PUBLISHED}/tally.json", r'"import:cc":\{"counts":\{"against":null', '"import:cc":{"counts":{"against":5'),
        (f"{PUBLISHED}/tally.json", r'"counts":(\{[^}]*\}),"people":\d+,"rows"', r'"counts":\1,"people":9,"rows"'),
        (f"{PUBLISHED}/tally.json", r'("channels":\[.*?"rows":\{"against":)1', r"\g<1>2"),
        (f"{PUBLISHED}/tally.json", r'("channels":\[)[^]]*(\].*"id":"cc-1")', r"\1\2"),
        (f"{PUBLISHED}/tally.json", r'"lines":\d+', '"lines":1'),
        (f"{PUBLISHED}/tally.json", r'"head":"..', '"head":"zz'),
        (f"{PUBLISHED}/tally.json", r'\n"people":\d+', '\n"people":1000'),
        (f"{PUBLISHED}/tally.json", r',\n\{[^\n]*"id":"cc-2"[^\n]*\}', ""),
        (f"{PUBLISHED}/ledger/0001.jsonl", '"stance":"for"', '"stance":"against"'),
        (f"{PUBLISHED}/contributions.json", r'"for":3', '"for":30'),
        (f"{PUBLISHED}/contributions.csv", r",3,", ",8,"),
        (f"subjects/{SLUG}/index.html", r'data-for="3"', 'data-for="4"'),
        (f"subjects/{SLUG}/index.html", "<b>3</b>", "<b>4</b>"),
        (f"subjects/{SLUG}/index.html", r'data-for="3"( .*)<b>3</b>', r'data-for="4"\1<b>4</b>'),
        (f"subjects/{SLUG}/index.html", r' data-for="3"(.*?)<b>3</b>', r"\1"),
        (f"subjects/{SLUG}/index.html", "4 people", "40 people"),
        (f"subjects/{SLUG}/index.html", 'data-on="cc-1"', 'data-on="cc-2"'),
        (f"subjects/{SLUG}/index.html", 'data-on="cc-1"', 'data-on="cc-9"'),
    ],
)  # fmt: skip
def test_an_edited_total_is_found_and_its_file_is_named(tmp_path, file, pattern, edited):
    records = [(a_contribution("cc-1"), a_text()), (a_contribution("cc-2"), a_text())]
    votes = [(a_vote("cc-1", by=f"p{n}"), None) for n in range(3)] + [(a_vote("cc-1", by="x", stance="against"), None)]
    instance = a_ledger(tmp_path, *records, *votes)
    publish(instance)
    assert run(instance).returncode == 0
    path = instance.site / file
    text = path.read_bytes().decode()
    changed = re.sub(pattern, edited, text, count=1)
    assert changed != text
    path.write_bytes(changed.encode())
    told = run(instance)
    assert told.returncode == 3
    where = f"{PUBLISHED}/ledger: " if "/ledger/" in file else f"{file}: "  # a copy is compared as a whole
    assert where in told.stdout
    assert not re.search(r"[{}\[\]]|None", told.stdout)


@pytest.mark.parametrize("name", ["contributions.csv", "contributions.json"])
def test_published_files_that_are_gone_or_unreadable_are_told(tmp_path, name):
    instance = a_ledger(tmp_path, a_contribution())
    publish(instance)
    (instance.site / PUBLISHED / name).unlink()
    told = run(instance)
    assert told.returncode == 3 and name in told.stdout and not told.stderr
    publish(instance)
    (instance.site / PUBLISHED / name).write_text("<html>")
    told = run(instance)
    assert told.returncode == 3 and not told.stderr


def test_a_site_older_than_the_ledger_is_told_and_right_for_its_time(tmp_path):
    instance = a_ledger(tmp_path, a_contribution(), a_vote())
    publish(instance)
    append(instance, SLUG, [(a_vote(by="ben"), None)], as_of=DAY_9)
    erase(instance, SLUG, "cc-1", as_of=DAY_9)
    told = run(instance)
    assert told.returncode == 0
    assert "0 differences; the site was printed before the last 2 lines: run lawloom build\n" in told.stdout


def test_a_site_older_than_the_ledger_and_wrong_for_its_time_is_a_difference(tmp_path):
    instance = a_ledger(tmp_path, a_contribution(), a_vote())
    publish(instance)
    append(instance, SLUG, [(a_vote(by="ben"), None)], as_of=DAY_9)
    page = instance.site / "subjects" / SLUG / "all" / "index.html"
    text = page.read_text("utf-8").replace('data-for="1"', 'data-for="2"').replace("<b>1<", "<b>2<")
    page.write_text(text, "utf-8")
    told = run(instance)
    assert told.returncode == 3 and "all/index.html: cc-1: 2 0 0 2 0 0, counted 1 0 0 1 0 0 1" in told.stdout
    assert ", 1 difference; the site was printed before the last line: run lawloom build" in told.stdout


NOTHING = "there is no ledger here; nothing was checked"


def test_it_does_not_pass_where_there_is_nothing_to_check(tmp_path):
    told = run(an_instance(tmp_path))
    assert (told.returncode, told.stdout) == (3, f"{tmp_path}: there is no consultation here; nothing was checked\n")


def test_a_new_consultation_has_received_nothing_yet(tmp_path):
    instance = an_instance(tmp_path)
    (tmp_path / "consultation.yml").write_text("title: Trains\n")
    told = run(instance)
    assert (told.returncode, told.stdout) == (0, "nothing was received yet; nothing to check\n")
    assert run(instance, "trains").returncode == 3


def test_a_subject_without_a_ledger_is_a_difference(tmp_path):
    instance = a_ledger(tmp_path, a_vote())
    told = run(instance, "trams")
    assert (told.returncode, told.stdout) == (3, f"contributions/trams/ledger: {NOTHING}\n")


@pytest.mark.parametrize("index", [True, False], ids=["named in the index", "with a tally"])
def test_a_site_whose_ledgers_are_gone_is_a_difference(tmp_path, index):
    instance = a_ledger(tmp_path, a_contribution(), a_vote())
    (tmp_path / "consultation.yml").write_text("title: Trains\n")
    publish(instance)
    if index:
        shutil.rmtree(instance.site / PUBLISHED)
    else:
        (instance.site / "data" / "index.json").unlink()
    shutil.rmtree(instance.contributions)
    told = run(instance)
    assert (told.returncode, told.stdout) == (3, f"contributions/trains/ledger: {NOTHING}\n")


def test_a_subject_that_only_the_status_names_is_a_difference(tmp_path):
    instance = a_ledger(tmp_path, a_vote())
    shutil.rmtree(instance.ledger_of(SLUG))
    assert run(instance).stdout == f"contributions/trains/ledger: {NOTHING}\n"


def test_a_status_file_that_is_gone_is_a_difference(tmp_path):
    instance = a_ledger(tmp_path, a_vote())
    instance.status_file.unlink()
    told = run(instance)
    assert told.returncode == 3 and "contributions/status.json: is missing" in told.stdout


def test_a_subject_that_has_received_nothing_yet_is_checked_as_such(tmp_path):
    instance = a_ledger(tmp_path, a_vote(), slug="buses")
    instance.ledger_of(SLUG).mkdir(parents=True)
    publish(instance)
    told = run(instance)
    assert told.returncode == 0 and "trains: 0 contributions, 0 votes, 0 erased, 0 differences\n" in told.stdout


def downloaded(instance, folder):
    """The files under Data, with the verifier among them, and nothing else of the consultation."""
    publish(instance)
    return Path(shutil.copytree(instance.site / "data", folder)) / SCRIPT.name


@pytest.mark.parametrize("named", [[], [SLUG]], ids=["all", "one"])
def test_the_files_offered_under_data_can_be_checked_alone(tmp_path, named):
    script = downloaded(a_ledger(tmp_path / "a", a_contribution(), a_vote()), tmp_path / "data")
    command = [sys.executable, script.name, *named]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path / "data", timeout=60)
    assert told.returncode == 0
    alone = "the texts are not here; phases as tally.json states them"
    assert told.stdout == f"trains: 1 contribution, 1 vote, 0 erased, 0 differences; {alone}\n"


def test_downloaded_files_that_contradict_each_other_are_told(tmp_path):
    script = downloaded(a_ledger(tmp_path / "a", a_contribution(), a_vote()), tmp_path / "data")
    ledger = tmp_path / "data" / SLUG / "ledger" / "0001.jsonl"
    edit(ledger, lambda rows: [*rows[:-1], flipped(rows[-1])])
    command = [sys.executable, str(script)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 3
    assert "trains/ledger: ends at line 3; index.json has seen line 3: rolled back, or changed" in told.stdout
    assert "trains/tally.json: items/cc-1/for: 1, counted 0" in told.stdout


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("es", "."), ("fr", "\u202f")])
def test_numbers_are_read_as_each_language_writes_them(tmp_path, language, separator):
    votes = [a_vote(by=f"p{n}") for n in range(1234)]
    instance = a_ledger(tmp_path, a_contribution(), *votes)
    publish(instance, language=language)
    assert f"<b>1{separator}234</b>" in (instance.site / "subjects" / SLUG / "index.html").read_text("utf-8")
    assert run(instance).returncode == 0


def a_random_consultation(tmp_path, seed):
    """Everything that changes a count, a few times each: the engine and the verifier must agree on every number."""
    chance = random.Random(seed)  # noqa: S311  no secret
    pick, few = chance.choice, chance.randint

    def moment(first=1, last=28):
        return f"2027-03-{few(first, last):02d}T{few(0, 3):02d}:00:00Z"

    kinds = ["cause", "solution", "proposal", "statement", "amendment", "question", "petition", "event", "correction"]
    names, records = ["no-rule", "by-turns", "open-data", "bill", "nothing"], []
    for number in range(few(4, 14)):
        prefix = pick(["cc", "po", "gh"])
        kind = pick([*kinds, "argument", "argument", "source", "comment", "comment"])
        said = {"side": pick(["for", "against"])} if kind == "argument" and few(0, 5) else {}
        said |= {"set_aside": "trashed"} if not few(0, 6) else {}
        channel, name = f"import:{prefix}" if prefix != "gh" else "github", f"{prefix}-{number}"
        source = {"channel": channel, "by": pick(["ana", "ben", None])}
        on = pick([None, *names]) if kind in ("argument", "source", "comment", "amendment") else None
        opened = a_contribution(name, at=moment(1, 5), type=kind, on=on, **source, **said)
        records.append((opened, a_text()))
        if not few(0, 4):
            edit = a_contribution(name, event="edited", rev=2, at=moment(6), type=kind, on=on, **source)
            records.append((edit, a_text("Edited")))
        if not few(0, 9):
            records.append((opened | {"event": pick(["closed", "transferred"]), "time": moment(7)}, None))
        names.append(name)
    known = set()
    for _ in range(few(0, 120)):
        number = {"number": str(few(1, 40))} if not few(0, 5) else {}
        vote = a_vote(
            pick(names), by=pick([*"abcdefgh", "ana", "ben", None]), stance=pick([*STANCES, "for", "for", "against"]),
            at=moment(), ms=few(0, 1), event=pick(["cast"] * 6 + ["withdrawn"]),
            channel=pick(["import:cc", "import:po", "github"]), **number,
        )  # fmt: skip
        if str(vote) not in known:
            known.add(str(vote))
            records.append((vote, None))
    for _ in range(few(0, 8)):
        many = {"value": few(0, 900), "prefix": pick(["cc", "po"]), "at": moment()}
        records.append((a_count(pick(names), stance=pick(STANCES), **many), None))
    entries = []
    for _ in range(few(0, 7)):
        moderation = {"kind": "moderation", "rule": "3", "act": pick(["hide", "set-aside", "restore"])}
        word = {"kind": "moderation", "rule": "", "act": pick(["label", "unlabel"]), "into": "night-trains"}
        entry = pick([{"kind": "merge", "into": pick(names)}, moderation, word])
        entries.append(entry | {"on": pick(names), "entry": "e" * 64})
    imports = [
        an_import(read=1, taken=1) | {"prefix": prefix, "votes": pick(["rows", "counts", "none"])}
        for prefix in ("cc", "po")
    ]
    instance = an_instance(tmp_path / str(seed))
    append(instance, SLUG, records, as_of=JULY, key=KEY, closing=[*entries, *imports[: few(0, 2)]])
    phases = [(pick(list(PhaseKind)).value, few(1, 15), few(15, 28)) for _ in range(few(1, 5))]
    own = [("no-rule", Kind.CAUSE), ("by-turns", Kind.SOLUTION)][: few(0, 2)]
    articles = ["open-data"][: few(0, 1)]
    subject = a_subject(*phases, elements=own, articles=articles) if few(0, 9) else None
    return instance, subject


SEEDS = [*range(4), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(4, 60))]


@pytest.mark.parametrize("seed", SEEDS)
def test_it_counts_as_the_engine_does_whatever_was_received(tmp_path, seed):
    instance, subject = a_random_consultation(tmp_path, seed)
    publish(instance, subject)
    told = run(instance)
    assert (told.returncode, told.stderr) == (0, ""), told.stdout


def test_a_flipped_vote_shows_in_the_totals_too_where_the_chain_was_written_again(tmp_path):
    instance = a_ledger(tmp_path / "a", a_contribution(), a_vote(by="ana"), a_vote(by="ben"))
    other = a_ledger(tmp_path / "b", a_contribution(), a_vote(by="ana"), a_vote(by="ben", stance="against"))
    publish(instance)
    shutil.copytree(instance.site, other.site)
    shutil.copytree(instance.content, other.content)
    shutil.copy(instance.root / "consultation.yml", other.root)
    told = run(other)
    assert told.returncode == 3
    assert f"{PUBLISHED}/tally.json: items/cc-1/for: 2, counted 1" in told.stdout
