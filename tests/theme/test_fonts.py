"""The faces of the pages: the same letters as those of the record sheets, and all that are used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from tests import store
from tests.pages.reading import read
from tests.site.project import pages

FACES = ("noto-sans-regular", "noto-sans-bold", "noto-serif-regular", "noto-serif-bold")
GAELIC = "ÀÈÌÒÙàèìòùÁÉÓáéó"
MARKS = "–—‘’“”…·•′″×½£€"


def packed(root: Path, face: str) -> TTFont:
    return TTFont(root / "theme" / "assets" / "fonts" / f"{face}.woff2")


def outlines(font: TTFont, letters: Iterable[int]) -> dict[int, tuple[object, int]]:
    """How each letter is drawn, its accents in their places, and how wide it is."""
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    found = {}
    for letter in letters:
        pen = DecomposingRecordingPen(glyphs)
        glyphs[names[letter]].draw(pen)
        found[letter] = (pen.value, glyphs[names[letter]].width)
    return found


def test_every_face_that_a_style_sheet_names_is_there_and_no_other(root: Path) -> None:
    sheet = (root / "theme/assets/css/fonts.css").read_text("utf-8")
    named = re.findall(r"fonts/([a-z-]+)\.woff2", sheet)
    there = {path.stem for path in (root / "theme/assets/fonts").glob("*.woff2")}
    assert sorted(named) == sorted(there) == sorted(FACES)


@pytest.mark.parametrize("face", FACES)
def test_a_face_of_the_pages_is_made_from_the_one_of_the_sheets(root: Path, face: str) -> None:
    ours, whole = packed(root, face), TTFont(root / "theme" / "fonts" / f"{face}.ttf")
    assert ours.flavor == "woff2"
    for table, fields in (("hhea", ("ascent", "descent", "lineGap")), ("OS/2", ("usWeightClass",))):
        for name in fields:
            assert getattr(ours[table], name) == getattr(whole[table], name), (table, name)
    letters = ours.getBestCmap()
    assert outlines(ours, letters) == outlines(whole, letters)


@pytest.mark.parametrize("face", FACES)
def test_a_face_has_the_letters_of_gaelic_and_the_marks_of_print(root: Path, face: str) -> None:
    letters = packed(root, face).getBestCmap()
    assert [one for one in GAELIC + MARKS if ord(one) not in letters] == []


@pytest.mark.slow
@pytest.mark.parametrize("which", ["real", "made up"])
def test_every_face_has_every_sign_that_a_page_uses(root: Path, which: str) -> None:
    faces = [set(packed(root, face).getBestCmap()) for face in FACES]
    missing = {
        (f"U+{ord(sign):04X}", name)
        for name, page in pages(store.site(which)).items()
        for sign in set(read(page).one("body").text)
        if not sign.isspace() and any(ord(sign) not in face for face in faces)
    }
    assert missing == set()


@pytest.mark.parametrize("face", FACES)
def test_a_face_is_small(root: Path, face: str) -> None:
    assert (root / "theme" / "assets" / "fonts" / f"{face}.woff2").stat().st_size <= 16_000


def test_the_licence_goes_wherever_the_faces_go(root: Path) -> None:
    for folder in ("theme/fonts", "theme/assets/fonts"):
        assert "SIL OPEN FONT LICENSE" in (root / folder / "OFL.txt").read_text("utf-8").upper()


def test_each_stand_in_has_the_heights_of_what_it_stands_for(root: Path) -> None:
    """The heights are given before the stand-in is stretched, and must come out the same."""
    sheet = (root / "theme/assets/css/fonts.css").read_text("utf-8")
    stand_ins = [block for block in sheet.split("@font-face") if "Stand-in" in block]
    assert len(stand_ins) == len(FACES)
    for block in stand_ins:
        of = {
            name: float(value)
            for name, value in re.findall(r"(ascent|descent|size)[a-z-]*: ([\d.]+)%", block)
        }
        family = "sans" if "Sans" in block else "serif"
        weight = "bold" if "700" in block else "regular"
        hhea = packed(root, f"noto-{family}-{weight}")["hhea"]
        assert of["ascent"] * of["size"] / 10 == pytest.approx(hhea.ascent, rel=0.002)
        assert of["descent"] * of["size"] / 10 == pytest.approx(-hhea.descent, rel=0.002)
