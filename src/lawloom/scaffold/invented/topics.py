"""What the invented subjects are about. Each topic brings its own words for the frames of `words`."""

from __future__ import annotations

from dataclasses import dataclass

from lawloom.scaffold.invented.grammar import Rules


@dataclass(frozen=True, slots=True)
class Topic:
    slug: str
    title: str
    question: str
    problem: str
    rules: Rules  # thing, things, place, who, trouble, remedy, good, bad


TREES = Topic(
    "trees-for-every-street",
    "Trees for every street",
    "What keeps trees from growing where people live?",
    "On a day in August a street with trees is eight degrees cooler than one without. Four streets of ten have none.",
    {
        "thing": ("tree", "young tree", "lime tree", "row of trees"),
        "things": ("trees", "young trees", "old lime trees", "street trees"),
        "place": ("Kiln Street", "the ring road", "Station Square", "the old harbour", "our school yard", "Weir Lane"),
        "who": ("a gardener", "a postwoman", "a bus driver", "a nurse", "the caretaker of a school", "a roofer"),
        "trouble": (
            "nobody waters young trees in their second summer",
            "every parking place counts more than a root",
            "pipes and cables lie where roots should be",
            "trees are felled first and asked about afterwards",
            "salt from the winter kills them slowly",
            "the pit is too small for any tree that gives shade",
            "leaves are called dirt and are counted as a cost",
        ),
        "remedy": (
            "plant two for each one that is felled",
            "give each young tree a neighbour who waters it",
            "turn one parking place in ten into a pit with good soil",
            "lay new cables under the pavement on one side only",
            "publish every felling ten days before it is done",
            "spread sand in place of salt where trees stand",
            "pay for the first three summers of water with the tree",
        ),
        "good": (
            "children wait for the bus in the shade and not in the doorway",
            "the flats above the third floor need no fan any more",
            "the rain stays in the street for a day",
            "people greet each other while they water",
            "birds are back that my mother knew by name",
        ),
        "bad": (
            "roots lift the pavement, and my wheelchair does not fly",
            "the shop has no delivery place left",
            "in narrow streets it is dark at three in the afternoon",
            "the town plants on the day of the photograph and forgets on the next",
            "somebody must sweep the leaves, and that somebody is never asked",
        ),
    },
)
LIBRARIES = Topic(
    "libraries-open-late",
    "Libraries open late",
    "Why can those who work by day never use a library?",
    "Nine libraries of ten close at six. Whoever works until then pays for a room that is dark when they are free.",
    {
        "thing": ("library", "reading room", "branch library", "library bus"),
        "things": ("libraries", "reading rooms", "branch libraries", "evening desks"),
        "place": ("Mill Bend", "the harbour quarter", "Upper Sedge", "the new town", "the branch behind the station"),
        "who": ("a librarian", "a night porter", "a student", "a tailor", "a father of three", "a retired judge"),
        "trouble": (
            "the doors close before the shift ends",
            "one desk has to be staffed for the whole house to be open",
            "the heating is switched off at six by a clock that nobody may touch",
            "pupils without a quiet room at home have nowhere to go",
            "the last bus leaves before the reading circle begins",
            "nobody has counted those who stand before a closed door",
        ),
        "remedy": (
            "open until ten on two evenings a week",
            "let readers with a card in by themselves after six",
            "lend the reading room to clubs that look after it",
            "send the library bus to the factory gates",
            "keep one library in each district open on Sundays",
            "move hours from the morning to the evening",
        ),
        "good": (
            "my daughter does her homework at a table and not on the stairs",
            "people come who have not held a card for thirty years",
            "the house is warm and paid for anyway",
            "the chess club has stopped meeting in a kitchen",
            "somebody who learns the language has a place to speak it",
        ),
        "bad": (
            "the librarians have children too, and the children go to bed at eight",
            "a house without staff belongs to the loudest",
            "the morning is when old people come, and it would be taken from them",
            "two evenings for a few are paid with books for all",
            "I would not walk home from there at ten",
        ),
    },
)
WATER = Topic(
    "water-in-dry-summers",
    "Water in dry summers",
    "Who goes short when the wells run low?",
    "In three summers of the last five, villages were supplied by lorry. Meanwhile fountains ran in the capital.",
    {
        "thing": ("well", "spring", "cistern", "water meter"),
        "things": ("wells", "springs", "cisterns", "water mains"),
        "place": (
            "the upper villages",
            "the plain",
            "the allotments",
            "the spa quarter",
            "Northfell",
            "the hospital hill",
        ),
        "who": ("a farmer", "a plumber", "a laundry worker", "a fire officer", "a mayor", "a kidney patient"),
        "trouble": (
            "a fifth of the water is lost in pipes before it arrives",
            "large users pay less for each litre than small ones",
            "nobody knows how much is taken from private wells",
            "rain is led into the sewer in half an hour",
            "the plan for dry weeks is a sheet of paper from another century",
            "those at the end of the pipe learn last that it is empty",
        ),
        "remedy": (
            "mend the leaks before a new well is drilled",
            "give everybody the first fifty litres a day at a low price",
            "put a meter on every well above a garden's size",
            "collect rain from the roofs of public buildings",
            "write down who goes short first, and who last",
            "tell each village a week before, by telephone and by bell",
        ),
        "good": (
            "the lorries were not needed last August",
            "my bill fell, and I have four children",
            "one can see on a board how much is left",
            "the fire brigade knows which hydrant gives water",
            "neighbours water in the evening and not at noon",
        ),
        "bad": (
            "a meter on my well is a stranger in my kitchen garden",
            "my cows drink as much in a dry week as in a wet one",
            "the leaks are under roads that were paved last year",
            "a low price for all is a present for those with a pool",
            "a cistern that nobody cleans breeds gnats",
        ),
    },
)
BUSES = Topic(
    "buses-after-midnight",
    "Buses after midnight",
    "How does somebody get home who works until one?",
    "After midnight no bus leaves any town of the country. Eleven thousand people finish work after that.",
    {
        "thing": ("bus", "night bus", "small bus on call", "bus stop"),
        "things": ("buses", "night buses", "stops", "drivers"),
        "place": ("the depot", "Central Station", "the hospital", "the industrial quarter", "the valley", "Lower Halm"),
        "who": ("a cook", "a cleaner", "a bus driver", "a stage hand", "a baker", "a nurse"),
        "trouble": (
            "the last bus leaves eleven minutes before my shift ends",
            "a taxi costs two hours of what I earn in the night",
            "the stop by the hospital has no light",
            "two companies run half a line each and neither runs the whole",
            "drivers are short by day as well",
            "nobody asks those who walk",
        ),
        "remedy": (
            "run one bus an hour on the four longest lines",
            "let the driver stop anywhere on the way after midnight",
            "send small buses on call where lines would run empty",
            "have large employers pay a part, as they pay for parking",
            "light every stop that is served at night",
            "make the last bus wait for the last train",
        ),
        "good": (
            "I have kept a job that I could not have reached",
            "fewer cars stand before the factory",
            "my son comes home and does not ask for the car",
            "the driver knows us by name, and we know him",
            "the young leave the station and do not sit on it",
        ),
        "bad": (
            "the first night bus woke a street that had been quiet since the tram went",
            "an empty bus at three is a lit window on wheels",
            "I drive by day and was asked to drive by night as well",
            "the valley pays and the town rides",
            "drunk people travel free, for nobody dares to ask them",
        ),
    },
)
BENCHES = Topic(
    "benches-for-everyone",
    "Benches for everyone",
    "Where would you sit down if there were a bench?",
    "People over seventy walk four hundred metres and then need to sit. The question opens in April.",
    {},
)
TOPICS = (LIBRARIES, WATER, TREES, BUSES, BENCHES)
