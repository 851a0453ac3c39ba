"""Everything that this room tells has its sentences, and no sentence is left over."""

import ast
from pathlib import Path

from lawloom import collect, messages
from lawloom.model.contribution import Kind

ROOM = Path(collect.__file__).parent
# What makes or becomes a Problem, and at which place among its arguments the code stands.
MAKERS = {
    "problem": 0,
    "UnusableError": 0,
    "Remark": 0,
    "Refusal": 0,
    "_RefusedError": 0,
    "Refused": 1,
    "_refuse": 1,
    "_one_of": 2,
}


def words_in_the_room():
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def codes_in_the_room():
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).split(".")[-1]
            at = MAKERS.get(name)
            if at is None or len(node.args) <= at:
                continue
            yield from (part.value for part in ast.walk(node.args[at]) if isinstance(part, ast.Constant))


def told(*catalogs):
    return {
        code
        for catalog in catalogs
        for code, entry in messages.catalog(catalog, "en").items()
        if isinstance(entry, dict) and "found" in entry
    }


def test_every_code_has_its_sentences():
    codes = {code for code in codes_in_the_room() if isinstance(code, str) and "-" in code}
    assert codes - told("collect", "collection", "forge", "doctor") == set()


def test_every_sentence_is_told_somewhere():
    assert told("collect") - set(words_in_the_room()) == set()


def test_every_kind_and_everything_passed_over_has_a_word():
    catalog = messages.catalog("collect", "en")
    for kind in Kind:
        assert kind is Kind.ARTICLE or f"import-kind-{kind.value}" in catalog
    for what in ("reporting", "version", "version-vote", "version-argument", "version-source", "context_element"):
        assert f"import-passed-{what}" in catalog


def test_a_note_of_an_import_is_told_in_the_clerks_language():
    from lawloom.collect.report import ImportReport

    notes = ("cs-3 for: 41 rows, 43 printed",)
    report = ImportReport(
        "x", "csv", "cs", "2027-01-01T00:00:00Z", refused={"row-short": 2, "id-missing": 1}, notes=notes
    )
    french = "\n".join(report.lines("fr"))
    assert "cs-3, pour\u00a0: 41 lignes, 43 imprimés" in french
    assert "3 lignes. Ce qui ne va pas" in french
    assert "row-short" not in french
    odd = ImportReport("x", "csv", "cs", "2027-01-01T00:00:00Z", notes=("of another form",))
    assert "of another form" in "\n".join(odd.lines("en"))
