"""The bill and its versions as files of the law beside their pages, Akoma Ntoso and plain text; JSON-LD in them."""

from __future__ import annotations

from collections.abc import Iterator

from lawloom.bill.legal.source import Source, source
from lawloom.model.consultation import Consultation
from lawloom.model.subject import Subject
from lawloom.pages import addresses
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.version import engine_fingerprint

SLOT = "legal"


def print_files(consultation: Consultation, subject: Subject, language: str, part: Part) -> dict[str, str]:
    """Print the files of a subject's bill; gives what goes into the slots of its pages.

    language  of the few words in them that are ours
    """
    from lawloom.bill.legal import akn, json_ld, plain

    slots = {}
    top = consultation.settings.address
    for folder, slot, text in _texts(consultation, subject):
        page = f"subjects/{subject.id}/{folder}"
        print_ = digest(f"{engine_fingerprint()}\x1f{language}\x1f{text!r}")
        if not part.stands(f"{page}bill.akn.xml", print_):
            part.put(f"{page}bill.akn.xml", akn.akoma_ntoso(text).encode(), print_)
        if not part.stands(f"{page}bill.txt", print_):
            part.put(f"{page}bill.txt", plain.plain_text(text, language).encode(errors="replace"), print_)
        slots[slot] = json_ld.as_script(text, f"{top}{page}" if top else "")
    return slots


def _texts(consultation: Consultation, subject: Subject) -> Iterator[tuple[str, str, Source]]:
    """Folder, slot and text of the draft and of each version."""
    if subject.bill is None:
        return
    for name in ("", *(addresses.version_name(one) for one in subject.bill.versions)):
        text = source(consultation, subject, name)
        if text is not None:
            folder = f"bill/versions/{name}/" if name else "bill/"
            yield folder, f"{SLOT}/{subject.id}/{name}".rstrip("/"), text
