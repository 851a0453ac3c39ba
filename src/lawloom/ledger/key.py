"""The key: what makes people pseudonyms, salts texts and signs refused rows. It is never in the repository.

It comes from the environment (LAWLOOM_KEY), else from a file under the user's configuration folder, and must have the
fingerprint that `consultation.yml` states. A demonstration's key is public and stands in `consultation.yml` itself.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from lawloom.errors import ContentProblems, problem
from lawloom.model.consultation import Key
from lawloom.model.ids import Pseudonym

VARIABLE = "LAWLOOM_KEY"
BYTES = 32
_WRITTEN = re.compile(r"[0-9a-f]{64}")
_FILE = "consultation.yml"


def load_key(stated: Key | None, environ: Mapping[str, str]) -> bytes:
    """The consultation's key, 32 bytes.

    raises  ContentProblems when there is none, when it is not 64 hex digits, or when it is the key of another
            consultation
    """
    if stated is None:
        found = environ.get(VARIABLE, "").strip()
        if _WRITTEN.fullmatch(found):
            raise ContentProblems(problem("key-not-stated", _FILE, fingerprint=fingerprint(bytes.fromhex(found))))
        raise ContentProblems(problem("key-missing-everywhere", _FILE, variable=VARIABLE))
    where, written = _written_key(stated, environ)
    if not _WRITTEN.fullmatch(written):
        raise ContentProblems(problem("key-malformed", where, length=len(written)))
    key = bytes.fromhex(written)
    if fingerprint(key) != stated.fingerprint:
        raise ContentProblems(problem("key-of-another", where, found=fingerprint(key), expected=stated.fingerprint))
    return key


def new_key(environ: Mapping[str, str], chance: Callable[[int], bytes] = secrets.token_bytes) -> tuple[str, Path]:
    """Make a key and keep it in the user's configuration folder, readable by that user alone: (fingerprint, file)."""
    key = chance(BYTES)
    path = key_file(fingerprint(key), environ)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return fingerprint(key), path


def key_file(print_of_key: str, environ: Mapping[str, str]) -> Path:
    """Where the key with this fingerprint is kept on this machine."""
    configured = environ.get("XDG_CONFIG_HOME", "")
    home = environ.get("HOME", "")
    # The standard of these folders says: a relative path is to be ignored.
    folder = Path(configured) if configured.startswith("/") else (Path(home) if home else Path.home()) / ".config"
    return folder / "lawloom" / f"{print_of_key}.key"


def fingerprint(key: bytes) -> str:
    """20 hex digits by which a key is told from another; they tell nothing of the key."""
    return sha256(b"lawloom key\0" + key).hexdigest()[:20]


def salt(key: bytes, subject: str, contribution: str, rev: int) -> str:
    """64 hex digits stirred into the digest of a text; the same on every run, so that it can be written again."""
    return _hmac(key, f"{subject}\0{contribution}\0{rev}".encode())


def pseudonym(key: bytes, subject: str, family: str, identity: str) -> Pseudonym:
    """20 hex digits for one sender in one subject; the same sender has another pseudonym in another subject.

    family  `github` (identity: the numeric id), `email`, `phone`, `card`, else `import:<prefix>`
    """
    return _hmac(key, f"{subject}\0{family}\0{identity}".encode())[:20]


def refused_digest(key: bytes, row: bytes) -> str:
    """What the ledger keeps of a row that was refused: whoever has the row and the key can show that it is the same."""
    return _hmac(key, row)


def _hmac(key: bytes, message: bytes) -> str:
    return hmac.new(key, message, sha256).hexdigest()


def _written_key(stated: Key, environ: Mapping[str, str]) -> tuple[str, str]:
    """Where the key was found and what is written there; a public one comes first: that consultation has no other."""
    if stated.public:
        return _FILE, stated.public
    if VARIABLE in environ:
        return VARIABLE, environ[VARIABLE].strip()
    path = key_file(stated.fingerprint, environ)
    try:
        return str(path), path.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        missing = problem("key-missing", _FILE, expected=stated.fingerprint, place=str(path), variable=VARIABLE)
        raise ContentProblems(missing) from error
