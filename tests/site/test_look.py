from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from tests.site.project import REPOSITORY

THEME = REPOSITORY / "theme"
SHEETS = sorted((THEME / "assets" / "css").glob("*.css"))
TEXT = ("--ink", "--ink-soft", "--link", "--link-hover", "--link-visited")
SHAPES = ("--accent", "--line-strong")
GROUNDS = ("--paper", "--paper-raised")
ON_BAND = ("--on-band", "--on-band-soft")


def schemes() -> dict[str, dict[str, str]]:
    """The colours of tokens.css, by name, in light and in dark."""
    text = (THEME / "assets" / "css" / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    colour = re.compile(r"(--[a-z-]+): (#[0-9a-f]{6});")
    in_light = dict(colour.findall(light))
    return {"light": in_light, "dark": in_light | dict(colour.findall(dark))}


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_every_ground(scheme: str) -> None:
    colours = schemes()[scheme]
    low = {
        (text, ground): ratio
        for text, ground in itertools.product(TEXT, (*GROUNDS, "--mark"))
        if (ratio := contrast(colours[text], colours[ground])) < 4.5
    }
    assert low == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_on_the_band_and_on_buttons_stands_out(scheme: str) -> None:
    colours = schemes()[scheme]
    for text in ON_BAND:
        assert contrast(colours[text], colours["--band"]) >= 4.5
    assert contrast(colours["--band"], colours["--on-band"]) >= 4.5  # its search button
    assert contrast(colours["--paper"], colours["--accent"]) >= 4.5  # a search button elsewhere


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_that_carry_meaning_stand_out_from_every_ground(scheme: str) -> None:
    colours = schemes()[scheme]
    low = {
        (shape, ground): ratio
        for shape, ground in itertools.product(SHAPES, GROUNDS)
        if (ratio := contrast(colours[shape], colours[ground])) < 3
    }
    assert low == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_of_the_two_focus_colours_stands_out_from_every_ground(scheme: str) -> None:
    colours = schemes()[scheme]
    pair = (colours["--focus-inner"], colours["--focus-outer"])
    # Technique C40: 9:1 between the two, and any ground leaves one of them at 3:1.
    assert contrast(*pair) >= 9
    for ground in (*GROUNDS, "--mark", "--band", "--accent"):
        assert max(contrast(colour, colours[ground]) for colour in pair) >= 3


def test_every_style_sheet_is_linked_and_every_linked_one_is_there() -> None:
    page = (THEME / "page.html").read_text("utf-8")
    linked = re.findall(r'href="\{\{ assets \}\}css/([\w-]+\.css)"', page)
    assert sorted(linked) == [one.name for one in SHEETS]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_style_sheets_name_every_colour_by_its_token_and_load_nothing(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "@import" not in text
    loaded = re.findall(r"url\(([^)]*)\)", text)
    for address in loaded:
        # The faces alone, and ours alone.
        assert sheet.name == "fonts.css"
        assert re.fullmatch(r'"\.\./fonts/[a-z-]+\.woff2"', address)
        assert (sheet.parent / address.strip('"')).is_file()
    if sheet.name not in ("tokens.css", "print.css"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", text)
    known = set(re.findall(r"(--[a-z0-9-]+):", (THEME / "assets/css/tokens.css").read_text()))
    assert set(re.findall(r"var\((--[a-z0-9-]+)", text)) <= known


def test_every_token_is_used() -> None:
    tokens = (THEME / "assets" / "css" / "tokens.css").read_text(encoding="utf-8")
    everything = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
    unused = {
        name for name in re.findall(r"(--[a-z0-9-]+):", tokens) if f"var({name})" not in everything
    }
    assert unused == set()


TEMPLATES = sorted(THEME.rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_no_template_has_a_script_or_a_style_of_its_own(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    inline = r'<script(?![^>]*\b(?:src=|type="application/ld\+json"))'
    assert not re.search(rf"{inline}|<style|\sstyle=|\son[a-z]+=", text)
