"""Ordinary PDFs by the hundred, in which nothing may be found that acts.

takes: a seed
gives: ordinary(): names and bytes
knows nothing of: how a PDF is read
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

import typst
from pypdf import PdfReader, PdfWriter

from tests.pdf.make import pdf

WORDS = """Glenmore council learners HTML/JavaScript CSS/JS (2020) AA/EF and/or Start/Launch //
stream https://example.org object R 1 0 < > S/P wellbeing play improvement URI action #53 naïve
Gàidhlig""".split()  # noqa: SIM905
KINDS = ("heading", "list", "link", "table", "picture", "note", "plain")


def _words(draw: random.Random, count: int) -> str:
    return " ".join(draw.choice(WORDS) for _ in range(count))


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def typst_source(draw: random.Random) -> str:
    """A document with headings, lists, links, a table, a picture and notes, some of each."""
    parts = [f"#set document(title: {_string(_words(draw, 5))}, author: {_string('Library')})"]
    if draw.random() < 0.3:
        parts.append('#set page(numbering: "i", columns: 2)')
    for _ in range(draw.randint(1, 12)):
        text = f"#text({_string(_words(draw, draw.randint(5, 120)))})"
        kind = draw.choice(KINDS)
        if kind == "heading":
            parts.append(f"= {text}")
        elif kind == "list":
            parts.extend([f"- {text}"] * 3)
        elif kind == "link":
            parts.append(f'#link("https://example.org/a?b=1&c=(2)#d")[{text}]')
        elif kind == "table":
            parts.append(f"#table(columns: 2, [{text}], [b], [c], [{text}])")
        elif kind == "picture":
            side = draw.randint(4, 60)
            values = ",".join(str(draw.randrange(256)) for _ in range(side * side * 3))
            parts.append(
                f'#image(bytes(({values})), alt: "a", format: '
                f'(encoding: "rgb8", width: {side}, height: {side}))'
            )
        elif kind == "note":
            parts.append(f"Words#footnote[{text}] and more.")
        else:
            parts.append(text)
    return "\n\n".join(parts)


def typeset(draw: random.Random) -> bytes:
    """One of Typst's kinds of PDF."""
    standards: list[str] = draw.choice([[], ["1.5"], ["1.7"], ["a-2b"], ["2.0"], ["1.4"]])
    made = typst.compile(typst_source(draw).encode(), format="pdf", pdf_standards=standards)
    assert isinstance(made, bytes)
    return made


def saved_again(raw: bytes, way: str) -> bytes:
    """A PDF as another program would save it again."""
    out = io.BytesIO()
    if way == "incremental":
        writer = PdfWriter(io.BytesIO(raw), incremental=True)
        writer.add_metadata({"/Keywords": "saved again"})
    else:
        writer = PdfWriter(clone_from=io.BytesIO(raw))
    if way == "compressed":
        for page in writer.pages:
            page.compress_content_streams()
        writer.compress_identical_objects()
    elif way == "merged":
        writer.append(PdfReader(io.BytesIO(raw)))
    elif way == "outlined":
        writer.add_outline_item(title="HTML/CSS/JavaScript (1 0 R) and CSS/JS", page_number=0)
    elif way == "rotated":
        writer.pages[0].rotate(90)
    writer.write(out)
    return out.getvalue()


WAYS = ("plain", "incremental", "compressed", "merged", "outlined", "rotated")


def ordinary(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Ordinary PDFs, each with a name that tells how it was made."""
    draw = random.Random(seed)
    for number in range(count):
        source = draw.random()
        if source < 0.8:
            kind, raw = "typst", typeset(draw)
        else:
            lines = [[_words(draw, 9) for _ in range(draw.randint(1, 40))] for _ in range(3)]
            kind, raw = "plain", pdf(lines, info="/Title(HTML/JavaScript \\(1\\))")
        way = WAYS[number % len(WAYS)] if draw.random() < 0.8 else ""
        yield f"{number}-{kind}-{way}.pdf", saved_again(raw, way) if way else raw
