#!/usr/bin/env python3
"""Is what was said already found again before somebody says it once more?

.venv/bin/python benchmarks/likeness.py            planted copies in four languages, the real texts
.venv/bin/python benchmarks/likeness.py --cuts     the same real texts with words cut to other lengths
.venv/bin/python benchmarks/likeness.py --sizes    what a browser fetches for one text, at 10,000 contributions

Planted: each edited copy asks, without itself in the index; first has to come its original or another copy of it. The
others ask too: how many of their five are of the same planted topic. Real: how many find a text that people filed under
the same key point or concept among five, against what five drawn by lot would give; and how often a text on a topic of
which nothing was sent is shown something all the same.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

import consultations
import paired
from lawloom.press.search import said_index
from lawloom.synthesis import likeness
from lawloom.synthesis.wording import wording

OPTIONS = ("--edit-rate", "0.08", "--repunctuate")
LANGUAGES = ("fr", "es", "en", "de")
MANY, ASKED = 10_000, 400
CUTS = (4, 5, 6, 7, 8, 99)


def drawn(places: Sequence[int], many: int = ASKED) -> list[int]:
    """The same ones each time."""
    return sorted(Random(1).sample(places, min(many, len(places))))


def others(index: likeness.Index[int], texts: Sequence[str], place: int) -> list[likeness.Similar[int]]:
    """What is found of the others for one of the texts of the index."""
    return [one for one in likeness.similar(index, texts[place], likeness.MOST + 1) if one.key != place][
        : likeness.MOST
    ]


def planted() -> None:
    print("| planted | copies asked | a copy first | others: of the five, of the same topic | index, CPU s |")
    print("| --- | --- | --- | --- | --- |")
    for language in LANGUAGES:
        rows = list(consultations.planted(language, MANY, *OPTIONS))
        texts = [f"{row['title']}\n{row['body']}" for row in rows]
        family = [row["planted_original"] or row["id"] for row in rows]
        began = time.process_time()
        index = likeness.index(dict(enumerate(texts)), language=language)
        spent = time.process_time() - began
        copies = drawn([at for at, row in enumerate(rows) if row["planted_original"]])
        first = [others(index, texts, at)[:1] for at in copies]
        right = sum(bool(one) and family[one[0].key] == family[at] for at, one in zip(copies, first, strict=True))
        many = Counter(family)
        alone = drawn([at for at in range(len(rows)) if many[family[at]] == 1], 200)
        topics = [
            rows[one.key]["planted_topic"] == rows[at]["planted_topic"]
            for at in alone
            for one in others(index, texts, at)
        ]
        share = right / len(copies)
        print(f"| {language} | {len(copies)} | {share:.4f} | {sum(topics) / len(topics):.3f} | {spent:.1f} |")
        paired.verdict("a copy first", share, 0.99, at_least=True)


def real() -> Iterator[consultations.Labelled]:
    """Texts that say the same in other signs are left out but for one: finding those is no art."""
    chile = consultations.chile()
    once = {wording(text): (text, label) for text, label in zip(chile.texts, chile.labels, strict=True)}
    yield consultations.Labelled("chile-ela", "es", [a for a, _ in once.values()], [b for _, b in once.values()])
    yield key_points()[0]


def key_points() -> tuple[consultations.Labelled, list[str]]:
    """The arguments of argkp-2021 that make a key point, and the topic of each."""
    arguments = {row["arg_id"]: row for row in consultations.rows("argkp-2021/arguments_train.csv.gz")}
    point = {
        row["arg_id"]: row["key_point_id"]
        for row in consultations.rows("argkp-2021/labels_train.csv.gz")
        if row["label"] == "1"
    }
    ids = [id for id in arguments if id in point]
    texts, labels = [arguments[id]["argument"] for id in ids], [point[id] for id in ids]
    return consultations.Labelled("argkp-2021", "en", texts, labels), [arguments[id]["topic"] for id in ids]


def found_again() -> None:
    print(
        "| texts | letters | asked | nothing shown | same label among five | by lot | of those shown | of the clear |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for one in real():
        index = likeness.index(dict(enumerate(one.texts)), language=one.language)
        many = Counter(one.labels)
        by_lot = sum(n * (1 - (1 - (n - 1) / (len(one.texts) - 1)) ** 5) for n in many.values()) / len(one.texts)
        asked = drawn([at for at, text in enumerate(one.texts) if likeness.stems_of(text, one.language)])
        shown = [[(one.labels[hit.key] == one.labels[at], hit) for hit in others(index, one.texts, at)] for at in asked]
        among = sum(any(same for same, _ in hits) for hits in shown) / len(asked)
        every = [same for hits in shown for same, _ in hits]
        clear = [same for hits in shown for same, hit in hits if hit.is_clear]
        nothing = sum(not hits for hits in shown) / len(asked)
        letters = likeness.CUT if likeness.CUT < 99 else "all"
        print(
            f"| {one.name} | {letters} | {len(asked)} | {nothing:.2f} | {among:.3f} | {by_lot:.3f} "
            f"| {sum(every) / len(every):.3f} | {sum(clear) / max(1, len(clear)):.3f} ({len(clear)}) |"
        )


def nothing_like_it() -> None:
    """Topics of which the index holds nothing: what is shown then is shown in vain."""
    one, topics = key_points()
    shown = clear = asked = 0
    for topic in sorted(set(topics)):
        without = {at: text for at, text in enumerate(one.texts) if topics[at] != topic}
        index = likeness.index(without, language=one.language)
        for at in drawn([at for at in range(len(topics)) if topics[at] == topic], 40):
            hits = likeness.similar(index, one.texts[at])
            asked, shown, clear = asked + 1, shown + bool(hits), clear + any(hit.is_clear for hit in hits)
    print(
        f"of {asked} texts on a topic that nobody wrote about, {shown / asked:.3f} are shown something, {clear} clearly"
    )


def sizes() -> None:
    """What one text fetches, packed, with everything that the page itself needs besides."""
    print("| texts | stems | files | all, KB | a text fetches, KB: median, most |\n| --- | --- | --- | --- | --- |")
    chile = consultations.chile()
    for name, language, texts in (
        *((f"planted, {language}", language, None) for language in LANGUAGES),
        ("chile-ela", "es", chile.texts[:MANY]),
    ):
        if texts is None:
            texts = [f"{row['title']}\n{row['body']}" for row in consultations.planted(language, MANY, *OPTIONS)]
        index = likeness.index({f"c/gh-{at}/": text for at, text in enumerate(texts)}, language=language)
        shown = [said_index.Shown(f"c/gh-{at}/", "solution", text[:60], text[:160], 0) for at, text in enumerate(texts)]
        files = dict(said_index.files(index, shown))
        many = said_index.pieces_of(index)
        packed = {path: len(gzip.compress(data, 6)) / 1000 for path, data in files.items()}
        fetched = []
        for at in drawn(range(len(texts))):
            stems = dict.fromkeys(likeness.stems_of(texts[at], language))
            pieces = {said_index.piece_of(stem, many) for stem in list(stems)[: likeness.LONGEST_ASKED]}
            names = {"said/i/known.json", *map(said_index.file_of_stems, pieces)}
            hits = [int(hit.key[5:-1]) for hit in likeness.similar(index, texts[at])]
            names |= set(map(said_index.file_of_text, hits))
            fetched.append(sum(packed[path] for path in names))
        fetched.sort()
        print(
            f"| {name} | {len(index.stems):,} | {len(files)} | {sum(packed.values()):,.0f} "
            f"| {fetched[len(fetched) // 2]:.0f}, {fetched[-1]:.0f} |"
        )
        paired.verdict("KB for one text, at most", fetched[-1], 300)


def main() -> None:
    if "--sizes" in sys.argv:
        sizes()
    elif "--cuts" in sys.argv:
        for likeness.CUT in CUTS:  # type: ignore[misc]
            found_again()
    else:
        planted()
        found_again()
        nothing_like_it()


if __name__ == "__main__":
    main()
