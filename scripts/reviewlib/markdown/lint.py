"""What an editor's text does silently otherwise than it looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewlib.diagnostics import Applicability, Edit
from reviewlib.frontmatter import forbidden
from reviewlib.markdown.html import is_allowed_link, plain
from reviewlib.models import Node
from reviewlib.schema import ReadContext
from reviewlib.text import quoted

_SIGN = re.compile(r"(?P<indent>\s*)(?P<sign>[•–—·▪●◦‣])\s+(?P<text>\S.*)")
_NO_SPACE = re.compile(r"(?P<indent>\s*)-(?P<text>[^\W\d_][^\s-]*(?:\s.*)?|[\"“‘'(].*)")
_HASHES = re.compile(r" {0,3}(?P<sign>#{2,6})(?P<text>[^\s#].*)")
_FENCE = re.compile(r"[\s>]*(?P<sign>`{3,}|~{3,})")
_DEFINITION = re.compile(
    r"(?P<before>[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?)\[(?P<name>[^\]]+)\]:(?P<rest>.*)"
)
_BULLET_IN_BULLET = re.compile(r"[\s>]*(?:[-*+]|\d+[.)])\s+(?:[-*+]|\d+[.)])\s")
_UNSAFE = Applicability.UNSAFE
_BAR = re.compile(r"(?<!\\)\|")


def _lines_of_text(
    lines: list[str], first_line: int, context: ReadContext
) -> Iterator[tuple[int, str]]:
    """The lines that are not set as computer code; says where such a part is never closed."""
    fence, opened = "", 0
    for number, line in enumerate(lines, start=first_line):
        found = _FENCE.match(line)
        if found and not fence:
            fence, opened = found["sign"], number
        elif found and found["sign"].startswith(fence) and line.strip(" >\t") == found["sign"]:
            fence = ""
        elif not fence and line.strip():
            yield number, line
    if fence:
        context.report(
            "code-not-closed",
            f"{quoted(fence)} begins a part set as computer code, which nothing ends.",
            at=opened,
            hint="Delete the line, or put the same signs on a line of their own where it ends.",
        )


def check_lines(lines: list[str], first_line: int, context: ReadContext) -> None:
    """Bullets and headings typed otherwise than Markdown reads them."""
    for number, line in _lines_of_text(lines, first_line, context):
        sign = _SIGN.match(line)
        if sign:
            _report_line(
                context,
                "bullet-sign",
                f"this line begins with {sign['sign']}, which is not read as a bullet.",
                number,
                f"{sign['indent']}- {sign['text']}",
            )
        no_space = None if sign else _NO_SPACE.fullmatch(line)
        if no_space:
            _report_line(
                context,
                "bullet-sign",
                "this line begins with a hyphen and no space, so it is not read as a bullet.",
                number,
                f"{no_space['indent']}- {no_space['text']}",
            )
        hashes = _HASHES.fullmatch(line)
        if hashes:
            _report_line(
                context,
                "heading-without-space",
                f"there is no space after {hashes['sign']}, so this is not read as a heading.",
                number,
                f"{hashes['sign']} {hashes['text'].strip()}",
            )


def _report_line(context: ReadContext, code: str, message: str, line: int, better: str) -> None:
    context.report(code, message, at=line, fix=Edit.lines(line, [better]))


def _check_html(node: Node, context: ReadContext) -> None:
    if not node.text.strip().startswith("<!--"):
        context.report(
            "html-in-text",
            f"{quoted(node.text.strip())} is HTML, which would be shown as it is written.",
            at=node.line,
            hint="Leave it out, or write it in Markdown (docs/records.md).",
        )
        return
    context.report(
        "html-in-text",
        f"{quoted(node.text.strip())} is a hidden remark, which would be shown to readers.",
        at=node.line,
        hint="Delete it. A remark for editors goes into the header, on a line that begins with #.",
    )


def _check_link(node: Node, context: ReadContext) -> None:
    if not is_allowed_link(node.href):
        hint = "A link begins with https://, http:// or mailto:, or with / for a page of this site."
        message = f"{quoted(node.href)} is not a link we can make."
        context.report("bad-link", message, at=node.line, hint=hint)
    if node.title:
        message = f"the words {quoted(node.title)} inside the link would be shown to nobody."
        hint = "Delete them there, or write them before or after the link."
        context.report("words-lost", message, at=node.line, hint=hint)


def _check_node(node: Node, context: ReadContext) -> None:
    if node.kind == "html":
        _check_html(node, context)
    elif node.kind == "image":
        context.report(
            "picture-in-text",
            f"the picture {quoted(node.href)} cannot be shown in a text.",
            at=node.line,
            hint="Leave it out, or describe it in words.",
        )
    elif node.kind == "link":
        _check_link(node, context)
    elif node.kind == "heading" and node.level == 1:
        context.report(
            "top-heading",
            "a heading with one # is the title of the page, which the library writes itself.",
            at=node.line,
            fix=Edit.lines(node.line, [f"## {plain(node.children)}"], applicability=_UNSAFE),
        )


class _Tree:
    """Compares the tree with the lines it was made from."""

    def __init__(self, lines: list[str], first_line: int, context: ReadContext) -> None:
        self.lines = lines
        self.first_line = first_line
        self.here = context

    def line(self, number: int) -> str:
        return self.lines[number - self.first_line]

    def check(self, nodes: tuple[Node, ...]) -> None:
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
            if node.children and node.children[0].kind != "text":
                self.check(node.children)

    def _indents(self, node: Node, first: Node) -> None:
        """A bullet pushed in by less than it takes to belong to the bullet above."""
        if _BULLET_IN_BULLET.match(self.line(first.line)):
            return
        column = self._column(first)
        for item in node.children:
            if self._column(item) > column:
                one = self._column(item) - column == 1
                spaces = "one space in" if one else "too few spaces in"
                self.here.report(
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
        self.here.report(
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
                self.here.report("words-lost", message, at=row.line, hint=hint)

    def _underlined(self, node: Node) -> None:
        """Text above a line of dashes becomes a heading, whole paragraphs too."""
        words = plain(node.children)
        if self.line(node.line).lstrip(" >").startswith("#") or len(words) < 80:
            return
        self.here.report(
            "text-as-heading",
            f"{quoted(words)} becomes a heading, because of the line of dashes below it.",
            at=node.line,
            hint="Put an empty line before the dashes, or delete them.",
        )


def _check_definitions(
    nodes: tuple[Node, ...], lines: list[str], first: int, context: ReadContext
) -> None:
    """A line such as "[Action]: Improve" names the target of a link, and is never shown."""
    found = [(n, match) for n, line in enumerate(lines) if (match := _DEFINITION.match(line))]
    if not found:
        return
    every = [node for top in nodes for node in top.walk()]
    targets = {node.href for node in every if node.kind in {"link", "image"}}
    shown_lines = {node.line for node in every if node.text and node.kind != "code_block"}
    code = "\n".join(node.text for node in every if node.kind == "code_block")
    for n, match in found:
        below = lines[n + 1] if n + 1 < len(lines) else ""
        target = (match["rest"].strip() or below.strip()).partition(" ")[0].strip("<>")
        if target in targets or first + n in shown_lines or lines[n].strip() in code:
            continue
        context.report(
            "words-lost",
            f"what follows {quoted('[' + match['name'] + ']:')} here is shown to nobody.",
            at=first + n,
            fix=Edit.lines(first + n, [f"{match['before']}{match['name']}:{match['rest']}"]),
        )


_UNSEEN = "\ufeff\u200b\u2060\u00ad"  # dropped where they stand in a file as themselves


def _check_letters(node: Node, context: ReadContext) -> None:
    """Signs that may not stand in a file, and that a reference such as &#146; stands for."""
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


def check_tree(
    nodes: tuple[Node, ...], lines: list[str], first_line: int, context: ReadContext
) -> None:
    """HTML, pictures, links that lead nowhere safe; whatever of the lines would not be shown."""
    for top in nodes:
        for node in top.walk():
            if node.kind in {"html", "image", "link", "heading"}:
                _check_node(node, context)
            if not (node.text + node.title).isprintable():
                _check_letters(node, context)
    _Tree(lines, first_line, context).check(nodes)
    _check_definitions(nodes, lines, first_line, context)
