"""What is unusual in a subject, gathered for printing: data/<slug>/signs.json and the page that shows it.

The wording of a text is worked out once and kept in build/ as a digest: a build after one contribution more reads one
text more.
"""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from pathlib import Path
from typing import Any

from lawloom.press.desk import Desk
from lawloom.press.edition import SubjectEdition
from lawloom.signs import json_form, moments, texts
from lawloom.signs.found import TextSigns
from lawloom.tally.votable import MOVED
from lawloom.version import engine_fingerprint

ADDRESS = "signs/"  # of the page, from the folder of the subject


def of_texts(desk: Desk, memory: Path) -> TextSigns:
    """Copies and floods among what was received.

    memory  a file in build/ of what is remembered of wordings
    """
    known = _read(memory)
    sent = [one for one in desk.contributions.values() if one.state != MOVED]
    shown = [one for one in sent if not (one.hidden or one.erased)]
    kept = {one.id: known[one.id] for one in shown if one.id in known and known[one.id][0] == one.rev}
    missing = [one for one in shown if one.id not in kept]
    desk.texts.fetch([one.id for one in missing])
    for one in missing:
        kept[one.id] = [one.rev, *_digest(texts.words_of(desk.text(one.id)))]
    if missing or kept.keys() != known.keys():
        _write(memory, kept)
    return texts.of_texts(
        sent,
        {id: digest for id, (_, digest, _) in kept.items() if digest},
        [digest for _, digest, is_long in kept.values() if is_long],
    )


def as_data(edition: SubjectEdition, found: TextSigns, timezone: str) -> bytes:
    """The file signs.json of a subject."""
    return json_form.dumps(json_form.as_json(edition.subject.id, edition.signs, found, moments.midnights(timezone)))


def _digest(words: str) -> tuple[str, bool]:
    """What is equal for equal wordings, empty where nothing was typed; and whether it is long enough to be told."""
    if not words:
        return "", False
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest(), texts.is_long(words)


def _read(memory: Path) -> dict[str, Any]:
    try:
        value = json.loads(memory.read_bytes())
        return dict(value["texts"]) if value["engine"] == engine_fingerprint() else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(memory: Path, kept: dict[str, Any]) -> None:
    memory.parent.mkdir(parents=True, exist_ok=True)
    draft = memory.with_name(f"{memory.name}.{os.getpid()}")
    draft.write_text(json.dumps({"engine": engine_fingerprint(), "texts": kept}), encoding="utf-8")
    draft.replace(memory)
