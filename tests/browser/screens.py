"""Pictures of every kind of page, to be looked at by people: phone and laptop, light and dark, and print.

scripts/screens [--site FOLDER] [--out FOLDER] [--only WORD]    pictures and one page that shows them all
scripts/screens --readme                                        docs/site.png, the picture in the README
"""

from __future__ import annotations

import argparse
import html
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, Page, sync_playwright

from browser.harness.kinds import file_name, one_of_each
from browser.harness.png import in_few_colours
from browser.harness.server import serving

REPOSITORY = Path(__file__).resolve().parent.parent.parent
CHROMIUM = "/usr/bin/chromium"


class Mode(NamedTuple):
    """How a page is looked at."""

    name: str
    width: int
    height: int
    colours: str = "light"
    medium: str = "screen"


MODES = (
    Mode("phone", 390, 844),
    Mode("phone-dark", 390, 844, "dark"),
    Mode("laptop", 1280, 800),
    Mode("laptop-dark", 1280, 800, "dark"),
    Mode("print", 794, 1123, medium="print"),
)


def open_page(browser: Browser, mode: Mode) -> Page:
    """A page without script: what cannot be seen so cannot be seen by everyone."""
    context = browser.new_context(
        viewport={"width": mode.width, "height": mode.height}, color_scheme=mode.colours, java_script_enabled=False
    )
    page = context.new_page()
    page.emulate_media(media=mode.medium)
    return page


def take_all(browser: Browser, address: str, kinds: dict[str, str], out: Path) -> int:
    """Every kind in every mode, and index.html that shows them; how many pictures."""
    out.mkdir(parents=True, exist_ok=True)
    taken = 0
    for mode in MODES:
        page = open_page(browser, mode)
        for kind, at in kinds.items():
            page.goto(address + at)
            page.screenshot(path=out / f"{file_name(kind)}.{mode.name}.png", full_page=True)
            taken += 1
        page.context.close()
        print(f"  {mode.name}: {len(kinds)} pages", file=sys.stderr)
    (out / "index.html").write_text(gallery(kinds), encoding="utf-8")
    return taken


def gallery(kinds: dict[str, str]) -> str:
    """A page with all pictures, a row a kind."""
    rows = []
    for kind, at in kinds.items():
        shown = "".join(
            f'<a href="{name}"><img src="{name}" alt="{mode.name}" height="420" loading="lazy"></a>\n'
            for mode in MODES
            for name in [f"{file_name(kind)}.{mode.name}.png"]
        )
        rows.append(f"<h2>{html.escape(kind) or 'home'} <small>/{html.escape(at)}</small></h2>\n<p>{shown}</p>")
    return "<!doctype html><meta charset=utf-8><title>Every kind of page</title>\n" + "\n".join(rows) + "\n"


def take_for_readme(browser: Browser, address: str, subject: str, contribution: str, out: Path) -> None:
    """A subject on a laptop and one of its contributions, from its title on, on a phone beside it, in one picture."""
    laptop = open_page(browser, Mode("laptop", 1040, 762))
    laptop.goto(address + subject)
    laptop.screenshot(path=out.with_suffix(".laptop.png"))
    phone = open_page(browser, Mode("phone", 350, 700))
    phone.goto(address + contribution)
    head = phone.locator("h1").bounding_box()
    assert head
    part = {"x": 0.0, "y": head["y"] - 16, "width": 350.0, "height": 690.0}
    phone.screenshot(path=out.with_suffix(".phone.png"), full_page=True, clip=part)
    frame = browser.new_page(viewport={"width": 1448, "height": 810})
    frame.goto(out.parent.as_uri() + "/")
    frame.set_content(
        "<style>body{margin:0;background:#f2eee6}img{position:absolute;border:1px solid #857d8b}</style>"
        f'<img src="{out.with_suffix(".laptop.png").as_uri()}" style="left:24px;top:24px">'
        f'<img src="{out.with_suffix(".phone.png").as_uri()}" style="right:24px;bottom:24px">'
    )
    frame.wait_for_load_state("networkidle")
    out.write_bytes(in_few_colours(frame.screenshot()))
    for name in (".laptop.png", ".phone.png"):
        out.with_suffix(name).unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, default=REPOSITORY / "site")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "build" / "screens")
    parser.add_argument("--only", default="", help="only kinds whose address holds this word")
    parser.add_argument("--readme", action="store_true", help="write docs/site.png instead")
    asked = parser.parse_args()
    if not (asked.site / "index.html").is_file():
        sys.exit(f"{asked.site} holds no site: build it first, with scripts/build")
    with serving(asked.site, "default-src 'self' data:") as served, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--hide-scrollbars"])
        if asked.readme:
            subject = "subjects/quiet-nights/"
            take_for_readme(
                browser, served.address, subject, f"{subject}c/night-officer/", REPOSITORY / "docs/site.png"
            )
            print("docs/site.png")
        else:
            kinds = {kind: at for kind, at in one_of_each(asked.site).items() if asked.only in kind}
            taken = take_all(browser, served.address, kinds, asked.out)
            print(f"{taken} pictures: {asked.out / 'index.html'}")
        browser.close()


if __name__ == "__main__":
    main()
