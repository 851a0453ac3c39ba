"""What the argument map says in words and draws as blocks: the same for the overview and for the page of one item."""

from __future__ import annotations

from markupsafe import Markup

from lawloom.press.html.words import Words
from lawloom.synthesis.argument_map import Voices, Weighed, WeighedSide

HALF = 48  # percent: what the side with the most voices takes of the width
TALL = 280  # pixels of the picture of everything
SMALLEST_SCALE = 5  # voices: under this a full width would make much of little
THINNEST = 1  # percent; what is thinner is drawn as one block with the next ones


def scale(found: list[Weighed]) -> int:
    """How much takes a full half of the width: the same on all pages of a subject."""
    return max([SMALLEST_SCALE, *(max(one.for_.width, one.against.width) for one in found)])


def strip(one: Weighed, most: int) -> Markup:
    """For to the right of the middle, against to the left; a block a family, in whole percents of the width.

    One side after the other, so that a browser without patterns still shows which is which by place.
    """
    parts = ['<svg class="flip" width="100%" height="34" aria-hidden="true">']
    for side, fill in ((one.for_, 'class="sf"'), (one.against, 'fill="url(#pa)"')):
        for start, end in blocks([family.voices.all for family in side.families], most):
            left = 50 + start if side is one.for_ else 50 - end
            parts.append(f'<rect {fill} x="{left}%" y="6" width="{end - start}%" height="22"/>')
    parts.append('<line class="edge" x1="50%" x2="50%" y1="0" y2="34"/></svg>')
    return Markup("".join(parts))  # noqa: S704  numbers and our own marks


def at_once(found: list[Weighed], most: int) -> Markup:
    """Everything in one picture, a thin line each, on the same scale; the strips are the same, one by one."""
    sides = {"sf": "", "pa0": ""}
    for row, one in enumerate(found):
        for css, side, sign in (("sf", one.for_, ""), ("pa0", one.against, "-")):
            if many := side.width:
                sides[css] += f"M500 {row}h{sign}{max(2, 10 * HALF * many // most)}v.8H500z"
    paths = "".join(f'<path class="{css}" d="{way}"/>' for css, way in sides.items() if way)
    tall = min(6 * len(found), TALL)
    return Markup(  # noqa: S704  numbers and our own marks
        f'<svg class="flip" width="100%" height="{tall}" viewBox="0 0 1000 {len(found)}" preserveAspectRatio="none"'
        f' aria-hidden="true">{paths}</svg>'
    )


def blocks(voices: list[int], most: int) -> list[tuple[int, int]]:
    """Where each block begins and ends, in percent from the middle; those too thin to be seen are one."""
    found, begun, sum_ = [], 0, 0
    for many in voices:
        sum_ += many
        end = HALF * sum_ // most
        if end - begun >= THINNEST:
            found.append((begun, end))
            begun = end
    last = max(HALF * sum_ // most, 1) if sum_ else 0  # what is there is seen
    if last > begun:
        found.append((begun, last))
    return found


def side_in_words(words: Words, path: str, side: WeighedSide, key: str) -> Markup:
    """3 against, 193 people: how many arguments, and who stands behind them."""
    many = words.figure(f"{path}/arguments", side.voices.arguments, key)
    return Markup(", ").join([many, voices_in_words(words, path, side.voices)]) if side.families else many


def voices_in_words(words: Words, path: str, voices: Voices) -> Markup:
    """People, arguments without author and totals, apart; those that there are."""
    parts = [words.figure(f"{path}/people", voices.people, "people-n")] if voices.people else []
    if voices.unnamed:
        parts.append(words.figure(f"{path}/unnamed", voices.unnamed, "map-unnamed"))
    if voices.counted:
        parts.append(words.figure(f"{path}/counted", voices.counted, "map-counted"))
    return Markup(", ").join(parts)


def balance(words: Words, path: str, one: Weighed) -> Markup:
    if one.balance is None:
        return Markup.escape(words("map-too-few"))
    return words.figure(f"{path}/balance", one.balance, "map-share-for")


def contested(words: Words, path: str, one: Weighed) -> Markup:
    if not one.contested:
        return Markup.escape(words("map-not-contested"))
    return words.figure(f"{path}/contested", one.contested, "map-contested-n")
