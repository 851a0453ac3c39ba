"""From bill.md to frozen versions: published once, sealed, and refused when a letter changes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from content.desk import BILL, CONSULTATION, PEOPLE, SUBJECT
from lawloom import content
from lawloom.cli.commands import main
from lawloom.instance import Instance
from lawloom.pages.subject_views import version_called

QUAY = "content/subjects/quay"
RICH = BILL.replace(
    "date: 2027-03-01\n",
    'date: 2027-03-01\nauthor: mara-quill\ncountry: fr\nexplanation: |\n  What "we" chose:\n\n  - one week\nvideo: https://v.example/1\n',
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in (
        ("consultation.yml", CONSULTATION),
        ("content/people.yml", PEOPLE),
        (f"{QUAY}/subject.md", SUBJECT),
        (f"{QUAY}/bill.md", RICH),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "bill", *words], env={"LAWLOOM_LANGUAGE": "en"})


def publish(root: Path, label: str, day: str = "2027-03-02") -> Result:
    return run(root, "publish", "quay", label, "--as-of", f"{day}T10:00:00Z")


def codes(root: Path) -> list[tuple[str, str]]:
    _, problems = content.read(Instance(root))
    return [(one.code, str(one.place).removeprefix(f"{QUAY}/")) for one in problems if not one.warning]


def test_a_published_version_holds_the_text_its_day_and_the_words_of_its_author(root: Path) -> None:
    done = publish(root, "First draft")
    assert done.exit_code == 0, done.output
    path = root / QUAY / "bill/versions/01-first-draft.md"
    assert hashlib.sha256(path.read_bytes()).hexdigest() in done.output
    assert "git add" in done.output
    consultation, problems = content.read(Instance(root))
    assert [one for one in problems if not one.warning] == []
    assert consultation
    bill = consultation.subjects["quay"].bill
    assert bill
    (version,) = bill.versions
    assert (version.label, version.date, version.author) == ("first-draft", "2027-03-02", "mara-quill")
    assert (version.explanation, version.video) == (bill.explanation, "https://v.example/1")
    assert [one.text for one in version.articles] == [one.text for one in bill.articles]
    assert (version.preamble, version.legal) == (bill.preamble, bill.legal)
    assert version.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_version_is_called_as_its_label_was_typed(root: Path) -> None:
    assert publish(root, "Avant-projet  déposé au Sénat").exit_code == 0
    consultation, problems = content.read(Instance(root))
    assert consultation
    assert [one for one in problems if not one.warning] == []
    bill = consultation.subjects["quay"].bill
    assert bill
    (version,) = bill.versions
    assert version.file.endswith("/01-avant-projet-depose-au-senat.md")
    assert version_called(version.label, "fr") == "Avant-projet déposé au Sénat"
    for asked in ("avant-projet-depose-au-senat", "01-avant-projet-depose-au-senat", version.label):
        assert run(root, "export", "quay", "--format", "txt", "--version", asked).exit_code == 0
    progress = root / QUAY / "progress.yml"
    progress.write_text(
        "steps:\n  - {stage: tabled, date: 2027-03-03, version: Avant-projet déposé au Sénat}\n", encoding="utf-8"
    )
    assert codes(root) == []


def test_what_cannot_be_published_is_refused_and_nothing_is_written(root: Path) -> None:
    publish(root, "one")
    before = sorted(str(path) for path in root.rglob("*"))
    for words, code in (
        (("two",), "publish-unchanged"),
        (("***",), "publish-label"),
    ):
        done = publish(root, *words)
        assert (done.exit_code, f"[{code}]" in done.output) == (1, True), done.output
    bill = root / QUAY / "bill.md"
    bill.write_text(RICH.replace("None.", "Any."), encoding="utf-8")
    for video in ("ftp://x", "//host/film", "javascript:alert(1)"):
        assert "[not-a-link]" in run(root, "publish", "quay", "two", "--video", video).output
    bill.write_text(RICH.replace("None.", "Some."), encoding="utf-8")
    assert "[publish-label-taken]" in publish(root, "One").output
    assert "[publish-before-the-last]" in publish(root, "two", "2027-03-01").output
    bill.write_text(RICH.replace("{#fees}", ""), encoding="utf-8")
    done = publish(root, "two")
    assert (done.exit_code, "[article-without-id]" in done.output) == (1, True)
    assert "[no-such-subject]" in run(root, "publish", "quai", "two").output
    assert sorted(str(path) for path in root.rglob("*")) == before


def test_a_changed_version_is_refused_with_its_file_and_the_line_of_the_part(root: Path) -> None:
    publish(root, "one")
    path = root / QUAY / "bill/versions/01-one.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("None.", "None!"), encoding="utf-8")
    line = text.split("\n").index("## Article 2. Fees {#fees}") + 1
    assert codes(root) == [("version-changed", f"bill/versions/01-one.md:{line}")]
    path.write_text(text.replace("2027-03-02", "2027-03-01"), encoding="utf-8")
    assert codes(root) == [("version-changed", "bill/versions/01-one.md:1")]
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert codes(root) == []  # another system's line ends are no change
    path.unlink()
    assert codes(root) == [("version-gone", "bill/versions.yml:3")]


def test_versions_from_before_get_a_seal_when_asked_or_with_the_next_one(root: Path) -> None:
    old = root / QUAY / "bill/versions/01-old.md"
    old.parent.mkdir(parents=True)
    old.write_text(BILL, encoding="utf-8")
    assert codes(root) == []  # nothing is asked of a consultation that never published so
    done = run(root, "publish", "quay", "--seal")
    assert (done.exit_code, "01-old.md" in done.output) == (0, True), done.output
    old.with_name("02-slipped-in.md").write_text(BILL, encoding="utf-8")
    assert codes(root) == [("version-not-sealed", "bill/versions/02-slipped-in.md")]


def test_seals_that_were_taken_away_or_written_twice_are_told(root: Path) -> None:
    publish(root, "one")
    seals = root / QUAY / "bill/versions.yml"
    text = seals.read_text(encoding="utf-8")
    seals.write_text(text + text, encoding="utf-8")
    assert codes(root) == [("seal-twice", f"bill/versions.yml:{text.count(chr(10)) + 3}")]
    seals.unlink()
    _, problems = content.read(Instance(root))
    assert [(one.code, one.warning) for one in problems if one.place.file.endswith("versions.yml")] == [
        ("seals-missing", True)
    ]


def test_what_two_merged_changes_left_behind_is_told_by_its_line(root: Path) -> None:
    torn = RICH.replace("None.", "<<<<<<< HEAD\nNone.\n=======\nSome.\n>>>>>>> theirs")
    (root / QUAY / "bill.md").write_text(torn, encoding="utf-8")
    line = torn.split("\n").index("<<<<<<< HEAD") + 1
    assert ("conflict-mark", f"bill.md:{line}") in codes(root)


def test_ids_are_written_where_they_are_missing(root: Path) -> None:
    done = run(root, "ids", "quay")
    assert done.exit_code == 0, done.output
    assert (root / QUAY / "bill.md").read_text(encoding="utf-8") == RICH.replace(
        "One week.", "One week. {#week}"
    ).replace("None.", "None. {#none}")


def test_a_bill_and_its_versions_are_exported_in_four_formats(root: Path, tmp_path: Path) -> None:
    publish(root, "one")
    for form, sign in (
        ("akn", "<akomaNtoso"),
        ("txt", "HARBOUR RULES"),
        ("html", "<h1>Harbour rules</h1>"),
        ("json-ld", "Legislation"),
    ):
        for more in ((), ("--version", "one")):
            done = run(root, "export", "quay", "--format", form, *more)
            assert (done.exit_code, sign in done.output) == (0, True), done.output
    assert "[no-such-version]" in run(root, "export", "quay", "--format", "txt", "--version", "two").output
    done = run(root, "export", "quay", "--format", "akn", "-o", str(tmp_path / "bill.xml"))
    assert (done.exit_code, (tmp_path / "bill.xml").read_bytes()[:5]) == (0, b"<?xml")


def test_an_exported_bill_is_imported_with_the_same_bytes_of_text(root: Path, tmp_path: Path) -> None:
    file, bill = tmp_path / "bill.xml", root / QUAY / "bill.md"
    run(root, "ids", "quay")
    before = bill.read_text(encoding="utf-8").split("---\n", 2)[2]
    run(root, "export", "quay", "--format", "akn", "-o", str(file))
    done = run(root, "import", str(file), "--subject", "quay")
    assert (done.exit_code, "[import-bill-exists]" in done.output) == (1, True)
    done = run(root, "import", str(file), "--subject", "quay", "--replace")
    assert (done.exit_code, "2 articles" in done.output) == (0, True), done.output
    assert bill.read_text(encoding="utf-8").split("---\n", 2)[2] == before
    assert codes(root) == []
    bill.unlink()
    assert run(root, "import", str(file), "--subject", "quay").exit_code == 0
    file.write_text("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", encoding="utf-8")
    assert "[xml-with-doctype]" in run(root, "import", str(file), "--subject", "quay", "--replace").output
    assert "[no-such-subject]" in run(root, "import", str(file), "--subject", "quai").output
