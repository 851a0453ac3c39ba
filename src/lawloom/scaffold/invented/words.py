"""Frames that all topics share, and names of people who do not exist."""

from __future__ import annotations

from lawloom.scaffold.invented.grammar import Draw, Rules, pick

FRAMES: Rules = {
    # --- what several kinds begin and end with
    "witness": (
        "I am {who}.",
        "I live near {place}.",
        "My neighbour is {who} and says the same.",
        "I have watched this for {few} years.",
        "In {place} it is the same each summer.",
        "We talked about it in {place}, {some} people in all.",
        "I moved here in {year}.",
    ),
    "evidence": (
        "Last year I counted {some} days on which {trouble}.",
        "Of {some} people whom I asked, {few} knew whom to ring.",
        "It took {some} days until somebody answered.",
        "In {place} they say that {trouble}; I went and looked, and it is so.",
        "The town has a list of {many} {things} and no date beside any of them.",
    ),
    "closing": (
        "Nobody is to blame, and it goes on.",
        "One can see it from the bus.",
        "I should like to be told why.",
        "It need not be so.",
        "That is all I know.",
        "Ask those who are there at six in the morning.",
    ),
    "price": (
        "It costs about {many} crowns a year.",
        "A town of our size can pay for it: {many} crowns.",
        "I do not know what it costs. I know what the other way costs: {many} crowns.",
        "Begin in {place}, and count for a year.",
    ),
    # --- kinds
    "cause-title": ("{Trouble}", "{Trouble}", "What I see in {place}: {trouble}", "Since {year}, {trouble}"),
    "cause": ("{witness} {evidence} {closing}", "{evidence} {closing}", "{witness} {evidence}"),
    "solution-title": ("{Remedy}", "{Remedy}", "{Remedy}, first in {place}", "In {place}: {remedy}"),
    "solution": (
        "{witness} {evidence} I propose this: {remedy}. {price}",
        "If we {remedy}, {good}. {price}",
        "1. {Remedy}.\n2. Count for a year.\n3. Say in public what came of it.\n\n{price}",
    ),
    "statement": ("{Trouble}.", "We should {remedy}.", "It is fair to {remedy}."),
    "for": (
        "{witness} It was tried here, and {good}.",
        "{Good}. That is worth {many} crowns a year.",
        "Without it, {trouble}. With it, {good}.",
        "{evidence} {Good}, where it was done.",
    ),
    "against": (
        "{witness} {Bad}.",
        "It sounds kind. But {bad}.",
        "{Bad}. Say who pays, in the same sentence.",
        "In {place} it was tried in {year}: {bad}.",
    ),
    "source-title": ("Count of {things}, {year}", "Report on {things} in {place}, {year}", "Survey {year}: {things}"),
    "source": ("{many} {things} were looked at; in {percent} of 100 cases {trouble}.", "Page {some}: {trouble}."),
    "comment": (
        "Does this hold for {place} as well?",
        "Thank you. I had not known that {trouble}.",
        "And who is asked in {place}?",
        "I should sign this if it named a year.",
        "{Who} should sit on the panel.",
        "See what was said about {place}; it is the same thought.",
    ),
    "question-title": ("Who pays if we {remedy}?", "When will it be done in {place}?", "What if {bad}?"),
    "question": ("{witness} I ask because {bad}.", "Please name a year and a person. {closing}"),
    "amendment-title": ("A date for {place}", "Say who pays", "{Remedy}"),
    "amendment": (
        "In paragraph 1, replace “within {few} years” by “within {few} months”.",
        "Add a paragraph: “The town publishes each March how many {things} there are in {place}.”",
        "Strike out the words “as far as possible”. Otherwise {trouble}, as before.",
    ),
    "petition-title": ("{Remedy}: we who sign ask for it", "Begin in {place}"),
    "petition": ("We ask the Assembly to {remedy}. {closing}",),
    "event-title": ("An evening about {things} in {place}", "A walk from {place} to {place}"),
    "event": ("We meet at {few} in the evening in {place}. {Who} will begin. Children are welcome.",),
    "conclusion": ("{some} people came. What nobody disputed: {trouble}. What divided us: whether to {remedy}.",),
    "correction": ("In the synthesis you write {some}. I count {some}. Please look again.", "You left out {place}."),
    "appeal": ("I named nobody. Please read it again.", "I have taken the name away in my copy. May it come back?"),
    "reason": (
        "{Good}. It is in the text.",
        "We looked at it in {place}: {bad}. A part of it is in the text.",
        "It belongs to the towns, and we have passed it on.",
        "What you say is so: {trouble}. The text says by when it ends.",
    ),
}
# As what people take part, and by which way; empty is unknown, or the way of the import itself.
ACTORS = (
    ("citizen", 0.87),
    ("association", 0.06),
    ("company", 0.03),
    ("institution", 0.02),
    ("elected", 0.01),
    ("", 1),
)
CHANNELS = (
    ("", 0.7),
    ("paper", 0.1),
    ("mail", 0.06),
    ("kiosk:central-station", 0.06),
    ("kiosk:library", 0.04),
    ("meeting", 1),
)
AREAS = ("Port Halm", "Lower Halm", "Mill Bend", "Sedge", "Northfell", "")
CATEGORIES = ("Report", "Survey", "Press", "Law")

_FIRST: tuple[str, ...] = (
    "Alva",
    "Bram",
    "Cato",
    "Dagny",
    "Edrik",
    "Fenna",
    "Gisla",
    "Halvor",
    "Ilka",
    "Joren",
    "Kestrel",
    "Lovis",
)
_FIRST += ("Marit", "Nelo", "Orsa", "Pell", "Quirin", "Runa", "Sten", "Tove", "Ulf", "Vanja", "Wim", "Ysolde")
_LAST: tuple[str, ...] = (
    "Ashgrove",
    "Barrowmere",
    "Coldbrook",
    "Dunmarch",
    "Elderfen",
    "Farrowby",
    "Gullholm",
    "Harkstead",
)
_LAST += ("Ingleweir", "Jarrowfell", "Kelpwright", "Lindmoor", "Marrowdale", "Nettleham", "Oxwater", "Pinfold")
_RIGHT_TO_LEFT = ("سُهى الواديّ", "نجم البستانيّ", "رُبى الساقية", "יעל שדה־מים", "אורן גשר־אבן")


def name(draw: Draw) -> str:
    """A name to show: one in sixty is written from the right."""
    return pick(_RIGHT_TO_LEFT, draw) if draw() < 1 / 60 else f"{pick(_FIRST, draw)} {pick(_LAST, draw)}"


def weighted(shares: tuple[tuple[str, float], ...], draw: Draw) -> str:
    """One of the words by its share; the last one takes what is left."""
    left = draw()
    for word, share in shares:
        left -= share
        if left < 0:
            return word
    return shares[-1][0]
