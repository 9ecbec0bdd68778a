"""What an editor's text does silently otherwise than it looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewlib.diagnostics import Applicability, Edit
from reviewlib.frontmatter import forbidden
from reviewlib.markdown.html import is_allowed_link, plain
from reviewlib.models import Node
from reviewlib.schema import ReadContext
from reviewlib.text import quoted

_BULLET = (
    re.compile(r"(?P<indent>\s*)(?P<sign>[•–—·▪●◦‣])\s+(?P<text>\S.*)"),
    "bullet-sign",
    "this line begins with {sign}, which is not read as a bullet.",
    "{indent}- {text}",
)
# By the first sign of a line: how it is mistyped, what is said of it, and what to write.
_MISTYPED = {
    **dict.fromkeys("•–—·▪●◦‣", _BULLET),
    "-": (
        re.compile(r"(?P<indent>\s*)-(?P<text>[^\W\d_][^\s-]*(?:\s.*)?|[\"“‘'(].*)"),
        "bullet-sign",
        "this line begins with a hyphen and no space, so it is not read as a bullet.",
        "{indent}- {text}",
    ),
    "#": (
        re.compile(r" {0,3}(?P<sign>#{2,6})(?P<text>[^\s#](?:.*\S)?)\s*"),
        "heading-without-space",
        "there is no space after {sign}, so this is not read as a heading.",
        "{sign} {text}",
    ),
}
_FENCE = re.compile(r"[\s>]*(?P<sign>`{3,}|~{3,})")
_DEFINITION = re.compile(
    r"(?P<before>[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?)\[(?P<name>[^\]]+)\]:(?P<rest>.*)"
)
_BULLET_IN_BULLET = re.compile(r"[\s>]*(?:[-*+]|\d+[.)])\s+(?:[-*+]|\d+[.)])\s")
_HOLD_BLOCKS = {"item", "quote"}
_UNSAFE = Applicability.UNSAFE
_BAR = re.compile(r"(?<!\\)\|")


def _check_html(node: Node, context: ReadContext) -> None:
    what = "is HTML, which would be shown as it is written."
    hint = "Leave it out, or write it in Markdown (docs/records.md)."
    if node.text.strip().startswith("<!--"):
        what = "is a hidden remark, which would be shown to readers."
        hint = "Delete it. A remark for editors goes into the header, on a line that begins with #."
    message = f"{quoted(node.text.strip())} {what}"
    context.report("html-in-text", message, at=node.line, hint=hint)


def _check_link(node: Node, context: ReadContext) -> None:
    if not is_allowed_link(node.href):
        hint = "A link begins with https://, http:// or mailto:, or with / for a page of this site."
        message = f"{quoted(node.href)} is not a link we can make."
        context.report("bad-link", message, at=node.line, hint=hint)
    if node.title:
        message = f"the words {quoted(node.title)} inside the link would be shown to nobody."
        hint = "Delete them there, or write them before or after the link."
        context.report("words-lost", message, at=node.line, hint=hint)


def _check_picture(node: Node, context: ReadContext) -> None:
    message = f"the picture {quoted(node.href)} cannot be shown in a text."
    hint = "Leave it out, or describe it in words."
    context.report("picture-in-text", message, at=node.line, hint=hint)


def _check_heading(node: Node, context: ReadContext) -> None:
    if node.level == 1:
        context.report(
            "top-heading",
            "a heading with one # is the title of the page, which the library writes itself.",
            at=node.line,
            fix=Edit.lines(node.line, [f"## {plain(node.children)}"], applicability=_UNSAFE),
        )


_CHECKS = {
    "html": _check_html,
    "image": _check_picture,
    "link": _check_link,
    "heading": _check_heading,
}


@dataclass(frozen=True, slots=True)
class _Lines:
    """Compares the tree with the lines it was made from."""

    lines: list[str]
    first_line: int
    context: ReadContext

    def line(self, number: int) -> str:
        return self.lines[number - self.first_line]

    def check_typed(self) -> None:
        """Bullets and headings typed otherwise than Markdown reads them."""
        for number, line in self._of_text():
            mistyped = _MISTYPED.get(line.lstrip()[0])
            found = mistyped and mistyped[0].fullmatch(line)
            if mistyped and found:
                _, code, message, better = mistyped
                words = found.groupdict()
                fix = Edit.lines(number, [better.format(**words)])
                self.context.report(code, message.format(**words), at=number, fix=fix)

    def _of_text(self) -> Iterator[tuple[int, str]]:
        """The lines that are not set as computer code; says where such a part is never closed."""
        fence, opened = "", 0
        for number, line in enumerate(self.lines, start=self.first_line):
            found = _FENCE.match(line)
            if found and not fence:
                fence, opened = found["sign"], number
            elif found and found["sign"].startswith(fence) and line.strip(" >\t") == found["sign"]:
                fence = ""
            elif not fence and line.strip():
                yield number, line
        if fence:
            self.context.report(
                "code-not-closed",
                f"{quoted(fence)} begins a part set as computer code, which nothing ends.",
                at=opened,
                hint="Delete the line, or put the same signs on a line of their own where it ends.",
            )

    def check(self, nodes: tuple[Node, ...]) -> None:
        """Blocks that stand side by side."""
        for number, node in enumerate(nodes):
            if node.kind == "list":
                before = nodes[number - 1] if number else node
                self._indents(node, before if before.kind == "list" else node)
            elif node.kind == "code_block" and not _FENCE.match(self.line(node.line)):
                self._indented(node)
            elif node.kind == "table":
                self._cells(node)
            elif node.kind == "heading":
                self._underlined(node)

    def _indents(self, node: Node, first: Node) -> None:
        """A bullet pushed in by less than it takes to belong to the bullet above."""
        if _BULLET_IN_BULLET.match(self.line(first.line)):
            return
        column = self._column(first)
        for item in node.children:
            if self._column(item) > column:
                one = self._column(item) - column == 1
                spaces = "one space in" if one else "too few spaces in"
                self.context.report(
                    "one-space-indent",
                    f"this bullet is {spaces}, so it is not read as part of the bullet above.",
                    at=item.line,
                    hint="Or, if it is on its own, without the space.",
                    fix=Edit.lines(
                        item.line,
                        [" " * (column + 4) + self.line(item.line).strip()],
                        applicability=_UNSAFE,
                    ),
                )

    def _column(self, node: Node) -> int:
        line = self.line(node.line)
        return len(line) - len(line.lstrip(" "))

    def _indented(self, node: Node) -> None:
        line = self.line(node.line)
        self.context.report(
            "indented-text",
            "this line is four or more spaces in and has no bullet above to belong to, so it would "
            "be set as computer code.",
            at=node.line,
            fix=Edit.lines(node.line, [line.strip()], applicability=_UNSAFE),
        )

    def _cells(self, node: Node) -> None:
        """Cells beyond the table's last column are dropped by Markdown."""
        columns = len(node.children[0].children)
        for row in node.children[1:]:
            if len(_BAR.split(self.line(row.line).strip(" >").strip("|"))) > columns:
                message = f"this row has more cells than the table has columns ({columns})."
                hint = "Add a column to the first two rows of the table, or take the | out."
                self.context.report("words-lost", message, at=row.line, hint=hint)

    def _underlined(self, node: Node) -> None:
        """Text above a line of dashes becomes a heading, whole paragraphs too."""
        words = plain(node.children)
        if self.line(node.line).lstrip(" >").startswith("#") or len(words) < 80:
            return
        self.context.report(
            "text-as-heading",
            f"{quoted(words)} becomes a heading, because of the line of dashes below it.",
            at=node.line,
            hint="Put an empty line before the dashes, or delete them.",
        )

    def check_definitions(self, every: list[Node]) -> None:
        """A line such as "[Action]: Improve" names the target of a link, and is never shown."""
        matches = ((at, _DEFINITION.match(line)) for at, line in enumerate(self.lines))
        found = [(at, match) for at, match in matches if match]
        if not found:
            return
        targets = {node.href for node in every if node.kind in {"link", "image"}}
        shown_lines = {node.line for node in every if node.text and node.kind != "code_block"}
        code = "\n".join(node.text for node in every if node.kind == "code_block")
        for at, match in found:
            number, below = at + self.first_line, "".join(self.lines[at + 1 : at + 2])
            target = (match["rest"].strip() or below.strip()).partition(" ")[0].strip("<>")
            if target in targets or number in shown_lines or match[0].strip() in code:
                continue
            message = f"what follows {quoted('[' + match['name'] + ']:')} here is shown to nobody."
            fix = Edit.lines(number, [f"{match['before']}{match['name']}:{match['rest']}"])
            self.context.report("words-lost", message, at=number, fix=fix)


_UNSEEN = "\ufeff\u200b\u2060\u00ad"  # dropped where they stand in a file as themselves


def _check_letters(node: Node, context: ReadContext) -> None:
    """Signs that may not stand in a file, and that a reference such as &#146; stands for."""
    if (node.text + node.title).isprintable():
        return
    for letter in dict.fromkeys(node.text + node.title):
        what = "something that nobody can see" if letter in _UNSEEN else forbidden(letter)
        if what and letter != "\n":
            meant = letter.encode("latin-1", "replace").decode("cp1252", "replace")
            typed = f"Type {meant} itself." if "\x80" <= letter <= "\x9f" else "Delete it."
            context.report(
                "hidden-sign",
                f"a reference such as &#{ord(letter)}; stands for {what} (U+{ord(letter):04X}).",
                at=node.line,
                hint=typed,
            )


def lint(nodes: tuple[Node, ...], text: str, first_line: int, context: ReadContext) -> None:
    """HTML, pictures, links that lead nowhere safe; whatever of the lines would not be shown."""
    typed = _Lines(text.split("\n"), first_line, context)
    typed.check_typed()
    every = [node for top in nodes for node in top.walk()]
    for node in every:
        if node.kind in _CHECKS:
            _CHECKS[node.kind](node, context)
    if "&" in text:  # such signs themselves were refused with the file
        for node in every:
            _check_letters(node, context)
    typed.check(nodes)
    for node in every:
        if node.kind in _HOLD_BLOCKS:
            typed.check(node.children)
    if "]:" in text:
        typed.check_definitions(every)
