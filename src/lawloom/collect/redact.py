"""Identity -> pseudonym. The only place that sees both; nothing of the identity leaves it. Design, section 5."""

from __future__ import annotations

from lawloom.ledger import key as keys
from lawloom.model.ids import Pseudonym

_KEPT = 300_000  # people remembered; more are simply computed again


class Pseudonyms:
    """Pseudonyms of one family in one subject, so that subjects and platforms cannot be joined.

    key     the consultation's secret
    family  `import:<prefix>`: authors and voters of one export are one family, so that one's own vote is known as such
    """

    def __init__(self, key: bytes, subject: str, family: str) -> None:
        self._key = key
        self._subject = subject
        self._family = family
        self._known: dict[str, Pseudonym] = {}

    def of(self, identity: str | None) -> Pseudonym | None:
        """The pseudonym of an identity as the source writes it; None for nobody."""
        if identity is None:
            return None
        known = self._known.get(identity)
        if known is None:
            known = keys.pseudonym(self._key, self._subject, self._family, identity)
            if len(self._known) < _KEPT:
                self._known[identity] = known
        return known
