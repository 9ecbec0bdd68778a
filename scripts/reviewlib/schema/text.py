"""Short permanent names used in addresses."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from reviewlib.diagnostics import Applicability, with_rows
from reviewlib.frontmatter import Value
from reviewlib.schema.base import JsonSchema, ReadContext, expect_text, matching, plain_text
from reviewlib.text import quoted, without_curly_marks

_WORD = re.compile(r"[a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 80


def is_slug(text: str) -> bool:
    """Whether a text is small letters and digits, in words joined by hyphens."""
    return len(text) <= _LONGEST and _SLUG.fullmatch(text) is not None


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


@dataclass(frozen=True, slots=True)
class Slug:
    """A permanent name: small letters, digits and hyphens."""

    def read(self, value: Value, context: ReadContext) -> str | None:
        """The name, or None and a problem with the name to write."""
        scalar = expect_text(value, context)
        if scalar is None:
            return None
        if not is_slug(scalar.text):
            better = slugify(scalar.text)[:_LONGEST].strip("-")
            message = (
                f"{quoted(scalar.text)} becomes part of an address: small letters, digits and "
                f"hyphens only, {_LONGEST} at most."
            )
            unsafe = Applicability.UNSAFE  # others may refer to it
            fix = context.write(scalar, better, applicability=unsafe) if better else None
            context.report("bad-name", message, at=scalar, fix=fix)
            return None
        return scalar.text

    def describe(self) -> str:
        """What to write."""
        return "small letters, digits and hyphens"

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return {**matching(_SLUG.pattern), "type": ["string", "integer"], "maxLength": _LONGEST}


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


@dataclass(frozen=True, slots=True)
class Link:
    """A full web address."""

    def read(self, value: Value, context: ReadContext) -> str | None:
        """The address, or None and a problem."""
        scalar = expect_text(value, context)
        if scalar is None:
            return None
        if is_web_address(scalar.text):
            return scalar.text
        meant = _meant(scalar.text)
        fix = context.write(scalar, meant) if meant else None
        hint = "" if fix else "Write it whole, as in https://example.org/page."
        message = f"{quoted(scalar.text)} is not a web address as it should be written."
        context.report("bad-link", message, at=scalar, hint=hint, fix=fix)
        return None

    def describe(self) -> str:
        """What to write."""
        return "a web address that begins with https:// or http://"

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return matching(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address."""

    def read(self, value: Value, context: ReadContext) -> str | None:
        """The address, or None and a problem."""
        scalar = expect_text(value, context)
        if scalar is None:
            return None
        if _EMAIL.fullmatch(scalar.text):
            return scalar.text
        context.report(
            "bad-email",
            f"{quoted(scalar.text)} is not an e-mail address.",
            at=scalar,
            hint="Write one address alone, as in library@example.org.",
        )
        return None

    def describe(self) -> str:
        """What to write."""
        return "an e-mail address"

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return matching(_EMAIL.pattern)


@dataclass(frozen=True, slots=True)
class PdfName:
    """The bare name of a file in reports/."""

    def read(self, value: Value, context: ReadContext) -> str | None:
        """The name, or None and a problem with the name to give the file."""
        scalar = expect_text(value, context)
        if scalar is None:
            return None
        if _PDF.fullmatch(scalar.text):
            return scalar.text
        bare = scalar.text.replace("\\", "/").rpartition("/")[2]
        if _PDF.fullmatch(bare):
            message = (
                f"{quoted(scalar.text)} names a folder; a report's file is always in reports/."
            )
            context.report("bad-file-name", message, at=scalar, fix=context.write(scalar, bare))
            return None
        better = slugify(re.sub(r"\.pdf$", "", bare, flags=re.IGNORECASE))
        rename = with_rows("Rename the file, and write:", context.write(scalar, f"{better}.pdf"))
        context.report(
            "bad-file-name",
            f"{quoted(scalar.text)} is not a name for a file in reports/: "
            "small letters, digits and hyphens, then .pdf.",
            at=scalar,
            hint=rename if better else "",
        )
        return None

    def describe(self) -> str:
        """What to write."""
        return "the name of a PDF in reports/: small letters, digits and hyphens"

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return matching(_PDF.pattern)


@dataclass(frozen=True, slots=True)
class Address:
    """An address on this site, such as reviews/2022-23/glenmore/."""

    def read(self, value: Value, context: ReadContext) -> str | None:
        """The address without a slash before it, or None and a problem."""
        scalar = expect_text(value, context)
        if scalar is None:
            return None
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

    def describe(self) -> str:
        """What to write."""
        return "an address on this site, as in reviews/2022-23/glenmore/"

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return matching("/?" + _ADDRESS.pattern)


_ONE_LINE = 300
_HTML = re.compile(
    r"</?(?:a|abbr|b|big|br|center|code|div|em|font|h[1-6]|hr|i|iframe|img|li|mark|ol|p|pre|s|script|"
    r"small|span|strike|strong|style|sub|sup|svg|table|td|th|tr|u|ul)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text on one line. Markup in it stays as written and is shown as written.

    Args:
        limit: the most characters it may have.
    """

    limit: int = _ONE_LINE

    def read(self, value: Value, context: ReadContext) -> str | None:
        """The text with its runs of spaces made one, or None and a problem."""
        scalar = expect_text(value, context)
        if scalar is None:
            return None
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
                f"{quoted(text)} stands in curly quotation marks, which readers would see.",
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
