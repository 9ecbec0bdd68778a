"""One bullet of a recognised section to a finding with its updates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from reviewlib.diagnostics import Applicability, Edit
from reviewlib.frontmatter import Scalar
from reviewlib.markdown.annotations import (
    Annotations,
    Attributes,
    Dated,
    Quoted,
    dated,
    quotation,
    take_annotations,
    take_source,
)
from reviewlib.markdown.html import plain
from reviewlib.models import Finding, Node, SectionKind, Update
from reviewlib.schema import ReadContext, Term, date_like, is_slug, slugify, to_date
from reviewlib.text import quoted, suggest

_ENDS_IN_YEAR = re.compile(r"-(?:19|20)\d\d$")
_QUOTATION_MARKS = '"“”.;,'
_ACTIONS = {"plans", "next-steps"}
_OF_THE_PAGE = re.compile(r"(?:page|site)-.+|main|takeaway")  # what templates call their parts
_GIVEN_ID = re.compile(r"\{[^{}\n]*#([a-z0-9-]+)[^{}\n]*\}")
_ANCHOR_WORDS, _ANCHOR_LETTERS = 6, 100
_MOST_WORDS, _MOST_LETTERS = 60, 200  # of an anchor that must be told from one like it
_LONGEST_THEME = 4  # in parts between commas
_MOST_UNKNOWN_THEMES = 50  # in one file; the rest is said when these are mended


class Anchors:
    """The anchors within one page: those its author gave, and those made of words.

    Args:
        context: the file being read.
        body: its text. What looks like an anchor in it is kept for the heading or finding that
            bears it, wherever on the page that stands.
    """

    def __init__(self, context: ReadContext, body: str) -> None:
        self._context = context
        self._owned: dict[str, int] = {}
        self._given = dict.fromkeys(_GIVEN_ID.findall(body), 1) if "{" in body else {}

    def give(self, wanted: str) -> str:
        """An anchor that nothing else on the page has; the second of a name gets "-2"."""
        wanted = f"part-{wanted}" if _OF_THE_PAGE.fullmatch(wanted) else wanted or "part"
        given = wanted
        while given in self._given:
            self._given[wanted] += 1
            given = f"{wanted}-{self._given[wanted]}"
        self._given[given] = 1
        return given

    def release(self, given: Iterable[str]) -> None:
        """Take back what was given."""
        for anchor in given:
            self._given.pop(anchor, None)

    def own(self, attributes: Attributes | None, line: int) -> str:
        """The anchor that an author gave, or "" where there is none that can be used."""
        if attributes is None:
            return ""
        if attributes.others:
            self._report_left_out(attributes, line)
        anchor, first = attributes.anchor, self._owned.get(attributes.anchor)
        if not anchor or not self._is_sound(attributes, line):
            return ""
        if first:
            message = f"{quoted('#' + anchor)} is the anchor of line {first} already."
            hint = "Give one of the two another, or none."
            self._context.report("anchor-twice", message, at=line, hint=hint)
            return ""
        self._owned[anchor] = line
        return anchor

    def _report_left_out(self, attributes: Attributes, line: int) -> None:
        kept = f"{{#{attributes.anchor}}}" if attributes.anchor else ""
        self._context.report(
            "attributes-left-out",
            f"{quoted(attributes.written)} is not used by this library, and is left out.",
            at=line,
            hint=f"Write {kept} only." if kept else "Delete it.",
            fix=Edit(line, line, kept, attributes.written),
        )

    def _is_sound(self, attributes: Attributes, line: int) -> bool:
        anchor = attributes.anchor
        kept = _OF_THE_PAGE.fullmatch(anchor) or anchor == "top"
        if is_slug(anchor) and not kept and len(anchor) <= _ANCHOR_LETTERS * 2:
            return True
        better = slugify(anchor)[:_ANCHOR_LETTERS].rstrip("-")
        better = f"part-{better}" if kept else better
        message = (
            f"{quoted('#' + anchor)} is a name that the page itself uses."
            if kept
            else f"{quoted('#' + anchor)} becomes part of an address: small letters, digits and "
            "hyphens only."
        )
        hint = f"Write {{#{better}}}." if better else "Give it another."
        fix = None
        if better and not attributes.others:
            written = attributes.written
            fix = Edit(line, line, f"{{#{better}}}", written, Applicability.UNSAFE)
        self._context.report("bad-anchor", message, at=line, hint=hint, fix=fix)
        return False


def _words_of(text: str, words: int, letters: int) -> str:
    """The first words of a text, as an anchor."""
    begins = text.split(None, words)[:words]
    return slugify(" ".join(begins)[: 2 * letters])[:letters]


def disambiguate(texts: Sequence[str]) -> list[str]:
    """For each of several texts as many of its first words as no other has; "" where all are.

    >>> disambiguate(["a b c d e f one", "a b c d e f two", "a b", "a b"])
    ['a-b-c-d-e-f-one', 'a-b-c-d-e-f-two', '', '']
    """
    found = [""] * len(texts)
    for words in range(_ANCHOR_WORDS, _MOST_WORDS):
        slugs = [_words_of(text, words, _MOST_LETTERS) for text in texts]
        often = Counter(slugs)
        for number, slug in enumerate(slugs):
            if not found[number] and often[slug] == 1:
                found[number] = slug
        if all(found):
            break
    return found


class FindingReader:
    """Reads the bullets of one text.

    Args:
        context: the file being read.
        anchors: the addresses given on the page so far.
        lost: the lines of which it was said that their words are lost.
    """

    def __init__(self, context: ReadContext, anchors: Anchors, lost: frozenset[int]) -> None:
        self._context = context
        self._lost = lost
        self._anchors = anchors
        self._alike: dict[str, list[tuple[SectionKind, str, str]]] = {}
        self._unknown_themes = 0

    def read(self, item: Node, kind: SectionKind, area: str) -> Finding:
        """Read one bullet and all that stands under it."""
        first, *rest = item.children
        words = first.children if first.kind == "paragraph" else ()
        if first.kind != "paragraph":
            rest = list(item.children)
        starts = dated(words)
        if starts and starts.colon and _is_meant_as_update(starts, kind):
            self._misplaced(starts, item.line, kind)
        marks = take_annotations(words, self._is_document)
        text = plain(marks.nodes)
        how = quotation(text)
        self._check(item, marks, text, how)
        details, updates = self._under(rest, kind) if rest else ((), ())
        own = self._anchors.own(marks.attributes, item.line)
        return Finding(
            kind=kind.id,
            anchor=own or self._anchor(kind, text),
            nodes=marks.nodes,
            text=text,
            line=item.line,
            page=marks.page,
            last_page=marks.last_page,
            printed=marks.printed,
            themes=self._themes(marks.themes, item.line) if marks.themes else (),
            document=self._term("documents", marks.source, item.line) if marks.source else "",
            document_place=marks.source_place,
            same_as=marks.same_as,
            quoted=how is Quoted.WHOLLY,
            area=area,
            has_own_anchor=bool(own),
            details=details,
            updates=updates,
        )

    def _is_document(self, name: str) -> bool:
        """Whether a name in brackets is a document's, or was meant as one."""
        documents = self._context.choices.get("documents")
        if documents is None:
            return False
        if documents.find(name):
            return True
        meant = bool(_ENDS_IN_YEAR.search(name)) or suggest(name, documents.labels) is not None
        return "-" in name and meant

    def _term(self, vocabulary: str, word: str, line: int) -> str:
        """The id of a term that a finding names; "" where there is none, which is said."""
        context = self._context.within(vocabulary.removesuffix("s"))
        read: str | None = Term(vocabulary).read(Scalar(word, line, 0), context)
        return read or ""

    def _anchor(self, kind: SectionKind, text: str) -> str:
        words = f"{kind.anchor}-{_words_of(text, _ANCHOR_WORDS, _ANCHOR_LETTERS)}"
        wanted = words[:_ANCHOR_LETTERS].rstrip("-")
        given = self._anchors.give(wanted)
        self._alike.setdefault(wanted, []).append((kind, given, text))
        return given

    def disambiguate(self) -> dict[str, str]:
        """For findings that begin with the same words: what they were given, and their anchors.

        More of their words tell them apart, in whatever order they stand. Only those that are
        the same throughout are numbered.
        """
        found: dict[str, str] = {}
        for wanted, alike in self._alike.items():
            longer = disambiguate([text for _, _, text in alike]) if len(alike) > 1 else []
            if not any(longer):
                continue
            self._anchors.release(given for _, given, _ in alike)
            for (kind, given, _), words in zip(alike, longer, strict=True):
                found[given] = self._anchors.give(f"{kind.anchor}-{words}" if words else wanted)
        return found

    def _check(self, item: Node, marks: Annotations, text: str, how: Quoted) -> None:
        """Say what is wrong with the words of a bullet."""
        if not text and item.line not in self._lost:
            what = "there is nothing after this dash."
            if item.children[0].kind != "paragraph":
                what = "there are no words beside this dash."
            elif marks.page or marks.printed or marks.themes or marks.source or marks.same_as:
                what = "there is a mark here, and no finding before it."
            hint = "Write the finding, or delete the line."
            self._context.report("no-value", what, at=item.line, hint=hint)
        if marks.unread and self._is_mark(marks.unread):
            what = "is not read as a page or a theme, and is shown as part of the text."
            hint = (
                "A page is written (p. 4), several (pp. 4-6), each only once; "
                "themes (theme: Inclusion, Equity)."
            )
            if marks.unread.casefold().startswith("same"):
                hint = "Write the address of another review's finding, from /reviews/ on."
            message = f"{quoted(marks.unread)} at the end {what}"
            self._context.report("mark-not-read", message, at=item.line, hint=hint)
        if how is Quoted.IN_SINGLE_MARKS:
            what = "is in single quotation marks, so it is not read as a quotation."
            hint = 'Write double ones, as in "exact words" (p. 4).'
            message = f"{quoted(text)} {what}"
            self._context.report("single-quotation-marks", message, at=item.line, hint=hint)
        if how is Quoted.WHOLLY and not (marks.page or marks.printed or marks.source):
            message = f"{quoted(text.strip(_QUOTATION_MARKS))} is quoted without its page."
            hint = "Add the page at the end, as in (p. 4)."
            self._context.report("quotation-without-page", message, at=item.line, hint=hint)

    def _is_mark(self, inside: str) -> bool:
        """Whether words in brackets were meant as a mark: "(themes of the day)" were not."""
        first, _, rest = inside.partition(" ")
        choices = self._context.choices.get("themes")
        if not first.casefold().startswith("theme") or ":" in inside:
            return True
        return choices is not None and choices.find(rest.partition(",")[0]) is not None

    def _themes(self, words: tuple[str, ...], line: int) -> tuple[str, ...]:
        """The ids of the themes named. A theme's own name may hold a comma."""
        choices = self._context.choices.get("themes")
        found: dict[str, None] = {}
        at = 0
        while at < len(words) and choices is not None:
            for end in range(min(at + _LONGEST_THEME, len(words)), at, -1):
                theme = choices.find(", ".join(words[at:end]))
                if theme:
                    break
            else:
                end, theme = at + 1, self._unknown(words[at], line)
            at = end
            found[theme] = None
        return tuple(filter(None, found))

    def _unknown(self, word: str, line: int) -> str:
        self._unknown_themes += 1
        is_told = self._unknown_themes <= _MOST_UNKNOWN_THEMES
        return self._term("themes", word, line) if is_told else ""

    def _misplaced(self, starts: Dated, line: int, kind: SectionKind) -> None:
        self._context.report(
            "update-misplaced",
            f"this bullet begins with a date ({starts.written}), but is under no action.",
            at=line,
            hint="An update goes under its planned improvement or next step, four spaces in."
            if kind.id in _ACTIONS
            else "Only planned improvements and next steps have updates; here, put the date "
            "elsewhere.",
        )

    def _under(
        self, blocks: list[Node], kind: SectionKind
    ) -> tuple[tuple[Node, ...], tuple[Update, ...]]:
        """What stands under a bullet: updates, and the rest."""
        details: list[Node] = []
        updates: list[Update] = []
        for block in blocks:
            if block.kind != "list":
                details.append(block)
                continue
            kept = []
            for item in block.children:
                self._check_deeper(item.children[1:], kind)
                update = self._update(item, kind)
                if update:
                    updates.append(update)
                else:
                    kept.append(item)
            if kept:
                details.append(structs.replace(block, line=kept[0].line, children=tuple(kept)))
        return tuple(details), tuple(updates)

    def _check_deeper(self, blocks: Iterable[Node], kind: SectionKind) -> None:
        """A date below a bullet that is itself below an action is no update of that action."""
        for item in _items(blocks):
            starts = dated(item.children[0].children)
            if starts and starts.colon and date_like(starts.written):
                self._misplaced(starts, item.line, kind)

    def _update(self, item: Node, kind: SectionKind) -> Update | None:
        first, *rest = item.children
        starts = dated(first.children) if first.kind == "paragraph" else None
        if starts is None:
            return None
        if kind.id not in _ACTIONS:
            if starts.colon and date_like(starts.written):
                self._misplaced(starts, item.line, kind)
            return None
        date = to_date(starts.written) if starts.colon else None
        if date is None:
            self._bad_date(starts, item.line)
            return None
        nodes, source = take_source(starts.nodes)
        nodes = (*nodes, *rest)  # a second paragraph or a list under an update stays part of it
        text = plain(nodes)
        if not text:
            hint = "Write what was reported, or delete the line."
            self._context.report(
                "no-value", "there is nothing after this date.", at=item.line, hint=hint
            )
        return Update(date, nodes, text, source, item.line)

    def _bad_date(self, starts: Dated, line: int) -> None:
        wrong = "looks like a date and is not one in the form updates take."
        if to_date(starts.written):
            wrong = "is a date without a colon after it, so this is not read as an update."
        hint = "Begin the update with a date as in 2023-03-14, 2023-03 or 2023, then a colon."
        fix = None
        if better := starts.better:
            row, hint = f"    - {better}: {plain(starts.nodes)}", ""
            fix = Edit.lines(line, [row], applicability=Applicability.UNSAFE)
        message = f"{quoted(starts.written)} {wrong}"
        self._context.report("bad-update-date", message, at=line, hint=hint, fix=fix)


def _is_meant_as_update(starts: Dated, kind: SectionKind) -> bool:
    """Beside an action a year alone is a date too; elsewhere it begins many a sentence."""
    return date_like(starts.written) or (kind.id in _ACTIONS and bool(to_date(starts.written)))


def _items(blocks: Iterable[Node]) -> Iterator[Node]:
    """Every bullet within, however deep."""
    for block in blocks:
        for node in block.walk():
            if node.kind == "item":
                yield node
