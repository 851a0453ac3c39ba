"""The last reading of what people wrote."""

from __future__ import annotations

import os
from pathlib import Path

from lawloom.content.kept import content_fingerprint, reading
from lawloom.instance import Instance

CONSULTATION = "title: Small things\nlanguages: [en]\ntimezone: UTC\n"


def an_instance(root: Path) -> Instance:
    (root / "content").mkdir()
    (root / "consultation.yml").write_text(CONSULTATION, encoding="utf-8")
    return Instance(root)


def test_a_second_reading_gives_what_the_first_gave(tmp_path: Path) -> None:
    instance = an_instance(tmp_path)
    first = reading(instance)
    assert (instance.build / "state" / "reading.json").is_file()
    assert reading(instance) == first


def test_a_changed_word_is_read_again(tmp_path: Path) -> None:
    instance = an_instance(tmp_path)
    before = reading(instance)
    instance.consultation_file.write_text(CONSULTATION.replace("Small", "Great"), encoding="utf-8")
    after = reading(instance)
    assert (before.consultation.settings.title, after.consultation.settings.title) == ("Small things", "Great things")


def test_what_somebody_else_put_into_build_is_not_believed(tmp_path: Path) -> None:
    instance = an_instance(tmp_path)
    kept = instance.build / "state" / "reading.json"
    kept.parent.mkdir(parents=True)
    for hostile in (b"\x80\x04", b"[]", b'["x", ["system", "true"], []]', b"[" * 100_000):
        kept.write_bytes(hostile)
        assert reading(instance).consultation.settings.title == "Small things"


def test_a_pipe_among_the_files_holds_nobody_up(tmp_path: Path) -> None:
    instance = an_instance(tmp_path)
    os.mkfifo(instance.content / "pipe")
    assert content_fingerprint(instance)
