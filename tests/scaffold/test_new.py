"""`lawloom new`: everything that check accepts, in an empty folder, or nothing at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from lawloom import content
from lawloom.errors import ContentProblems
from lawloom.instance import Instance
from lawloom.ledger import key
from lawloom.scaffold import new, upgrade


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(tmp_path / "configuration")}


def codes_of(refused: pytest.ExceptionInfo[ContentProblems]) -> list[str]:
    return [one.code for one in refused.value.problems]


@pytest.mark.parametrize("language", ["en", "fr", "es", "fr-CA"])
def test_a_new_consultation_has_nothing_to_mend(tmp_path: Path, home: dict[str, str], language: str):
    new(tmp_path / "made", "Trains: \"de nuit\" #1 $x {y} 'z'", language, "ma-ville/trains", environment=home)
    consultation, problems = content.read(Instance(tmp_path / "made"))
    assert problems == []
    assert consultation is not None
    assert consultation.settings.title == "Trains: \"de nuit\" #1 $x {y} 'z'"
    assert consultation.settings.languages == (language,)
    assert consultation.settings.repository == "ma-ville/trains"
    assert [page.name for page in consultation.pages] == ["rules"]
    assert consultation.pages[0].text.startswith("## ")


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_example_of_the_first_day_is_a_subject_with_nothing_to_mend(
    tmp_path: Path, home: dict[str, str], language: str
):
    new(tmp_path / "made", "Night trains", language, environment=home)
    lines = (tmp_path / "made" / "FIRST-DAY.md").read_text("utf-8").splitlines()
    example = "".join(f"{line[4:]}\n" for line in lines if line.startswith("    "))
    assert example.startswith("---\n")
    file = tmp_path / "made" / "content" / "subjects" / "night-trains" / "subject.md"
    file.parent.mkdir(parents=True)
    file.write_text(example, "utf-8")
    consultation, problems = content.read(Instance(tmp_path / "made"))
    assert problems == []
    assert consultation is not None
    subject = consultation.subjects["night-trains"]
    assert [phase.name for phase in subject.phases] == ["causes", "solutions"]
    assert subject.question
    assert subject.text


def test_a_new_consultation_needs_no_repository_yet(tmp_path: Path, home: dict[str, str]):
    new(tmp_path / "made", "Night trains", "en", environment=home)
    consultation, problems = content.read(Instance(tmp_path / "made"))
    assert problems == []
    assert consultation is not None
    assert consultation.settings.repository == ""


def test_every_file_is_named_and_no_other_is_written(tmp_path: Path, home: dict[str, str]):
    laid = new(tmp_path / "made", "Night trains", "en", environment=home)
    there = [
        path.relative_to(tmp_path / "made").as_posix() for path in (tmp_path / "made").rglob("*") if path.is_file()
    ]
    assert sorted(there) == laid.files
    assert sorted(path.name for path in tmp_path.iterdir()) == ["configuration", "made"]


def test_the_key_is_kept_outside_and_for_its_owner_alone(tmp_path: Path, home: dict[str, str]):
    laid = new(tmp_path / "made", "Night trains", "en", environment=home)
    assert tmp_path / "made" not in laid.key_file.parents
    assert stat.S_IMODE(laid.key_file.stat().st_mode) == 0o600
    consultation, _ = content.read(Instance(tmp_path / "made"))
    assert consultation is not None
    secret = key.load_key(consultation.settings.key, home)
    assert secret.hex() not in "".join(
        path.read_text("utf-8") for path in (tmp_path / "made").rglob("*") if path.is_file()
    )


def test_two_consultations_have_two_keys(tmp_path: Path, home: dict[str, str]):
    first = new(tmp_path / "one", "One", "en", environment=home)
    second = new(tmp_path / "two", "Two", "en", environment=home)
    assert first.key_file != second.key_file


def test_a_folder_that_holds_something_is_refused_and_untouched(tmp_path: Path, home: dict[str, str]):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(ContentProblems) as refused:
        new(tmp_path / "full", "Night trains", "en", environment=home)
    assert codes_of(refused) == ["new-folder-not-empty"]
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]
    assert not (tmp_path / "configuration").exists()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path, home: dict[str, str]):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ContentProblems) as refused:
        new(tmp_path / "file", "Night trains", "en", environment=home)
    assert codes_of(refused) == ["new-folder-is-a-file"]


def test_an_empty_clone_is_filled_and_keeps_its_git_folder(tmp_path: Path, home: dict[str, str]):
    (tmp_path / "clone" / ".git").mkdir(parents=True)
    (tmp_path / "clone" / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    laid = new(tmp_path / "clone", "Night trains", "en", environment=home)
    assert (tmp_path / "clone" / ".git" / "HEAD").read_text() == "ref: refs/heads/main\n"
    assert all((tmp_path / "clone" / name).is_file() for name in laid.files)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path, home: dict[str, str]):
    with pytest.raises(ContentProblems) as refused:
        new(tmp_path / "made", " ", "tlh", "no-slash", timezone="Mars/Olympus", environment=home)
    assert codes_of(refused) == [
        "new-title-unusable",
        "new-language-unknown",
        "new-repository-malformed",
        "new-timezone-unknown",
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ["two\nlines", "a\u202ebc", "x" * 201, "\x00"])
def test_a_title_that_is_not_one_plain_line_is_refused(tmp_path: Path, home: dict[str, str], title: str):
    with pytest.raises(ContentProblems) as refused:
        new(tmp_path / "made", title, "en", environment=home)
    assert codes_of(refused) == ["new-title-unusable"]


@pytest.mark.parametrize("timezone", ["", "../../etc/passwd", "/etc/passwd", "Europe", "europe/nowhere"])
def test_a_time_zone_is_a_name_and_not_a_path(tmp_path: Path, home: dict[str, str], timezone: str):
    with pytest.raises(ContentProblems) as refused:
        new(tmp_path / "made", "Night trains", "en", timezone=timezone, environment=home)
    assert codes_of(refused) == ["new-timezone-unknown"]


def test_a_failure_half_way_leaves_neither_files_nor_key(
    tmp_path: Path, home: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    whole = Path.write_bytes

    def fails_at_the_mkdocs_file(path: Path, data: bytes) -> int:
        if path.name == "mkdocs.yml":
            raise OSError(28, "No space left on device")
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", fails_at_the_mkdocs_file)
    with pytest.raises(OSError, match="No space left"):
        new(tmp_path / "made", "Night trains", "en", environment=home)
    assert [path.name for path in tmp_path.iterdir()] == ["configuration"]
    assert not list((tmp_path / "configuration" / "lawloom").iterdir())


def test_the_template_says_the_same_in_each_language():
    folder = Path(content.__file__).parent.parent / "scaffold" / "template"
    names = {
        language: sorted(p.relative_to(folder / language).as_posix() for p in (folder / language).rglob("*.*"))
        for language in ("en", "fr", "es")
    }
    assert names["en"] == names["fr"] == names["es"]
    for name in names["en"]:
        shapes = [
            [
                line.split(" ")[0]
                for line in (folder / language / name).read_text("utf-8").splitlines()
                if line[:1] == "#"
            ]
            for language in names
        ]
        assert shapes[0] == shapes[1] == shapes[2], f"{name}: headings differ between the languages"


def test_a_fresh_consultation_has_nothing_to_upgrade(tmp_path: Path, home: dict[str, str]):
    new(tmp_path / "made", "Night trains", "en", environment=home)
    assert upgrade(Instance(tmp_path / "made"), dry_run=True) == []


@pytest.mark.parametrize("languages", ["en,fr", "fr, en", "es,ar,en"])
def test_a_consultation_in_several_languages_passes_its_check_and_has_a_configuration_for_each(
    tmp_path: Path, home: dict[str, str], languages: str
):
    laid = new(tmp_path / "made", "Night trains", languages, environment=home)
    wanted = [one.strip() for one in languages.split(",")]
    assert [name for name in laid.files if name.startswith("mkdocs.") and name != "mkdocs.yml"] == sorted(
        f"mkdocs.{one}.yml" for one in wanted[1:]
    )
    instance = Instance(tmp_path / "made")
    consultation, problems = content.read(instance)
    assert problems == []
    assert list(consultation.settings.languages) == wanted
    assert upgrade(instance, dry_run=True) == []


@pytest.mark.parametrize(("languages", "code"), [("en,en", "language-twice"), ("en,../x", "new-language-unknown")])
def test_languages_that_cannot_be_are_told(tmp_path: Path, home: dict[str, str], languages: str, code: str):
    with pytest.raises(ContentProblems) as told:
        new(tmp_path / "made", "Night trains", languages, environment=home)
    assert [problem.code for problem in told.value.problems] == [code]
    assert not (tmp_path / "made").exists()
