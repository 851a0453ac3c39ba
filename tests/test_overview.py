"""A synthesis from the first draft to the last check: what people wrote and decided stays; nothing untrue passes."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from lawloom import overview, stages
from lawloom.cli.commands import main
from lawloom.errors import ContentProblems, Problem
from lawloom.instance import Instance
from lawloom.ledger import append
from lawloom.synthesis import findings_file
from press.instances import KEY, opened
from synthesis.debates import AS_OF, a_debate, read, said

LATER = "2027-04-02T06:00:00Z"
CAMPAIGN = (
    "The tram must stop before midnight because the wheels grind in the bend below our windows and the children of "
    "this street have not slept through one night since the rails were laid again in the spring of last year"
)


def lay(instance: Instance, *, afresh: bool = False) -> overview.Laid:
    consultation, subject = read(instance)
    return overview.synthesise(instance, consultation, subject, "causes", today="2027-04-01", afresh=afresh)


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a consultation whose draft was laid down."""
    instance = a_debate(tmp_path_factory.mktemp("laid"))
    lay(instance)
    return {
        str(path.relative_to(instance.root)): path.read_bytes() for path in instance.root.rglob("*") if path.is_file()
    }


@pytest.fixture
def debate(laid: dict[str, bytes], tmp_path: Path) -> Instance:
    for name, data in laid.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return Instance(tmp_path)


def draft(instance: Instance) -> Path:
    return instance.subject("night") / "synthesis" / "causes.md"


def decide(instance: Instance, text: str) -> None:
    (instance.subject("night") / "synthesis" / "causes.themes.yml").write_text(text)


def faults(instance: Instance) -> list[Problem]:
    return [one for one in stages.check(instance).problems if not one.warning]


def codes(instance: Instance) -> list[str]:
    return [one.code for one in faults(instance)]


def theme_with(instance: Instance, id: str) -> str:
    found = findings_file.read(instance, "night", "causes")
    assert found is not None
    return next(theme.id for theme in found.themes if id in theme.members)


def edit(instance: Instance, old: str, new: str) -> int:
    """Replace the one place where it stands; gives its line."""
    text = draft(instance).read_text()
    assert old in text, old
    draft(instance).write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def write_below(instance: Instance, words: str) -> int:
    """What people write goes behind the first part of the engine's; gives the line on which it stands."""
    return edit(instance, "<!-- lawloom: end -->\n", f"<!-- lawloom: end -->\n\n{words}\n") + 2


def first_quote(instance: Instance) -> tuple[str, str]:
    """A quoted line of the draft with its citation: the words and the id."""
    line = next(one for one in draft(instance).read_text().splitlines() if one.startswith(">") and "[#gh-" in one)
    words, _, rest = line.removeprefix("> ").partition(" [#")
    return words, rest.partition("]")[0]


# --- the draft --------------------------------------------------------------------------------------------------------


def test_a_draft_that_was_laid_down_passes_and_leaves_nobody_out(debate: Instance):
    assert faults(debate) == []
    again = lay(debate)
    accounted = [*again.account.theme_of, *again.account.unclassified, *again.account.set_aside]
    assert sorted(accounted) == sorted([*(f"gh-{n}" for n in range(1, 91)), "gh-odd", "gh-1-a1", "gh-1-a2"])
    assert (again.is_new, again.changed, again.resting) == (False, 0, ())


def test_the_same_record_gives_the_same_files(debate: Instance, tmp_path: Path):
    other = a_debate(tmp_path / "other")
    lay(other)
    for name in ("content/subjects/night/synthesis/causes.md", "contributions/night/synthesis/causes.json"):
        assert (other.root / name).read_bytes() == (debate.root / name).read_bytes()


def test_what_people_wrote_stays_when_contributions_come(debate: Instance):
    words = "People here lie awake, and they say why."
    write_below(debate, words)
    many = lay(debate).account.size.contributions
    append.append(debate, "night", [said(200, Random(3), "bins")], as_of=LATER, key=KEY)  # noqa: S311
    assert sorted({*codes(debate)}) == ["block-stale", "not-accounted-for"]
    again = lay(debate)
    assert words in draft(debate).read_text()
    assert again.account.size.contributions == many + 1
    assert faults(debate) == []
    assert again.account.theme_of["gh-200"] == theme_with(debate, "gh-1")  # gh-1 speaks of bins too


def test_sentences_that_rest_on_what_changed_are_named(debate: Instance):
    line = write_below(debate, "Seven of them agree [#gh-1: 7 for]. The rest is silent.")
    assert faults(debate) == []
    edit(debate, "[#gh-1: 7 for]", "[#gh-1: 8 for]")
    assert lay(debate).resting == ((line, "Seven of them agree [#gh-1: 8 for]."),)


def test_what_somebody_wrote_between_the_marks_is_never_written_over(debate: Instance):
    edit(debate, "<!-- lawloom: end -->", "My own words.\n<!-- lawloom: end -->")
    append.append(debate, "night", [said(200, Random(3), "bins")], as_of=LATER, key=KEY)  # noqa: S311
    again = lay(debate)
    assert "My own words." in draft(debate).read_text()
    assert [one.code for one in again.problems] == ["block-edited"]
    assert "block-altered" in codes(debate)


def test_line_ends_and_odd_characters_of_people_stay_as_they_are(debate: Instance):
    write_below(debate, "One line\u2028and\x0bthe same line.  \n\n\n")
    path = draft(debate)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n\r\n")
    before = path.read_bytes()
    assert lay(debate).changed == 0
    assert path.read_bytes() == before
    append.append(debate, "night", [said(200, Random(3), "bins")], as_of=LATER, key=KEY)  # noqa: S311
    assert lay(debate).changed == 2
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    assert "One line\u2028and\x0bthe same line.  ".encode() in path.read_bytes()


@pytest.mark.parametrize("name", ["causes.md", "causes.themes.yml"])
def test_files_of_people_that_cannot_be_read_stop_the_run(debate: Instance, name: str):
    path = debate.subject("night") / "synthesis" / name
    before = {one: one.read_bytes() for one in debate.root.rglob("*.json") if "synthesis" in one.parts}
    path.write_bytes(path.read_bytes() + b"\nthemes: [{nam: \xff")
    told = CliRunner().invoke(main, ["-C", str(debate.root), "synthesis", "night", "--phase", "causes"])
    assert told.exit_code == 1
    assert name in told.output
    assert {one: one.read_bytes() for one in before} == before


# --- what check refuses -----------------------------------------------------------------------------------------------


def test_one_changed_word_of_a_quote_is_refused_with_its_line(debate: Instance):
    words, id = first_quote(debate)
    line = edit(debate, words, words.replace(words.split()[1], "never", 1))
    assert [(one.code, one.place.line) for one in faults(debate)] == [("quote-altered", line)]
    assert dict(faults(debate)[0].values)["id"] == id


def test_the_same_in_a_sentence_of_people(debate: Instance):
    line = write_below(debate, "One of them says “Owls hoot horribly.” [#gh-odd]")
    assert [(one.code, one.place.line) for one in faults(debate)] == [("quote-altered", line)]


def test_one_id_taken_out_of_the_list_of_a_theme_is_refused_with_its_line(debate: Instance):
    line = edit(debate, " gh-44 ", " ")
    assert [(one.code, one.place.line) for one in faults(debate)] == [("block-altered", line)]


def test_a_whole_theme_taken_out_is_refused(debate: Instance):
    text = draft(debate).read_text()
    start = text.index("<!-- lawloom: theme ")
    end = text.index("<!-- lawloom: end -->", start)
    draft(debate).write_text(text[:start] + text[end + len("<!-- lawloom: end -->") :])
    assert codes(debate) == ["theme-not-in-synthesis"]


def test_an_id_taken_out_of_the_findings_is_refused(debate: Instance):
    path = debate.findings_of("night") / "causes.json"
    text = path.read_text()
    assert '    "gh-44",\n' in text
    path.write_text(text.replace('    "gh-44",\n', "", 1))
    assert "not-accounted-for" in codes(debate)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("As was said [#gh-9999].", "citation-unknown"),
        ("Many agree [#gh-1: 6 for].", "figure-changed"),
        ("Many agree [#gh-1: 7 friends].", "figure-word"),
        ("As was said [#gh-1, ].", "citation-unreadable"),
        ("> Owls hoot beautifully.", "quote-without-source"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_line(debate: Instance, words: str, code: str):
    line = write_below(debate, words)
    assert [(one.code, one.place.line) for one in faults(debate)] == [(code, line)]


def test_a_synthesis_without_findings_is_refused(debate: Instance):
    (debate.findings_of("night") / "causes.json").unlink()
    assert codes(debate) == ["synthesis-without-findings"]


def test_what_came_since_is_no_fault_while_the_phase_is_open(debate: Instance):
    path = debate.subject("night") / "subject.md"
    path.write_text(path.read_text().replace("2027-03-30", "2027-05-30"))
    append.append(debate, "night", [said(200, Random(3), "bins")], as_of=LATER, key=KEY)  # noqa: S311
    told = {one.code: one.warning for one in stages.check(debate).problems}
    assert told["not-accounted-for"] is True


def test_a_text_that_was_erased_since_it_was_quoted_passes(debate: Instance):
    _, id = first_quote(debate)
    stages.erase(debate, "night", id, as_of=LATER)
    assert faults(debate) == []
    lay(debate)
    assert faults(debate) == []


# --- what people decide -----------------------------------------------------------------------------------------------


def test_names_unions_splits_and_moves_hold_over_runs_and_new_contributions(debate: Instance):
    tram, bins = theme_with(debate, "gh-3"), theme_with(debate, "gh-1")
    decide(
        debate,
        f"themes:\n  - {{id: wheels, name: Whatever has wheels, found: [{tram}, {bins}]}}\n"
        "  - {id: children, name: Children, take: [gh-2, gh-5]}\n"
        "set_aside:\n  - {on: [gh-8], reason: An advertisement.}\nunclassified: [gh-11]\n",
    )
    lay(debate)
    append.append(debate, "night", [said(200, Random(3), "tram")], as_of=LATER, key=KEY)  # noqa: S311
    for afresh in (False, True):
        account = lay(debate, afresh=afresh).account
        assert [theme.label for theme in account.themes[:2]] == ["Whatever has wheels", "Children"]
        assert account.theme_of["gh-1"] == account.theme_of["gh-3"] == account.theme_of["gh-200"] == "wheels"
        assert account.theme_of["gh-2"] == account.theme_of["gh-5"] == "children"
        assert account.set_aside == {"gh-8": "An advertisement."}
        assert "gh-11" in account.unclassified
        assert faults(debate) == []


def test_themes_of_people_alone_get_the_rest_proposed_the_unsure_first(debate: Instance):
    decide(
        debate,
        "ours: true\nthemes:\n  - {id: rails, name: Rails, take: [gh-3, gh-6, gh-9]}\n"
        "  - {id: rubbish, name: Rubbish, take: [gh-1, gh-4, gh-7]}\n"
        "  - {id: drink, name: Drink, take: [gh-2, gh-5, gh-8]}\n",
    )
    account = lay(debate).account
    assert [theme.id for theme in account.themes] == ["rails", "rubbish", "drink"]
    right = [account.theme_of.get(f"gh-{n}") == ("rails", "rubbish", "drink")[n % 3] for n in range(1, 91)]
    assert sum(right) >= 85
    found = findings_file.read(debate, "night", "causes")
    assert found is not None
    sure = [found.placed[id].confidence for id in account.unsure if id in found.placed]
    assert sure == sorted(sure)
    assert faults(debate) == []


@pytest.mark.parametrize(
    ("decided", "code"),
    [
        ("themes:\n  - {id: a, name: A, found: [no-such-theme]}\n", "found-theme-unknown"),
        ("themes:\n  - {id: a, name: A}\n", "theme-empty"),
        ("themes:\n  - {id: a, name: A, take: [gh-9999]}\n", "not-of-this-phase"),
        ("themes:\n  - {id: a, name: A, take: [gh-1]}\nunclassified: [gh-1]\n", "sorted-twice"),
    ],
)
def test_decisions_that_lead_nowhere_are_refused(debate: Instance, decided: str, code: str):
    decide(debate, decided)
    assert code in codes(debate)


def test_a_list_of_ones_own_with_one_theme_is_refused(debate: Instance):
    decide(debate, "ours: true\nthemes:\n  - {id: rails, name: Rails, take: [gh-3]}\n")
    with pytest.raises(ContentProblems) as told:
        lay(debate)
    assert [one.code for one in told.value.problems] == ["sorted-too-few"]


# --- words that want to be more ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<!-- lawloom: end --> gone",
        "see [#gh-9999] and [#gh-1: 99 for]",
        "```\nnot closed",
        "> quoted by them\n\n# A heading\n\n- a list\n1. and another",
        "a --> b <script>alert(1)</script> &lt;b&gt; & more",
        "stars *and* _lines_ | pipes \\ and \\* escapes",
        "[…] [...] gaps of their own […] which are no gaps of ours [...] at all",
        '“marks” [#gh-1] «of» ‘others’ "here"',
    ],
)
def test_words_of_citizens_stay_words(tmp_path: Path, body: str):
    instance = a_debate(tmp_path, 6)
    append.append(
        instance, "night", [opened("gh-7x", "2027-03-03T10:00:00Z", type="cause", by="7e" * 10, title="", body=body)],
        as_of=AS_OF, key=KEY,
    )  # fmt: skip
    decide_first = instance.subject("night") / "synthesis" / "causes.themes.yml"
    decide_first.parent.mkdir()
    decide_first.write_text("themes:\n  - {id: odd, name: Odd, take: [gh-7x]}\n")
    lay(instance)
    assert faults(instance) == []
    assert lay(instance).changed == 0


# --- one author, many copies ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_text_that_one_author_sent_472_times_in_other_words_counts_one_person(tmp_path: Path):
    instance = a_debate(tmp_path, 1)
    chance = Random(11)  # noqa: S311  the same each time
    topics = ("tram", "bins", "bars")
    crowd = [said(number, chance, topics[number % 3]) for number in range(2, 9_526)]
    copies = []
    for number in range(472):
        words = CAMPAIGN.split()
        for place in chance.sample(range(38), 2):  # some 5 % of the words
            words[place] = chance.choice(("really", "indeed", "surely", "often", "still"))
        body = " ".join(words).upper() if number % 5 == 0 else ", ".join(words)
        copies.append(opened(f"gh-c{number}", "2027-02-02T10:00:00Z", type="cause", by="c0" * 10, title="", body=body))
    append.append(instance, "night", [*crowd, *copies], as_of=AS_OF, key=KEY)
    account = lay(instance).account
    assert account.size.contributions == 10_000
    assert account.size.people == 9_527  # two of the crowd argued too
    assert len({account.one_for[f"gh-c{number}"] for number in range(472)}) == 1
    assert account.size.texts <= 10_000 - 471
    theme = account.theme(account.theme_of["gh-c0"])
    assert theme is not None
    assert {account.theme_of[f"gh-c{number}"] for number in range(472)} == {theme.id}
    assert theme.size.contributions - theme.size.people >= 471
    assert faults(instance) == []


def test_damaged_files_of_the_machine_are_told_by_name(debate: Instance):
    opinions = debate.findings_of("night") / "opinion" / "causes.json"
    opinions.parent.mkdir(exist_ok=True)
    for path in (opinions, debate.findings_of("night") / "causes.json"):
        path.write_text("{}")
    told = {one.place.file for one in faults(debate) if one.code == "findings-unreadable"}
    assert told == {"contributions/night/synthesis/opinion/causes.json", "contributions/night/synthesis/causes.json"}
