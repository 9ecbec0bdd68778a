"""Short permanent names used in addresses."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from reviewlib.diagnostics import Applicability, with_rows
from reviewlib.frontmatter import Scalar
from reviewlib.schema.base import (
    JsonSchema,
    OneValue,
    ReadContext,
    matching,
    plain_text,
)
from reviewlib.text import quoted, without_curly_marks

_WORD = re.compile(r"[a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 80
_LONGEST_FILE = 120  # of the name of a PDF, its ending aside
# "Naming Files, Paths, and Namespaces": no file or folder of Windows has one of these names.
_OF_WINDOWS = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]", re.IGNORECASE)


def is_slug(text: str) -> bool:
    """Whether a text is small letters and digits, in words joined by hyphens."""
    return len(text) <= _LONGEST and _SLUG.fullmatch(text) is not None


def is_of_windows(name: str) -> bool:
    """Whether a file or folder of this name cannot exist on Windows, whatever its ending.

    >>> is_of_windows("con"), is_of_windows("AUX.jpg"), is_of_windows("com1"), is_of_windows("cone")
    (True, True, True, False)
    """
    return _OF_WINDOWS.fullmatch(name.partition(".")[0].rstrip()) is not None


def is_file_name(name: str, longest: int = _LONGEST) -> bool:
    """Whether a name, without its ending, may be that of a file and part of an address."""
    return bool(_SLUG.fullmatch(name)) and len(name) <= longest and not is_of_windows(name)


def why_no_file_name(name: str, longest: int = _LONGEST) -> str:
    """The end of a message on a name that `is_file_name` refuses."""
    if is_of_windows(name):
        return "is a name that Windows keeps for itself, so that no file there can have it."
    if len(name) > longest:
        return f"becomes part of an address, and is longer than {longest} letters."
    return "becomes part of an address: small letters, digits and hyphens only."


def file_name(first: str, *rest: str, longest: int = _LONGEST) -> str:
    """A name made of words; where it would be too long, the first of them are shortened.

    >>> file_name("Inner and Outer Isles " * 5, "2024", "full")
    'inner-and-outer-isles-inner-and-outer-isles-inner-and-outer-isles-inner-2024-full'
    >>> file_name("con"), file_name("!"), file_name("Dùn Sgàil")
    ('con-1', '', 'dun-sgail')
    """
    end = slugify(" ".join(rest))
    name, room = slugify(first), longest - len(end) - bool(end)
    if len(name) > room:
        name = name[: room + 1].rpartition("-")[0] or name[:room]
    name = "-".join(filter(None, [name, end]))
    return f"{name}-1" if is_of_windows(name) else name


def slugify(text: str) -> str:
    """The text as words joined by hyphens; accents dropped.

    >>> slugify("Na h-Eileanan Siar: Dùn & co.")
    'na-h-eileanan-siar-dun-co'
    """
    plain = text.replace("’", "").replace("'", "")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "-".join(_WORD.findall(plain.casefold()))


class Slug(OneValue[str]):
    """A permanent name: small letters, digits and hyphens."""

    phrase = "small letters, digits and hyphens"
    schema = matching(_SLUG.pattern) | {"type": ["string", "integer"], "maxLength": _LONGEST}

    def _parse(self, scalar: Scalar, context: ReadContext) -> str | None:
        if not is_file_name(scalar.text):
            better = file_name(scalar.text)
            message = f"{quoted(scalar.text)} {why_no_file_name(scalar.text)}"
            unsafe = Applicability.UNSAFE  # others may refer to it
            fix = context.write(scalar, better, applicability=unsafe) if better else None
            context.report("bad-name", message, at=scalar, fix=fix)
            return None
        return scalar.text


_EMAIL = re.compile(r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+\.?")
_PDF = re.compile(r"[a-z0-9][a-z0-9-]*\.pdf")
_ADDRESS = re.compile(r"(?:[a-z0-9][a-z0-9-]*/)*(?:[a-z0-9][a-z0-9-]*(?:\.[a-z]{2,4})?)?")


def is_web_address(text: str) -> bool:
    """Whether a text is an http or https address with a host, and nothing that hides one.

    >>> is_web_address("https://example.org/a?b=c")
    True
    >>> is_web_address("javascript:alert(1)"), is_web_address("https://user@example.org")
    (False, False)
    """
    if any(not " " < letter < "\x7f" or letter in '<>"\\^`{|}' for letter in text):
        return False
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and "@" not in parts.netloc
        and bool(host and _HOST.fullmatch(host))
    )


def _meant(text: str) -> str | None:
    """An address without its beginning, or with spaces or accents in it, as it should be."""
    text = text.strip("<> ")
    for start in ("", "https://"):
        whole = quote(start + text, safe="/:?#[]@!$&'()*+,;=%-._~")
        if is_web_address(whole):
            return whole
    return None


class Link(OneValue[str]):
    """A full web address."""

    phrase = "a web address that begins with https:// or http://"
    schema = matching(r"https?://\S+")

    def _parse(self, scalar: Scalar, context: ReadContext) -> str | None:
        if is_web_address(scalar.text):
            return scalar.text
        meant = _meant(scalar.text)
        fix = context.write(scalar, meant) if meant else None
        hint = "" if fix else "Write it whole, as in https://example.org/page."
        message = f"{quoted(scalar.text)} is not a web address as it should be written."
        context.report("bad-link", message, at=scalar, hint=hint, fix=fix)
        return None


class Email(OneValue[str]):
    """An e-mail address."""

    phrase = "an e-mail address"
    schema = matching(_EMAIL.pattern)

    def _parse(self, scalar: Scalar, context: ReadContext) -> str | None:
        if _EMAIL.fullmatch(scalar.text):
            return scalar.text
        context.report(
            "bad-email",
            f"{quoted(scalar.text)} is not an e-mail address.",
            at=scalar,
            hint="Write one address alone, as in library@example.org.",
        )
        return None


def is_pdf_name(name: str) -> bool:
    """Whether a bare name may be that of a file in reports/."""
    short = len(name) <= _LONGEST_FILE + len(".pdf")
    return bool(_PDF.fullmatch(name)) and short and not is_of_windows(name)


def why_no_pdf_name(name: str) -> str:
    """The end of a message on a name that `is_pdf_name` refuses."""
    return why_no_file_name(name.rpartition(".")[0], _LONGEST_FILE)


def better_pdf_name(name: str) -> str:
    """A name like it that `is_pdf_name` takes, without its ending; "" where there is none."""
    return file_name(re.sub(r"\.pdf$", "", name, flags=re.I), longest=_LONGEST_FILE)


class PdfName(OneValue[str]):
    """The bare name of a file in reports/."""

    phrase = "the name of a PDF in reports/: small letters, digits and hyphens"
    schema = matching(_PDF.pattern)

    def _parse(self, scalar: Scalar, context: ReadContext) -> str | None:
        if is_pdf_name(scalar.text):
            return scalar.text
        bare = scalar.text.replace("\\", "/").rpartition("/")[2]
        if is_pdf_name(bare):
            message = (
                f"{quoted(scalar.text)} names a folder; a report's file is always in reports/."
            )
            context.report("bad-file-name", message, at=scalar, fix=context.write(scalar, bare))
            return None
        better, why = better_pdf_name(bare), "small letters, digits and hyphens, then .pdf."
        if is_of_windows(bare):
            why = "Windows keeps it for itself."
        elif _PDF.fullmatch(bare):
            why = f"it is longer than {_LONGEST_FILE} letters."
        rename = with_rows("Rename the file, and write:", context.write(scalar, f"{better}.pdf"))
        context.report(
            "bad-file-name",
            f"{quoted(scalar.text)} is not a name for a file in reports/: {why}",
            at=scalar,
            hint=rename if better else "",
        )
        return None


class Address(OneValue[str]):
    """An address on this site, such as reviews/2022-23/glenmore/."""

    phrase = "an address on this site, as in reviews/2022-23/glenmore/"
    schema = matching("/?" + _ADDRESS.pattern)

    def _parse(self, scalar: Scalar, context: ReadContext) -> str | None:
        text = scalar.text.removeprefix("/")
        if text and _ADDRESS.fullmatch(text):
            return text if "." in text.rpartition("/")[2] else text.rstrip("/") + "/"
        context.report(
            "bad-address",
            f"{quoted(scalar.text)} is not an address on this site.",
            at=scalar,
            hint="Write the part after the site's name, as in reviews/2022-23/glenmore/.",
        )
        return None


_ONE_LINE = 300
_HTML = re.compile(
    r"</?(?:a|abbr|b|big|br|center|code|div|em|font|h[1-6]|hr|i|iframe|img|li|mark|ol|p|pre|s|script|"
    r"small|span|strike|strong|style|sub|sup|svg|table|td|th|tr|u|ul)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Text(OneValue[str]):
    """Plain text on one line. Markup in it stays as written and is shown as written."""

    limit: int = _ONE_LINE  # the most characters it may have

    def _parse(self, scalar: Scalar, context: ReadContext) -> str | None:
        text = " ".join(scalar.text.split())
        if len(text) > self.limit:
            context.report(
                "text-too-long",
                f"{quoted(text)} has {len(text)} characters; "
                f"this field takes {self.limit} at most.",
                at=scalar,
                hint="Sentences belong in the text below the header.",
            )
            return None
        tag = _HTML.search(text) if "<" in text else None
        if tag:
            context.report(
                "html-shown",
                f"{quoted(tag[0])} is HTML, and will be shown as these letters.",
                at=scalar,
                hint="Leave it out; a field holds words alone.",
            )
        bare = without_curly_marks(text)
        if bare != text and self.limit <= _ONE_LINE:
            context.report(
                "marks-shown",
                f"{quoted(text)} is in curly quotation marks, which readers would see.",
                at=scalar,
                hint="Or leave them, if they belong to it.",
                fix=context.write(scalar, bare, applicability=Applicability.UNSAFE),
            )
        return text

    def describe(self) -> str:
        """What to write."""
        return (
            "text on one line"
            if self.limit <= _ONE_LINE
            else f"text, up to {self.limit:,} characters"
        )

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return plain_text(self.limit)
