"""Ordinary PDFs by the hundred, in which nothing may be found that acts.

takes: a seed; a browser, where there is one
gives: ordinary(): names and bytes; as a script, the false alarms among some hundreds
knows nothing of: how a PDF is read
"""

# Run by hand: python -m tests.pdf.ordinary 400 [--browser /usr/bin/chromium]

from __future__ import annotations

import argparse
import io
import random
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import typst
from pypdf import PdfReader, PdfWriter

from reviewlib.pdf import read_reports
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


def printed(draw: random.Random, browser: str) -> bytes:
    """A page as a browser prints it."""
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder) / "a.html", Path(folder) / "a.pdf"
        items = "".join(f"<h2>{_words(draw, 4)}</h2><p>{_words(draw, 90)}</p>" for _ in range(9))
        page.write_text(
            f"<!doctype html><title>A</title><a href='https://example.org/'>a</a>{items}"
        )
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}",
             page.as_uri()], capture_output=True, check=True, timeout=120,
        )  # fmt: skip
        return out.read_bytes()


WAYS = ("plain", "incremental", "compressed", "merged", "outlined", "rotated")


def ordinary(count: int, browser: str = "", seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Ordinary PDFs, each with a name that tells how it was made."""
    draw = random.Random(seed)
    for number in range(count):
        source = draw.random()
        if browser and number % 40 == 0:
            kind, raw = "browser", printed(draw, browser)
        elif source < 0.8:
            kind, raw = "typst", typeset(draw)
        else:
            lines = [[_words(draw, 9) for _ in range(draw.randint(1, 40))] for _ in range(3)]
            kind, raw = "plain", pdf(lines, info="/Title(HTML/JavaScript \\(1\\))")
        way = WAYS[number % len(WAYS)] if draw.random() < 0.8 else ""
        yield f"{number}-{kind}-{way}.pdf", saved_again(raw, way) if way else raw


def main() -> None:
    """Print what is found in some hundreds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--browser", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for name, raw in ordinary(given.count, given.browser):
            files[name] = Path(folder) / name
            files[name].write_bytes(raw)
        results = read_reports(files, None, 1)
    alarms = {name: one for name, one in results.items() if one.dangers or one.fault}
    for name, one in alarms.items():
        print(name, [danger.what for danger in one.dangers], one.fault)
    print(f"{len(results)} ordinary PDFs, {len(alarms)} false alarms")


if __name__ == "__main__":
    main()
