"""PDFs with the shapes that real reports have, and that are hard to read.

takes: nothing
gives: REPORT, the bytes of a PDF; what must be found in it
knows nothing of: how a PDF is read
"""

from __future__ import annotations

from tests.pdf.make import At, pdf

HEAD = At("Glenmore Council: Neighbourly Improvement", y=812, size=8)


def foot(number: int) -> At:
    return At(f"Page {number} of 4", x=280, y=24, size=8)


def page(number: int, *lines: At) -> list[At]:
    return [HEAD, *lines, foot(number)]


def down(y: float, *texts: str, x: float = 64, size: float = 11, gap: float = 14) -> list[At]:
    """Lines one under another."""
    return [At(text, x=x, y=y - place * gap, size=size) for place, text in enumerate(texts)]


FIRST = page(
    1,
    At("Neighbourly Improvement in Glenmore", y=760, size=20, bold=True),
    At("Summary report", y=730, size=14),
    *down(
        690,
        "The visit took place on 29-30 August 2022. It was pre-",
        "pared by the council and its neighbours in Strathbeg, who",
        "worked with it for an inter-authority view.",
    ),
    At("Focus questions", y=620, size=14, bold=True),
    *down(590, "• How well do our schools listen to learners?"),
)  # fmt: skip
# The kind of the findings is named in a sentence only, and the first of them has no bullet.
SECOND = page(
    2,
    *down(760, "The team saw the following strengths:"),
    *down(730, "Learners chair the school improvement group"),
    *down(700, "• Officers come back with an answer", "  within a month"),
    *down(665, "• Staff plan together", x=64),
    *down(650, "•every week", x=82),
    *down(635, "o In small schools by telephone", x=82),
    *down(610, "A sentence about the town that belongs nowhere."),
)  # fmt: skip
# Two columns: the left one first, then the right one.
THIRD = page(
    3,
    At("Areas for further focus", y=760, size=14, bold=True),
    *down(730, "• What learners say is written", "down but not yet answered", x=64),
    *down(700, "• Plans are kept in", "three places", x=64),
    *down(730, "• Small schools are asked", "as often as large ones", x=320),
)
FOURTH = page(
    4,
    At("Actions", y=760, size=14, bold=True),
    At("Action", y=730, bold=True),
    At("Who", x=300, y=730, bold=True),
    At("A learner panel in every cluster", y=712),
    At("the council", x=300, y=712),
    *down(680, "- One question a term *in place* of <five> forms"),
)

REPORT = pdf([FIRST, SECOND, THIRD, FOURTH], info="/Title(Glenmore Summary)")

WORDS = [
    word
    for lines in (FIRST, SECOND, THIRD, FOURTH)
    for line in lines
    if line.y not in (812, 24)
    for word in line.text.split()
]
