"""The values that forms are filled with: a line, prose, a day, a link, a name. Each refuses with a code of its own.

A type of error with a hyphen in it is ours: lawloom.content.forms.fill makes a Problem of that code from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, LiteralString, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from lawloom.content import characters, dates, names
from lawloom.content.strict import Surprise
from lawloom.content.suggestions import slug_from
from lawloom.model.editorial import LABELS
from lawloom.model.ids import MAX_SLUG, SLUG, is_slug

LONGEST_LINE = 300
LONGEST_PROSE = 200_000

_LINK = re.compile(r"https?://[^\s<>\"'\\@/]+(?:/[^\s<>\"'\\]*)?(?:[?#][^\s<>\"'\\]*)?", re.IGNORECASE)
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_COUNTRY = re.compile(r"[a-z]{2}(?:-[a-z0-9]{1,8})?")
_ACCOUNT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:#[0-9]{1,12})?")
_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}")
_YES, _NO = frozenset({"yes", "on"}), frozenset({"no", "off"})


class Form(BaseModel):
    """One block of keys. A key without a value counts as left out."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {key: value for key, value in given.items() if value is not None or key not in cls.model_fields}


def refusal(code: LiteralString, **values: str | int) -> PydanticCustomError:
    """An error whose type is the code of a Problem and whose context its values."""
    return PydanticCustomError(code, code, values)


T = TypeVar("T")


def _line(text: str) -> str:
    if characters.is_blank(text):
        raise refusal("empty-text")
    if "\n" in text.strip("\n"):
        raise refusal("several-lines")
    return text.strip()


def _prose(text: str) -> str:
    return text.strip("\n").rstrip()


def _words(text: str) -> str:
    if characters.is_blank(text):
        raise refusal("empty-text")
    return _prose(text)


def _dated(check: Callable[[str], str]) -> Callable[[Any], str]:
    def checked(given: Any) -> str:
        text = given.text if isinstance(given, Surprise) else str(given)
        try:
            return check(text.strip())
        except dates.NotADate as refused:
            # The code is one of lawloom.content.dates; pydantic wants it literal to keep templates out of user data.
            code: Any = refused.code
            raise PydanticCustomError(code, "date", dict(refused.values)) from None

    return checked


def _date_text(given: Any) -> str:
    """A day or time of a phase as written; it is read with the consultation's time zone later."""
    return given.text if isinstance(given, Surprise) else str(given)


def _switch(given: Any) -> Any:
    if isinstance(given, Surprise) and given.text.lower() in _YES | _NO:
        return given.text.lower() in _YES
    return given


def _slug(text: str) -> str:
    if not is_slug(text):
        raise refusal("not-a-slug", found=text, near=slug_from(text))
    return text


def _own_id(text: str) -> str:
    """An id that content gives to a thing of its own: no device of Windows, no form the forge uses."""
    _slug(text)
    if names.is_device(text):
        raise refusal("id-reserved", found=text)
    if names.is_of_the_whole(text):
        raise refusal("id-of-the-whole", found=text)
    if names.is_of_the_forge(text):
        raise refusal("id-of-contributions", found=text)
    return text


def _contribution(text: str) -> str:
    if not is_slug(text):
        raise refusal("not-an-id", found=text, near=slug_from(text.lstrip("#")))
    return text


def _into(text: str, form: ValidationInfo) -> str:
    """The word of a label, or the id of another contribution."""
    return _slug(text) if form.data.get("act") in LABELS else _contribution(text)


def _phase_name(text: str) -> str:
    if not names.is_phase_name(text):
        raise refusal("phase-name", found=text, near=slug_from(text))
    return text


def _theme_place(text: str) -> str:
    """A theme of a synthesis: the name of its phase, a slash, its id."""
    phase, slash, theme = text.partition("/")
    if not slash or not names.is_phase_name(phase) or not is_slug(theme):
        raise refusal("not-a-theme", found=text)
    return text


def is_link(text: str) -> bool:
    """Whether the text is an address that a page may link to: http or https, without a login in it."""
    return _LINK.fullmatch(text) is not None


def _link(text: str) -> str:
    if not is_link(text):
        raise refusal("not-a-link", found=text)
    return text


def _contact(text: str) -> str:
    address = text.strip().removeprefix("mailto:")
    if not (_MAIL.fullmatch(address) or _LINK.fullmatch(address)):
        raise refusal("not-a-contact", found=text.strip())
    return address


def _media(text: str) -> str:
    parts = text.split("/")
    if not text or text.startswith("/") or any(part in {"", ".", ".."} or names.fault_of(part) for part in parts):
        raise refusal("not-a-media-path", found=text)
    return text


def _link_or_media(text: str) -> str:
    return _link(text) if ":" in text or text.startswith("//") else _media(text)


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise refusal("not-a-language", found=text)
    return text


def _country(text: str) -> str:
    if not _COUNTRY.fullmatch(text):
        raise refusal("not-a-country", found=text)
    return text


def _account(text: str) -> str:
    if not _ACCOUNT.fullmatch(text):
        raise refusal("not-an-account", found=text)
    return text


def _repository(text: str) -> str:
    if not _REPOSITORY.fullmatch(text) or text.split("/")[1] in {".", ".."}:
        raise refusal("not-a-repository", found=text)
    return text


def _hex(digits: int) -> Callable[[str], str]:
    def checked(text: str) -> str:
        if not re.fullmatch(r"[0-9a-f]+", text) or len(text) != digits:
            raise refusal("not-hex", found=text, digits=digits)
        return text

    return checked


def _digest(given: Any) -> Any:
    """Twelve hex digits may all be figures, and then YAML takes them for a number."""
    return given.text if isinstance(given, Surprise) else str(given) if isinstance(given, int) else given


def _as_list(given: Any) -> Any:
    return [given] if isinstance(given, str | int | Surprise) else given


def _rule(given: Any) -> Any:
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


Line = Annotated[str, Field(max_length=LONGEST_LINE), AfterValidator(_line)]
Prose = Annotated[str, Field(max_length=LONGEST_PROSE), AfterValidator(_prose)]
Words = Annotated[str, Field(max_length=LONGEST_PROSE), AfterValidator(_words)]  # prose that cannot be left blank
Switch = Annotated[bool, BeforeValidator(_switch)]

_A_DAY = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2027-03-15"]}
_A_MOMENT = {"type": "string", "examples": ["2027-03-15", "2027-03-15T18:00:00+01:00"]}
_A_PART = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}){0,2}$", "examples": ["2027", "2027-07", "2027-07-14"]}
Day = Annotated[str, BeforeValidator(_dated(dates.checked_day)), WithJsonSchema(_A_DAY)]
DayOrTime = Annotated[str, BeforeValidator(_dated(dates.checked_day_or_time)), WithJsonSchema(_A_MOMENT)]
PartOfDate = Annotated[str, BeforeValidator(_dated(dates.checked_partial_day)), WithJsonSchema(_A_PART)]
PhaseMoment = Annotated[str, BeforeValidator(_date_text), WithJsonSchema(_A_MOMENT)]

_SLUG_SCHEMA = {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": MAX_SLUG}
PersonId = Annotated[str, AfterValidator(_slug), WithJsonSchema(_SLUG_SCHEMA)]
OwnId = Annotated[str, AfterValidator(_own_id), WithJsonSchema(_SLUG_SCHEMA)]
ContributionId = Annotated[str, AfterValidator(_contribution), WithJsonSchema(_SLUG_SCHEMA)]
ContributionIds = Annotated[
    list[ContributionId],
    BeforeValidator(_as_list),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [_SLUG_SCHEMA, {"type": "array", "items": _SLUG_SCHEMA, "minItems": 1}]}),
]
Into = Annotated[str, AfterValidator(_into), WithJsonSchema(_SLUG_SCHEMA)]
PhaseName = Annotated[str, AfterValidator(_phase_name)]
_A_PLACE = {"type": "string", "pattern": "^[^/]+/[a-z0-9-]+$", "examples": ["solutions/quiet-rooms"]}
ThemePlace = Annotated[str, AfterValidator(_theme_place), WithJsonSchema(_A_PLACE)]
Rule = Annotated[str, BeforeValidator(_rule), AfterValidator(_line), WithJsonSchema({"type": ["string", "integer"]})]

Link = Annotated[str, AfterValidator(_link), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
_A_CONTACT = {"type": "string", "pattern": f"^(?:mailto:)?{_MAIL.pattern}$|^https?://"}
Contact = Annotated[
    str,
    Field(max_length=LONGEST_LINE),
    AfterValidator(_contact),
    WithJsonSchema({**_A_CONTACT, "examples": ["consultation@example.org", "https://example.org/contact"]}),
]
MediaPath = Annotated[str, AfterValidator(_media)]
LinkOrMedia = Annotated[str, AfterValidator(_link_or_media)]
Language = Annotated[
    str, AfterValidator(_language), WithJsonSchema({"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"})
]
Repository = Annotated[
    str, AfterValidator(_repository), WithJsonSchema({"type": "string", "pattern": f"^{_REPOSITORY.pattern}$"})
]
Account = Annotated[
    str, AfterValidator(_account), WithJsonSchema({"type": "string", "pattern": f"^{_ACCOUNT.pattern}$"})
]
Fingerprint = Annotated[str, AfterValidator(_hex(20)), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{20}$"})]
Digest = Annotated[
    str,
    BeforeValidator(_digest),
    AfterValidator(_hex(12)),
    WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{12}$", "examples": ["3f2a9c0d1e5b"]}),
]
Sha256 = Annotated[str, AfterValidator(_hex(64)), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})]
Country = Annotated[
    str, AfterValidator(_country), WithJsonSchema({"type": "string", "pattern": f"^{_COUNTRY.pattern}$"})
]
PublicKey = Annotated[str, AfterValidator(_hex(64)), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})]
