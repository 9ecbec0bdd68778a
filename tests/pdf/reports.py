"""Made-up reports in six layouts, of which it is known what they say.

takes: a seed and one of LAYOUTS
gives: made(): a Source (title, host, dates, others who took part, sections with their points) and
    its PDF; none of it is real
knows nothing of: how a PDF is read, how a draft is written
"""

# Words, order, numbering, signs, fonts and sizes are drawn by the seed, so that no rule of a reader
# can be fitted to one report.

from __future__ import annotations

import html
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import typst

from tests.pdf.make import Maker, escaped

HOSTS = ("Glenmore", "Strathbeg", "Inverallan", "Port Edran", "Skerra Isles", "Machair Islands")
HEADS = {
    "focus": ("Focus questions", "Key question", "Lines of enquiry"),
    "why": ("Background", "Rationale", "Why this focus"),
    "how": ("The visit", "Methodology", "How the review was run"),
    "strengths": ("Strengths", "Key strengths", "What is going well"),
    "areas": ("Areas for further focus", "Areas for further development", "Even better if"),
    "learning": ("Learning from other authorities", "What we learned from others"),
    "plans": ("Planned improvements", "Action plan"),
    "next-steps": ("Next steps", "What happens next"),
}
FINDINGS = ("focus", "strengths", "areas", "learning", "plans", "next-steps")
_OTHER = ("Introduction", "A word of thanks", "The programme in brief", "Schools in the sample",
          "Data used", "Feedback on the process", "Partnership working", "Contact")  # fmt: skip


def _listed(text: str) -> tuple[str, ...]:
    return tuple(row.strip() for row in text.strip().split(";"))


_WHO = _listed("""
Learners; Head teachers; Most families; Support staff; Class teachers; Central officers;
Pupil councils; Nursery practitioners; Youth workers; Elected members; Principal teachers;
Parent groups
""")
_DO = _listed("""
describe; know; use; share; question; value; revisit; plan with; contribute to; lead; record;
explain; moderate; track
""")
_WHAT = _listed("""
a clear picture of progress; the shared tracking meetings; their own self-evaluation;
the cluster moderation days; the revised curriculum rationale; an agreed language of feedback;
quality time for planning; the well-being survey; numeracy interventions; a calm start to the day;
the transition passport; professional dialogue groups; what the data cannot say;
the outdoor learning offer
""")
_HOW = _listed("""
across every stage; in nine of ten schools; with growing confidence; twice a term;
before decisions are taken; even where staffing is tight; through short coaching cycles;
so that gaps are seen early; rather than once a year; in small rural schools;
with colleagues from health and social work; as part of the working-time agreement
""")
_NEED = _listed("""
There is scope to extend; Continue to develop; Consider how to simplify; Make wider use of;
Strengthen; Agree who looks at; Publish; Bring together
""")
_LEADS = _listed("""
The team identified the following {}:; These were the {}:;
In summary, the visiting team saw the following {}:
""")
_SUBHEADS = _listed("Leadership; Learning and teaching; Families; Use of data; Wellbeing for all")
_OFFICERS = ("Quality manager", "Education officer", "Head of service")
_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip


@dataclass(frozen=True)
class Item:
    """A piece of a report: heading, para, bullet, sub, number or row."""

    kind: str
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()


@dataclass
class Source:
    """What a report says."""

    host: str
    when: str = ""
    others: tuple[str, ...] = ()
    items: list[Item] = field(default_factory=list)
    points: list[tuple[str, str]] = field(default_factory=list)
    """Each point's section and words, in order."""

    def add(self, kind: str, text: str, level: int = 0, cells: tuple[str, ...] = ()) -> None:
        self.items.append(Item(kind, text, level, cells))

    @property
    def words(self) -> list[str]:
        return [
            word for one in self.items for text in (one.text, *one.cells) for word in text.split()
        ]


class _Writer:
    """Writes one report."""

    def __init__(self, draw: random.Random, layout: str) -> None:
        self.draw = draw
        self.slides = layout == "slides"
        self.numbered = draw.random() < 0.25
        self.capitals = draw.random() < 0.2
        self.ends = draw.choice((".", "", ";"))
        self.subheads = draw.random() < 0.2 and layout not in ("slides", "bold")
        self.count = 0
        self.seen: set[str] = set()
        self.source = Source(draw.choice(HOSTS))

    def sentence(self, *, need: bool = False) -> str:
        draw = self.draw
        while True:
            start = draw.choice(_NEED) if need else f"{draw.choice(_WHO)} {draw.choice(_DO)}"
            text = f"{start} {draw.choice(_WHAT)} {draw.choice(_HOW)}"
            if draw.random() < 0.3:
                text += f", and {draw.choice(_WHO).lower()} {draw.choice(_DO)} {draw.choice(_WHAT)}"
            if text not in self.seen:
                self.seen.add(text)
                return text

    def prose(self, least: int = 1, most: int = 4) -> str:
        count = 1 if self.slides else self.draw.randint(least, most)
        return " ".join(f"{self.sentence()}." for _ in range(count))

    def heading(self, text: str, level: int = 1) -> None:
        if level == 1 and self.numbered:
            self.count += 1
            text = f"{self.count}. {text}" if self.draw.random() < 0.5 else f"{self.count} {text}"
        if self.capitals and level == 1:
            text = text.upper()
        self.source.add("heading", text, level)

    def _heading_of(self, kind: str) -> None:
        draw, host = self.draw, self.source.host
        text = draw.choice(HEADS[kind])
        form = draw.random()
        if form < 0.2:
            text = f"{text} in {host}"
        elif form < 0.3:
            text = f"{text} – {host} Council"
        elif form < 0.4:
            text = f"{text} identified by the review team"
        elif form < 0.5:
            text = f"{host}: {text[0].lower()}{text[1:]}"
        self.heading(text)

    def lead(self, kind: str) -> str:
        name = HEADS[kind][0].lower()
        return self.draw.choice(_LEADS).format(name)

    def points(self, kind: str) -> None:
        draw = self.draw
        if kind == "focus" and draw.random() < 0.15:
            text = self.sentence()
            text = f"How well do {text[0].lower()}{text[1:]}?"
            self.source.points.append((kind, text))
            self.source.add("para", text)
            return
        count = (
            draw.randint(2, 4)
            if kind in ("focus", "learning", "next-steps")
            else draw.randint(3, 7)
        )
        texts = []
        for _ in range(count):
            text = self.sentence(need=kind in ("areas", "plans", "next-steps"))
            if kind == "focus":
                text = f"How well do {text[0].lower()}{text[1:]}?"
            elif draw.random() < 0.25 and not self.slides:
                text = f"{text}. {self.sentence()}"
            texts.append(text)
        self.source.points += [(kind, text) for text in texts]
        form = draw.random()
        if kind in ("plans", "areas", "next-steps") and form < 0.2:
            self._recommendations(texts)
        elif kind == "plans" and form < 0.4 and not self.slides:
            self._table(texts)
        elif kind in ("strengths", "areas", "plans", "next-steps") and form < 0.6:
            for number, text in enumerate(texts, start=1):
                self.source.add("number", text + (self.ends if kind != "focus" else ""), number)
        else:
            self._bullets(texts, kind)

    def _recommendations(self, texts: Sequence[str]) -> None:
        own_line = self.draw.random() < 0.3
        for number, text in enumerate(texts, start=1):
            if own_line:
                self.source.add("para", f"Recommendation {number}")
                self.source.add("para", f"{text}.")
            else:
                self.source.add("para", f"Recommendation {number}: {text}.")

    def _table(self, texts: Sequence[str]) -> None:
        self.source.add("row", "", 0, ("Action", "Who", "By when"))
        for text in texts:
            who = self.draw.choice(("Head teachers", "Quality team", "Cluster leads"))
            self.source.add("row", "", 1, (text, who, f"{self.draw.choice(_MONTHS)} 2024"))

    def _bullets(self, texts: Sequence[str], kind: str) -> None:
        for place, text in enumerate(texts):
            end = "" if text.endswith("?") else self.ends
            if end == ";":
                end = "." if text is texts[-1] else "; and" if place == len(texts) - 2 else ";"
            if self.subheads and place in (0, len(texts) // 2) and kind in ("strengths", "areas"):
                self.heading(self.draw.choice(_SUBHEADS), 2)
            self.source.add("bullet", text + end)
            if kind == "strengths" and self.draw.random() < 0.12:
                for _ in range(2):
                    self.source.add("sub", self.sentence().lower())

    def section(self, kind: str) -> None:
        draw = self.draw
        if kind in ("why", "how"):
            self._heading_of(kind)
            for _ in range(1 if self.slides else draw.randint(1, 3)):
                self.source.add("para", self.prose())
            return
        form = draw.random()
        if form < 0.15 and kind in ("strengths", "areas") and not self.slides:
            self.heading(draw.choice(_OTHER))
            self.source.add("para", f"{self.prose(2, 5)} {self.lead(kind)}")
        else:
            self._heading_of(kind)
            if form < 0.45 and kind != "focus" and not self.slides:
                self.source.add("para", f"{self.prose(1, 3)} {self.lead(kind)}")
            elif form < 0.55 and kind != "focus" and not self.slides:
                self.source.add("para", self.prose(2, 3))
        self.points(kind)

    def dates(self) -> str:
        draw = self.draw
        year, month = draw.choice(
            ((2022, 9), (2022, 11), (2023, 2), (2023, 3), (2023, 10), (2024, 2))
        )
        name, day = _MONTHS[month - 1], draw.randint(1, 20)
        two = f"{year}-{month:02}-{day:02} to {year}-{month:02}-{day + 1:02}"
        weekday = draw.choice(("Monday", "Tuesday", "Wednesday"))
        forms = (
            (f"on {day} and {day + 1} {name} {year}", two),
            (f"on {day}–{day + 1} {name} {year}", two),
            (f"from {weekday} {day} {name} to Thursday {day + 1} {name} {year}", two),
            (f"on {day} & {day + 2} {name} {year}",
             f"{year}-{month:02}-{day:02}, {year}-{month:02}-{day + 2:02}"),
            (f"in {name} {year}", f"{year}-{month:02}"),
            (f"on {weekday} {day} {name} {year}", f"{year}-{month:02}-{day:02}"),
            (f"on {day}-{day + 1} {name[:3]} {year}", two),
        )  # fmt: skip
        words, self.source.when = draw.choice(forms)
        return words

    def front(self) -> None:
        draw, source = self.draw, self.source
        kind = draw.choice(("Report", "Summary report", "Collaborative Improvement"))
        source.add("title", f"{kind}: {source.host} Council")
        others = draw.sample([one for one in HOSTS if one != source.host], draw.randint(1, 3))
        source.others = tuple(others)
        *first, last = others
        named = f"{', '.join(first)} and {last}" if first else last
        self.heading(draw.choice(_OTHER[:3]))
        visit = f"The visit took place {self.dates()}."
        if draw.random() < 0.15:
            visit = f"Date of visit: {visit[21:]}"
        law = draw.choice(("", " It follows the Education (Made-up) Act of May 2018.",
                           " This report was published in June 2024."))  # fmt: skip
        team = draw.choice((
            f"The team included colleagues from {named}.",
            f"{source.host} was joined by officers from {named}.",
            f"Reviewers came from {named}.",
            f"Contributing authorities: {named}.",
        ))  # fmt: skip
        source.add("para", f"{'' if self.slides else self.prose(1, 2)} {visit}{law}".strip())
        if draw.random() < 0.2:
            self.heading(draw.choice(("The review team", "Contributors")))
            for one in others:
                self.source.add("bullet", f"{draw.choice(_OFFICERS)}, {one} Council")
        else:
            source.add("para", team)
        if draw.random() < 0.3:
            self.heading(draw.choice(_OTHER))
            source.add("para", "The programme has these aims:")
            for _ in range(3):
                source.add("bullet", self.sentence())

    def contents(self, titles: Sequence[str]) -> None:
        """Written once it is known what there is; the pages are anyone's guess."""
        at = 1
        rows = [Item("heading", "Contents", 1)]
        rows += [Item("contents", f"{title} {'.' * self.draw.randint(6, 30)} {number + 2}")
                 for number, title in enumerate(titles)]  # fmt: skip
        self.source.items[at:at] = [*rows, Item("break", "")]

    def write(self) -> Source:
        draw = self.draw
        self.front()
        order = ["focus", "why", "how", "strengths", "areas", "plans", "next-steps"]
        if draw.random() < 0.3:
            order[1], order[0] = order[0], order[1]
        if draw.random() < 0.3:
            order.insert(5, "learning")
        if draw.random() < 0.3:
            order.remove("next-steps")
        for kind in order:
            self.section(kind)
            if draw.random() < 0.2:
                self.heading(draw.choice(_OTHER))
                self.source.add("para", self.prose())
        if draw.random() < 0.3 and not self.slides:
            self.contents([one.text for one in self.source.items if one.kind == "heading"])
        return self.source


# ---------- drawn line by line, as word processors do

# Of Helvetica (Adobe Font Metrics), from the blank on.
_METRICS = """
278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556
556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778
667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556
556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584
"""
_WIDTHS = dict(zip(map(chr, range(32, 127)), map(int, _METRICS.split()), strict=True))


def _wide(text: str, size: float) -> float:
    return sum(_WIDTHS.get(letter, 556) for letter in text) * size / 1000


def _lines(text: str, size: float, wide: float) -> list[str]:
    rows, row = [], ""
    for word in text.split():
        if row and _wide(f"{row} {word}", size) > wide:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    return [*rows, row]


@dataclass(frozen=True)
class Look:
    """How the pages look."""

    size: float
    leading: float
    after: float
    sizes: tuple[float, float, float]
    bold: bool
    sign: str
    margin: float = 72


SIGNS = {"bullet": "{sign}", "number": "{number}.", "sub": "-"}


class Pages:
    """Pages drawn from the top; each piece knows its tag."""

    def __init__(self, look: Look, *, tagged: bool, running: str, info: str) -> None:
        self.look, self.tagged, self.running, self.info = look, tagged, running, info
        self.pages: list[list[bytes]] = []
        self.tags: list[list[tuple[str, ...]]] = []
        self.number = 0
        self.item = 0
        self.new_page()

    def new_page(self) -> None:
        self.pages.append([])
        self.tags.append([])
        self.y = 842 - self.look.margin
        if self.running:
            self.draw(self.running, self.look.margin, 810, 8, bold=False, tag=())
        self.draw(str(len(self.pages)), 290, 30, 8, bold=False, tag=())

    def draw(
        self, text: str, x: float, y: float, size: float, *, bold: bool, tag: tuple[str, ...]
    ) -> None:
        font = b"F2" if bold else b"F1"
        shown = b"BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (font, size, x, y, escaped(text))
        if self.tagged and tag:
            number = len(self.tags[-1])
            self.tags[-1].append(tag)
            blank = b"BT /F1 %g Tf 1 0 0 1 %g %g Tm ( ) Tj ET" % (size, x + _wide(text, size), y)
            shown = b"/P <</MCID %d>> BDC q %s Q q %s Q EMC" % (number, shown, blank)
        elif self.tagged:
            shown = b"/Artifact BMC %s EMC" % shown
        self.pages[-1].append(shown)

    def room(self, height: float) -> None:
        if self.y - height < self.look.margin:
            self.new_page()

    def text(self, text: str, tag: tuple[str, ...], *, size: float = 0, bold: bool = False,
             indent: float = 0, sign: str = "", after: float = -1) -> None:  # fmt: skip
        size = size or self.look.size
        hang = indent + (18 if sign else 0)
        rows = _lines(text, size, 595 - 2 * self.look.margin - hang)
        for place, row in enumerate(rows):
            self.room(size * self.look.leading)
            self.y -= size * self.look.leading
            left = self.look.margin + hang
            if place == 0 and sign:
                self.draw(sign, self.look.margin + indent, self.y, size, bold=False, tag=tag)
            self.draw(row, left, self.y, size, bold=bold, tag=tag)
        self.y -= self.look.after if after < 0 else after

    def row(self, cells: Sequence[str], *, bold: bool) -> None:
        wide = (250.0, 105.0, 90.0)
        size = self.look.size - 1
        columns = [_lines(cell, size, width - 8) for cell, width in zip(cells, wide, strict=True)]
        high = max(map(len, columns)) * size * self.look.leading
        self.room(high + 6)
        self.item += 1
        for place, rows in enumerate(columns):
            for number, row in enumerate(rows, start=1):
                x = self.look.margin + sum(wide[:place])
                self.draw(row, x, self.y - number * size * self.look.leading, size, bold=bold,
                          tag=("Table", f"TR{self.item}", f"TD{place}"))  # fmt: skip
        self.y -= high + 6

    def bytes(self) -> bytes:
        maker = Maker()
        for _ in range(2):
            maker.add("")
        for font in ("Helvetica", "Helvetica-Bold"):
            maker.add(f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>")
        kids = []
        for drawn in self.pages:
            content = maker.stream(b"\n".join(drawn), deflate=True)
            kids.append(maker.add(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R"
                "/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>"
            ))  # fmt: skip
        if self.info:
            maker.trailer = b"/Info %d 0 R" % maker.add(f"<<{self.info}>>")
        extra = self._structure(maker, kids) if self.tagged else ""
        maker.objects[0] = f"<</Type/Catalog/Pages 2 0 R{extra}>>".encode()
        listed = " ".join(f"{kid} 0 R" for kid in kids)
        maker.objects[1] = f"<</Type/Pages/Kids[{listed}]/Count {len(kids)}>>".encode()
        return maker.bytes()

    def _structure(self, maker: Maker, kids: Sequence[int]) -> str:
        nested: dict[str, Any] = {}
        for page, tags in zip(kids, self.tags, strict=True):
            for number, tag in enumerate(tags):
                node = nested
                for name in tag:
                    node = node.setdefault(name, {})
                node.setdefault("", []).append((page, number))

        def element(name: str, node: dict[str, Any]) -> int:
            pieces = node.get("", [])
            inner = [element(key, value) for key, value in node.items() if key]
            own = [f"<</Type/MCR/Pg {page} 0 R/MCID {number}>>" for page, number in pieces]
            kind = name.rstrip("0123456789") if name[0] != "H" else name[:2]
            return maker.add(
                f"<</S/{kind}/K[{' '.join([*own, *(f'{one} 0 R' for one in inner)])}]>>"
            )

        top = [element(name, node) for name, node in nested.items()]
        root = maker.add(f"<</Type/StructTreeRoot/K[{' '.join(f'{one} 0 R' for one in top)}]>>")
        return f"/MarkInfo<</Marked true>>/StructTreeRoot {root} 0 R"


def drawn(
    items: Sequence[Item], look: Look, *, tagged: bool, running: str = "", info: str = ""
) -> bytes:
    """A report as a word processor draws it.

    Args:
        running: a line at the head of each page.
        info: the entries of the information dictionary.
    """
    pages = Pages(look, tagged=tagged, running=running, info=info)
    lists = 0
    before = ""
    for at, one in enumerate(items):
        lists += one.kind != before
        before = one.kind
        after = 2.0 if one.kind in SIGNS else -1.0
        if one.kind == "title":
            size = look.sizes[0] + (2 if look.sizes[0] == look.size else 0)
            pages.text(one.text, (f"H1{at}",), size=size, bold=True, after=18)
        elif one.kind == "heading":
            size = look.sizes[one.level]
            pages.room(size * 6)
            pages.y -= 6
            pages.text(one.text, (f"H{one.level + 1}{at}",), size=size, bold=look.bold, after=4)
        elif one.kind in SIGNS:
            sign = SIGNS[one.kind].format(number=one.level, sign=look.sign)
            indent = 40.0 if one.kind == "sub" else 14.0
            pages.text(one.text, (f"L{lists}", f"LI{at}"), sign=sign, indent=indent, after=after)
        elif one.kind == "row":
            pages.row(one.cells, bold=not one.level)
        elif one.kind == "break":
            pages.new_page()
        else:
            pages.text(one.text, (f"P{at}",))
    return pages.bytes()


def _look(draw: random.Random, layout: str) -> Look:
    size = draw.choice((10.0, 11.0, 12.0))
    plain = layout == "bold"
    sizes = (
        (size, size, size)
        if plain
        else (size + draw.choice((9, 12)), size + draw.choice((3, 5)), size + 2)
    )
    return Look(size, draw.choice((1.15, 1.25, 1.4)), draw.choice((4.0, 6.0, 9.0)), sizes,
                plain or draw.random() < 0.7, draw.choice(("•", "-", "–", "o", "·")))  # fmt: skip


# ---------- typeset


def _typ(text: str) -> str:
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _typst_heading(text: str, em: float, above: str = "1.4em") -> str:
    return f"#block(sticky: true, above: {above})[#text(size: {em}em, weight: hw)[{text}]]\n"


def _typst_items(items: Sequence[Item], sign: str, *, slides: bool) -> Iterator[str]:
    on_slide, heading = 0, ""
    for at, one in enumerate(items):
        text = _typ(one.text)
        if one.kind == "title":
            yield f'#text(size: 2em, weight: "bold")[{text}]\n'
        elif one.kind == "heading":
            if slides:
                yield "#pagebreak()"
            heading, on_slide = text, 0
            yield _typst_heading(text, 1.8 if slides else 1.35 if one.level == 1 else 1.15)
        elif one.kind in ("bullet", "sub", "number"):
            on_slide += 1
            if slides and on_slide > 5 and one.kind == "bullet":
                yield "#pagebreak()\n" + _typst_heading(heading, 1.8, "0em")
                on_slide = 1
            left = "3em" if one.kind == "sub" else "1em"
            mark = _typ(f"{one.level}." if one.kind == "number" else sign)
            yield f"#pad(left: {left})[#grid(columns: (1.6em, 1fr), [{mark}], [{text}])]\n"
        elif one.kind == "row":
            yield from _typst_row(items, at)
        elif one.kind == "break":
            yield "#pagebreak()"
        else:
            yield f"#par[{text}]\n"


def _typst_row(items: Sequence[Item], at: int) -> Iterator[str]:
    if items[at - 1].kind != "row":
        yield "#table(columns: (3fr, 1.4fr, 1.2fr), stroke: 0.5pt,"
    yield "".join(f"[{_typ(cell)}]," for cell in items[at].cells)
    if at + 1 == len(items) or items[at + 1].kind != "row":
        yield ")\n"


@dataclass(frozen=True)
class Setting:
    """How a report is typeset."""

    size: int
    host: str  # at the foot of a slide
    slides: bool
    sign: str = "•"
    font: str = "Libertinus Serif"
    weight: str = "bold"
    justify: bool = False
    tagged: bool = False


def typeset(items: Sequence[Item], how: Setting) -> bytes:
    """A report in two columns, or as slides."""
    head = [f'#let hw = "{how.weight}"']
    if how.slides:
        foot = f"[{_typ(how.host)}]"
        head.append(f"#set page(width: 960pt, height: 540pt, margin: 48pt, footer: {foot})")
    else:
        head.append('#set page(paper: "a4", columns: 2, numbering: "1")')
        head.append(f"#set par(justify: {str(how.justify).lower()})")
    head.append(f'#set text(font: "{how.font}", size: {how.size}pt, lang: "en")')
    body = "\n".join([*head, *_typst_items(items, how.sign, slides=how.slides)])
    made = typst.compile(body.encode(), format="pdf", pdf_tags=how.tagged, timestamp=0)
    assert isinstance(made, bytes)
    return made


def _setting(source: Source, draw: random.Random, layout: str) -> Setting:
    slides = layout == "slides"
    font = draw.choice(("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"))
    weight = draw.choice(("bold", "bold", "regular"))
    size = draw.choice((9, 10, 11)) + (9 if slides else 0)
    sign = draw.choice(("•", "–", "▪", "➢", "■"))
    justify = not slides and draw.choice((True, False))
    tagged = draw.random() < 0.3
    return Setting(size, source.host, slides, sign, font, weight, justify, tagged)


# ---------- printed from a browser

_GROUPS = {"bullet": "ul", "number": "ol", "row": "table"}


def _html_item(one: Item) -> str:
    text = html.escape(one.text)
    if one.kind in ("title", "heading"):
        return f"<h{one.level + 1}>{text}</h{one.level + 1}>"
    if one.kind == "row":
        tag = "td" if one.level else "th"
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in one.cells)
    if one.kind == "break":
        return "<div style='break-after: page'></div>"
    forms = {"sub": "<ul><li>{}</li></ul>", "bullet": "<li>{}", "number": "<li>{}"}
    return forms.get(one.kind, "<p>{}</p>").format(text)


def as_html(source: Source, draw: random.Random) -> str:
    """The report as a page of the web, to be printed."""
    out: list[str] = []
    group = ""
    for one in source.items:
        now = _GROUPS.get(one.kind, group if one.kind == "sub" else "")
        if now != group:
            out += [f"</{group}>" if group else "", f"<{now}>" if now else ""]
            group = now
        out.append(_html_item(one))
    size, face = draw.choice((14, 16)), draw.choice(("serif", "sans-serif", "DejaVu Sans"))
    style = f"body {{font: {size}px/1.4 {face}}} td {{width: 30%; vertical-align: top}}"
    head = f"<!doctype html><html lang=en><title>{source.host}</title><style>{style}</style>"
    return head + "".join(out)


LAYOUTS = ("tagged", "untagged", "bold", "columns", "slides", "browser")


def written(seed: int, layout: str) -> tuple[Source, random.Random]:
    """What a report says, and the random numbers to go on with."""
    draw = random.Random(f"{layout} {seed}")
    return _Writer(draw, layout).write(), draw


def made(
    seed: int, layout: str, print_html: Callable[[str], bytes] | None = None
) -> tuple[Source, bytes]:
    """A report and its PDF.

    Args:
        seed: any number.
        layout: one of LAYOUTS.
        print_html: prints a page, for the layout "browser".
    """
    source, draw = written(seed, layout)
    if layout == "browser":
        assert print_html is not None
        return source, print_html(as_html(source, draw))
    if layout in ("columns", "slides"):
        return source, typeset(source.items, _setting(source, draw, layout))
    look = _look(draw, layout)
    running = draw.choice(("", f"Collaborative Improvement: {source.host}"))
    return source, drawn(source.items, look, tagged=layout == "tagged", running=running)
