"""Field types of one value: text, names, links, numbers, sizes, choices, terms, rights."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from urllib.parse import quote, urlsplit

from reviewlib.diagnostics import Applicability, Edit, with_rows
from reviewlib.frontmatter import Scalar
from reviewlib.schema.base import (
    Choices,
    JsonSchema,
    OneValue,
    ReadContext,
    Refusal,
    any_of,
    matching,
    plain_text,
    whole_number,
)
from reviewlib.text import join_or, normalize_label, quoted, suggest, without_curly_marks

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
    'inner-and-outer-isles-inner-and-outer-isles-inner-and-outer-isles-2024-full'
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

    def _value(self, text: str) -> str | None:
        return text if is_file_name(text) else None

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal:
        better = file_name(scalar.text)
        unsafe = Applicability.UNSAFE  # others may refer to it
        fix = context.write(scalar, better, applicability=unsafe) if better else None
        message = f"{quoted(scalar.text)} {why_no_file_name(scalar.text)}"
        return Refusal("bad-name", message, fix=fix)


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

    def _value(self, text: str) -> str | None:
        return text if is_web_address(text) else None

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal:
        meant = _meant(scalar.text)
        fix = context.write(scalar, meant) if meant else None
        hint = "" if fix else "Write it whole, as in https://example.org/page."
        message = f"{quoted(scalar.text)} is not a web address as it should be written."
        return Refusal("bad-link", message, hint, fix)


class Email(OneValue[str]):
    """An e-mail address."""

    phrase = "an e-mail address"
    schema = matching(_EMAIL.pattern)
    code, hint = "bad-email", "Write one address alone, as in library@example.org."

    def _value(self, text: str) -> str | None:
        return text if _EMAIL.fullmatch(text) else None


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

    def _value(self, text: str) -> str | None:
        return text if is_pdf_name(text) else None

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal:
        code, written = "bad-file-name", quoted(scalar.text)
        bare = scalar.text.replace("\\", "/").rpartition("/")[2]
        if is_pdf_name(bare):
            message = f"{written} names a folder; a report's file is always in reports/."
            return Refusal(code, message, fix=context.write(scalar, bare))
        better, why = better_pdf_name(bare), "small letters, digits and hyphens, then .pdf."
        if is_of_windows(bare):
            why = "Windows keeps it for itself."
        elif _PDF.fullmatch(bare):
            why = f"it is longer than {_LONGEST_FILE} letters."
        rename = with_rows("Rename the file, and write:", context.write(scalar, f"{better}.pdf"))
        message = f"{written} is not a name for a file in reports/: {why}"
        return Refusal(code, message, rename if better else "")


class Address(OneValue[str]):
    """An address on this site, such as reviews/2022-23/glenmore/."""

    phrase = "an address on this site, as in reviews/2022-23/glenmore/"
    schema = matching("/?" + _ADDRESS.pattern)
    code, wrong = "bad-address", "is not an address on this site."
    hint = "Write the part after the site's name, as in reviews/2022-23/glenmore/."

    def _value(self, text: str) -> str | None:
        text = text.removeprefix("/")
        if not text or not _ADDRESS.fullmatch(text):
            return None
        return text if "." in text.rpartition("/")[2] else text.rstrip("/") + "/"


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

    def _value(self, text: str) -> str | None:
        text = " ".join(text.split())
        return text if len(text) <= self.limit else None

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal:
        length = len(" ".join(scalar.text.split()))
        message = f"has {length} characters; this field takes {self.limit} at most."
        hint = "Sentences belong in the text below the header."
        return Refusal("text-too-long", f"{quoted(scalar.text)} {message}", hint)

    def _warn(self, found: str, scalar: Scalar, context: ReadContext) -> None:
        tag = _HTML.search(found) if "<" in found else None
        if tag:
            context.report(
                "html-shown",
                f"{quoted(tag[0])} is HTML, and will be shown as these letters.",
                at=scalar,
                hint="Leave it out; a field holds words alone.",
            )
        bare = without_curly_marks(found)
        if bare != found and self.limit <= _ONE_LINE:
            context.report(
                "marks-shown",
                f"{quoted(found)} is in curly quotation marks, which readers would see.",
                at=scalar,
                hint="Or leave them, if they belong to it.",
                fix=context.write(scalar, bare, applicability=Applicability.UNSAFE),
            )

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


_AMOUNT = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,4})?")
_SIZE = re.compile(r"(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?)\s*(?P<unit>KB|MB)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number(OneValue[int]):
    """A whole number between two bounds, both included."""

    least: int = 0
    most: int = 100_000
    code, hint = "not-a-number", "Write digits alone, as in {0.most}."

    def _value(self, text: str) -> int | None:
        digits = re.fullmatch(r"[0-9]{1,9}", text)
        return int(text) if digits and self.least <= int(text) <= self.most else None

    def describe(self) -> str:
        """What to write."""
        if self.least == self.most:
            return str(self.least)
        return f"a whole number from {self.least:,} to {self.most:,}"

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return whole_number(self.least, self.most)


class Amount(OneValue[Decimal]):
    """A decimal number, kept exactly as written."""

    phrase = "a number such as 3 or 3.5"
    schema = any_of({"type": "number", "minimum": 0}, matching(_AMOUNT.pattern))
    code = "not-a-number"

    def _value(self, text: str) -> Decimal | None:
        return Decimal(text) if _AMOUNT.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class SizeValue:
    """A file's size as its publisher printed it."""

    text: str  # as printed, such as "162 KB"
    kilobytes: int  # the same as a number of kilobytes (1 MB = 1,000 KB)

    @property
    def bytes(self) -> int:
        """The same as a number of bytes."""
        return self.kilobytes * 1000

    @classmethod
    def of(cls, number: int) -> SizeValue:
        """The size of a file of so many bytes.

        >>> SizeValue.of(1_440_000).text, SizeValue.of(162_400).text, SizeValue.of(10).text
        ('1.4 MB', '162 KB', '1 KB')
        """
        kilobytes = max(1, round(number / 1000))
        megabytes = f"{kilobytes / 1000:.1f}".removesuffix(".0")
        text = f"{megabytes} MB" if kilobytes >= 1000 else f"{kilobytes} KB"
        return cls(text, kilobytes)


class Size(OneValue[SizeValue]):
    """A file's size, such as 162 KB or 1.4 MB."""

    phrase = "a size as in 162 KB or 1.4 MB"
    schema = matching(r"[0-9]{1,4}(?:\.[0-9]{1,2})?\s*(?:[Kk]|[Mm])[Bb]")
    code, wrong, hint = "bad-size", "is not a size.", "Write it as in 162 KB or 1.4 MB."

    def _value(self, text: str) -> SizeValue | None:
        match = _SIZE.fullmatch(text.strip())
        if not match:
            return None
        unit = match["unit"].upper()
        kilobytes = Decimal(match["number"]) * (1000 if unit == "MB" else 1)
        return SizeValue(f"{match['number']} {unit}", int(kilobytes))


@functools.cache
def _by_label(allowed: tuple[str, ...] | type[StrEnum]) -> dict[str, str]:
    """What may be written, by the form in which words are compared."""
    return {normalize_label(word): word for word in allowed}


@dataclass(frozen=True, slots=True)
class Choice(OneValue[str]):
    """One of the words given to it, whatever its case."""

    # what may be written, in the order that docs show: words, or an enum of them
    allowed: tuple[str, ...] | type[StrEnum]

    @property
    def words(self) -> tuple[str, ...]:
        """What may be written; of an enum, its members."""
        return tuple(self.allowed)

    def _value(self, text: str) -> str | None:
        return _by_label(self.allowed).get(normalize_label(text))

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal:
        near = suggest(scalar.text, self.words)
        also = f' Did you mean "{near}"?' if near else ""
        message = f"{quoted(scalar.text)} is not one of the words for this field.{also}"
        hint = "" if near else f"Write one of: {', '.join(self.words)}."
        fix = context.guess(scalar, near) if near else None
        return Refusal("not-a-choice", message, hint, fix)

    def describe(self) -> str:
        """What to write."""
        return join_or(self.words) or ", ".join(self.words)

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return {"enum": list(map(str, self.words))}


class Bool(OneValue[bool]):
    """yes or no."""

    words = Choice(("yes", "no"))
    phrase = "yes or no"
    schema = words.json_schema()

    def _value(self, text: str) -> bool | None:
        word = self.words._value(text)
        return None if word is None else word == "yes"

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal:
        return self.words._refuse(scalar, context)


@dataclass(frozen=True, slots=True)
class Term(OneValue[str]):
    """A term of a vocabulary, by its label, an alias or its id."""

    vocabulary: str  # the name under which `ReadContext.choices` holds it, such as "themes"

    schema = plain_text()

    def _find(self, text: str, context: ReadContext) -> str | None:
        choices = context.choices.get(self.vocabulary)
        if choices is None:
            return None
        return choices.find(text) or choices.find(choices.renamed(text) or "")

    def _warn(self, found: str, scalar: Scalar, context: ReadContext) -> None:
        choices = context.choices[self.vocabulary]
        if not choices.find(scalar.text):
            _former(scalar, choices.renamed(scalar.text) or "", context)

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal | None:
        choices = context.choices.get(self.vocabulary)
        if choices is None:
            return None
        noun = choices.noun.removeprefix("an ").removeprefix("a ")
        code = f"unknown-{noun.replace(' ', '-')}"
        parts = [part.strip() for part in scalar.text.split(",")]
        if len(parts) > 1 and all(map(choices.find, parts)):
            message = f"{quoted(scalar.text)} is several; each goes on a line of its own."
            return Refusal(code, message, fix=context.write(scalar, *parts))
        near = _nearest(scalar.text, choices)
        also = f' Did you mean "{near}"?' if near else ""
        listed = join_or(choices.labels)
        hints = [f"Our list: {listed}."] if listed and not near else []
        if choices.path:
            article = "an" if noun[:1] in "aeiou" else "a"
            how = "put a file into" if choices.path.endswith("/") else "edit"
            hints.append(f"To add {article} {noun}, {how} {choices.path}.")
        message = f"{quoted(scalar.text)} is not in our list of {self.vocabulary}.{also}"
        fix = context.guess(scalar, near) if near else None
        return Refusal(code, message, "\n".join(hints), fix)

    def describe(self) -> str:
        """What to write."""
        return f"a name from our list of {self.vocabulary}"


def _former(scalar: Scalar, label: str, context: ReadContext) -> None:
    """Say that a term has another name by now; what was written is understood all the same."""
    message = f"{quoted(scalar.text)} is the former name of {quoted(label)}."
    hint = "`reviewlib check --fix` does this wherever it is used."
    fix = context.write(scalar, label)
    if not scalar.column:  # in a text
        hint = f"Write {label} in its place.\n{hint}"
        fix = Edit(scalar.line, scalar.line, label, scalar.text)
    context.report("former-name", message, at=scalar, hint=hint, fix=fix)


def _nearest(word: str, choices: Choices) -> str | None:
    """The label nearest to a word; or that of the term whose other name is nearest."""
    label = suggest(word, choices.labels)
    if label:
        return label
    other = suggest(word, choices.ids)
    return next(
        (each for each in choices.labels if other and choices.find(each) == choices.ids[other]),
        None,
    )


_PERMISSION = re.compile(r"permission: ?(?P<who>[^,]+(?:,[^,]+)*), ?(?P<when>[^,]*[12][0-9]{3})")
_CC = "https://creativecommons.org/"
LICENCES = {
    "OGL 3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    **{
        f"CC {kind.upper()} 4.0": f"{_CC}licenses/{kind}/4.0/"
        for kind in ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
    },
    "CC0 1.0": f"{_CC}publicdomain/zero/1.0/",
}
"""The licences under which a file may be published as it is, by name, each with its address."""

_FORMS = ("linked only", "OGL 3.0", "CC BY 4.0", '"permission: Glenmore Council, 3 May 2026"')


@dataclass(frozen=True, slots=True)
class RightsValue:
    """The rights in one report."""

    text: str  # as the record gives it
    may_serve: bool  # whether the library may publish the file itself
    licence: str = ""  # the licence's address, or ""


class Rights(OneValue[RightsValue]):
    """linked only, a licence of `LICENCES`, or a permission with who gave it and when."""

    phrase = 'linked only, OGL 3.0, CC BY 4.0, or "permission: who, when"'
    schema = any_of(
        {"enum": ["linked only", *LICENCES]},
        matching(r"permission: ?[^,]+(?:,[^,]+)*, ?[^,]*[12][0-9]{3}"),
    )

    def _value(self, text: str) -> RightsValue | None:
        text = " ".join(text.split())
        if text.casefold() == "linked only":
            return RightsValue("linked only", may_serve=False)
        plain = text.casefold().replace("v", "").replace("-4.0", " 4.0")
        for name, licence in LICENCES.items():
            if plain == name.casefold():
                return RightsValue(name, may_serve=True, licence=licence)
        if len(text) <= _ONE_LINE and _PERMISSION.fullmatch(text):
            return RightsValue(text, may_serve=True)
        return None

    def _refuse(self, scalar: Scalar, context: ReadContext) -> Refusal:
        message = f"{quoted(scalar.text)} does not say what we may do with this report."
        hint = "\n".join(["Write one of:", *(f"  {context.prefix}{form}" for form in _FORMS)])
        return Refusal("bad-rights", message, hint)
