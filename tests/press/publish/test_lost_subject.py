"""A subject that is taken away does not take with it, unnoticed, what people sent to it."""

from __future__ import annotations

import shutil
from pathlib import Path

from lawloom import stages
from press.instances import an_instance


def test_check_and_build_tell_a_ledger_whose_subject_is_gone(tmp_path: Path) -> None:
    instance = an_instance(tmp_path)
    assert "ledger-without-subject" not in [one.code for one in stages.check(instance).problems]
    shutil.rmtree(instance.subject("lamps"))
    (instance.root / "content/pages/about.md").write_text("---\ntitle: About us\n---\nWe write.\n", encoding="utf-8")
    for problems in (stages.check(instance).problems, stages.build(instance).problems):
        (told,) = [one for one in problems if not one.warning]
        assert told.code == "ledger-without-subject"
        assert told.place.file == "contributions/lamps"
        assert dict(told.values) == {"lines": 12, "folder": "content/subjects/lamps"}
