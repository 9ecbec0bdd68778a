"""Reads a text with the vocabularies of the made-up library, as every test here does.

takes: Markdown
gives: sections and problems
knows nothing of: files, front matter
"""

from __future__ import annotations

from pathlib import Path

from reviewlib.diagnostics import Diagnostic
from reviewlib.library.vocabulary import read_vocabulary
from reviewlib.markdown import plain, read_sections
from reviewlib.models import Finding, Node, Section
from reviewlib.schema import ReadContext

FOLDER = Path(__file__).resolve().parent.parent / "data" / "library" / "content" / "vocabulary"
FILES = {f"content/vocabulary/{file.name}": file.read_bytes() for file in FOLDER.glob("*.yml")}
VOCABULARY, _ = read_vocabulary(FILES, ())


def read(text: str) -> tuple[tuple[Section, ...], list[Diagnostic]]:
    """The sections of a text, and all that is said of it."""
    context = ReadContext("content/reviews/2022-23/glenmore.md", VOCABULARY.choices)
    return read_sections(text, 1, context), context.problems


def findings(text: str) -> list[Finding]:
    """Every finding of a text of which nothing bad is to be said."""
    sections, problems = read(text)
    assert problems == []
    return [finding for section in sections for finding in section.findings]


def finding(bullet: str) -> Finding:
    """The one finding of a bullet under Strengths."""
    (found,) = findings(f"## Strengths\n\n- {bullet}\n")
    return found


def codes(text: str) -> list[str]:
    """The names of what is said of a text."""
    return [problem.code for problem in read(text)[1]]


def pieces(sections: tuple[Section, ...]) -> list[tuple[Node, ...]]:
    """What a page shows of some sections, piece by piece, but for their headings."""
    shown: list[tuple[Node, ...]] = []
    for section in sections:
        for block in section.blocks:
            shown += [(block.prose,)] if block.prose else []
            for one in block.findings:
                shown += [one.nodes, one.details]
                shown += [update.nodes for update in one.updates]
    return shown


def nodes(sections: tuple[Section, ...]) -> list[Node]:
    """The same in one."""
    return [node for piece in pieces(sections) for node in piece]


def words(sections: tuple[Section, ...]) -> str:
    """All the words that a page shows of some sections, its marks in words among them."""
    said: list[str] = []
    for section in sections:
        said.append(section.heading)
        for block in section.blocks:
            said += [plain([block.prose])] if block.prose else []
            for one in block.findings:
                said += [one.text, one.pages, " ".join(one.themes), plain(one.details)]
                for update in one.updates:
                    said += [update.date.iso, update.text, update.source]
    return " ".join(said)
