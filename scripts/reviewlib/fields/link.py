"""Addresses on the web, e-mail addresses, and names of PDF files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from reviewlib.fields.here import Here, expect_text
from reviewlib.fields.shape import Shape, matching
from reviewlib.fields.slug import slugify
from reviewlib.problems import shown, with_rows
from reviewlib.source import Value

__all__ = ["Address", "Email", "Link", "PdfName", "is_web_address"]

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

    def read(self, value: Value, here: Here) -> str | None:
        """The address, or None and a problem."""
        scalar = expect_text(value, here)
        if scalar is None:
            return None
        if is_web_address(scalar.text):
            return scalar.text
        meant = _meant(scalar.text)
        fix = here.write(scalar, meant) if meant else None
        hint = "" if fix else "Write it whole, as in https://example.org/page."
        message = f"{shown(scalar.text)} is not a web address as it should be written."
        here.say("bad-link", message, at=scalar, hint=hint, fix=fix)
        return None

    def describe(self) -> str:
        """What to write."""
        return "a web address that begins with https:// or http://"

    def shape(self) -> Shape:
        """Its shape."""
        return matching(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address."""

    def read(self, value: Value, here: Here) -> str | None:
        """The address, or None and a problem."""
        scalar = expect_text(value, here)
        if scalar is None:
            return None
        if _EMAIL.fullmatch(scalar.text):
            return scalar.text
        here.say("bad-email", f"{shown(scalar.text)} is not an e-mail address.", at=scalar,
                 hint="Write one address alone, as in library@example.org.")  # fmt: skip
        return None

    def describe(self) -> str:
        """What to write."""
        return "an e-mail address"

    def shape(self) -> Shape:
        """Its shape."""
        return matching(_EMAIL.pattern)


@dataclass(frozen=True, slots=True)
class PdfName:
    """The bare name of a file in reports/."""

    def read(self, value: Value, here: Here) -> str | None:
        """The name, or None and a problem with the name to give the file."""
        scalar = expect_text(value, here)
        if scalar is None:
            return None
        if _PDF.fullmatch(scalar.text):
            return scalar.text
        bare = scalar.text.replace("\\", "/").rpartition("/")[2]
        if _PDF.fullmatch(bare):
            message = f"{shown(scalar.text)} names a folder; a report's file is always in reports/."
            here.say("bad-file-name", message, at=scalar, fix=here.write(scalar, bare))
            return None
        better = slugify(re.sub(r"\.pdf$", "", bare, flags=re.IGNORECASE))
        rename = with_rows("Rename the file, and write:", here.write(scalar, f"{better}.pdf"))
        here.say(
            "bad-file-name",
            f"{shown(scalar.text)} is not a name for a file in reports/: "
            "small letters, digits and hyphens, then .pdf.",
            at=scalar,
            hint=rename if better else "",
        )
        return None

    def describe(self) -> str:
        """What to write."""
        return "the name of a PDF in reports/: small letters, digits and hyphens"

    def shape(self) -> Shape:
        """Its shape."""
        return matching(_PDF.pattern)


@dataclass(frozen=True, slots=True)
class Address:
    """An address on this site, such as reviews/2022-23/glenmore/."""

    def read(self, value: Value, here: Here) -> str | None:
        """The address without a slash before it, or None and a problem."""
        scalar = expect_text(value, here)
        if scalar is None:
            return None
        text = scalar.text.removeprefix("/")
        if text and _ADDRESS.fullmatch(text):
            return text if "." in text.rpartition("/")[2] else text.rstrip("/") + "/"
        here.say(
            "bad-address",
            f"{shown(scalar.text)} is not an address on this site.",
            at=scalar,
            hint="Write the part after the site's name, as in reviews/2022-23/glenmore/.",
        )
        return None

    def describe(self) -> str:
        """What to write."""
        return "an address on this site, as in reviews/2022-23/glenmore/"

    def shape(self) -> Shape:
        """Its shape."""
        return matching("/?" + _ADDRESS.pattern)
