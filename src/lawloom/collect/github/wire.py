"""The wire to the forge: PyGithub's requester, told to retry nothing and to wait for nothing by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from github import Auth, Github

from lawloom.collect.github.transport import Raw

API = "https://api.github.com"
LONGEST = 60  # seconds for one answer
AGENT = "lawloom"


class GithubWire:
    """Speaks with one forge.

    token    empty: as a stranger, who may read what is public
    address  of the interface; another than GitHub's is a forge to practise on
    """

    def __init__(self, token: str, address: str = API) -> None:
        self._requester = Github(
            auth=Auth.Token(token) if token else None,
            base_url=address,
            timeout=LONGEST,
            user_agent=AGENT,
            retry=None,
            seconds_between_requests=0,
            seconds_between_writes=0,
        ).requester

    def send(self, method: str, path: str, query: Mapping[str, str] | None, body: Any | None) -> Raw:
        """One request and its answer. OSError where none came: requests' failures are some."""
        where = self._requester.graphql_url if path == "/graphql" else path
        try:
            status, headers, text = self._requester.requestJson(method, where, dict(query or {}), {}, body)
        except RuntimeError as error:  # a redirection to another host: our token is not sent there
            return Raw(301, {"location": str(error)}, "")
        except (ValueError, UnicodeError) as error:  # requests' own: an address or an answer that is none
            raise OSError(str(error)) from error
        return Raw(status, {name.lower(): str(value) for name, value in headers.items()}, text)
