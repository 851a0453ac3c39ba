"""What verify_site.py runs for the redlines of a bill: each must lead from its earlier text to its later one.

It needs only Python 3.11, shares no code with the engine and writes nothing.
"""

import json
import re
from collections import Counter
from hashlib import sha256

NO_WORDS = re.compile(r"\{[ \t]*#[^{}\n]*\}|\]\(#[^()\s]*\)")


def compare(folder, check, same):
    """Rebuild the later text of every redline from the earlier one; gives what is counted of each, as pages name it."""
    found = {}
    for place in sorted((folder / "bill").glob("*.json")):
        told = json.loads(place.read_bytes())
        texts = {sha256(path.read_bytes()).hexdigest(): path.read_bytes() for path in place.parent.glob("*.md")}
        a, b = (texts.get(told[side]["sha256"], b"").decode("utf-8", "surrogatepass") for side in "ab")
        check(told["a"]["sha256"] in texts, place, "a: no text beside it has this digest")
        rebuilt = "".join(later(one, a) for one in told["blocks"] if "b" in one)
        check(
            sha256(rebuilt.encode("utf-8", "surrogatepass")).hexdigest() == told["b"]["sha256"], place, "b: not rebuilt"
        )
        check(rebuilt == b, place, "b: no text beside it has this digest")
        pieces = [p for one in told["blocks"] for p in one.get("pieces", ())]
        levels = {one["level"] for one in told["parts"]} - {0}
        parts = [one for one in told["parts"] if one["level"] and (len(levels) == 1 or one["level"] > min(levels))]
        states = Counter(one["state"] for one in parts)
        words = {f"words_{way}": sum(words_in(p[1]) for p in pieces if p[0] == way) for way in ("added", "removed")}
        same({key: told[key] for key in words}, words, place, "words")
        moves = {one["move"] for one in told["blocks"] + told["parts"] if one.get("move")}
        same(sorted(told["moves"]), sorted(moves), place, "moves")
        found[place.stem] = words | {
            **{key: states[key] for key in ("changed", "added", "removed")},
            "moved": len(moves),
            "renumbered": sum("numbers" in one for one in parts),
        }
    return found


def later(block, a):
    """What a block is in the later text."""
    if "pieces" not in block:
        return a[slice(*block["a"])]
    return "".join(piece[-1] for piece in block["pieces"] if piece[0] != "removed")


def words_in(text):
    """What stands between blanks and has a letter or a digit; an id in braces is none."""
    return sum(any(map(str.isalnum, word)) for word in NO_WORDS.sub(" ", text).split())
