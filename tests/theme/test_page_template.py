"""The page template: what every page holds, its icons, and addresses that follow the content."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import jinja2
import pytest

from reviewlib.diagnostics import BuildError
from reviewlib.site.files import theme_files
from reviewlib.site.render import environment, template_files
from tests import store
from tests.pages.reading import read
from tests.site.project import pages

HOSTILE = """<b>'"&amp;</b>"""
ESCAPED = "&lt;b&gt;&#39;&#34;&amp;amp;&lt;/b&gt;"


def fill(folder: Path, template: str, **values: object) -> str:
    (folder / "page.html").write_text(template, "utf-8")
    return environment(template_files(folder)).get_template("page.html").render(**values)


def test_whatever_a_template_shows_is_escaped(tmp_path: Path) -> None:
    assert fill(tmp_path, "{{ words }}", words=HOSTILE) == ESCAPED


@pytest.mark.parametrize(
    "template", ["{{ no_such_name }}", "{{ words.no_such_name }}", "{{ words.no_such_name() }}"]
)
def test_a_variable_that_does_not_exist_stops_the_page(tmp_path: Path, template: str) -> None:
    with pytest.raises(jinja2.UndefinedError, match="no_such_name"):
        fill(tmp_path, template, words="")


# ------------------------------------------------------------------------------- every page


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """Each page of the made-up library but those that only lead on."""
    every = pages(store.site("made up", url=store.URL)).items()
    return {name: html for name, html in every if 'http-equiv="refresh"' not in html}


def test_a_page_has_one_header_one_main_and_one_footer_in_this_order(
    written: dict[str, str],
) -> None:
    for name, html in written.items():
        assert html.startswith('<!doctype html>\n<html lang="en-GB">\n'), name
        found = re.findall(r'<header class="site-|<main\b[^>]*>|<footer class="site-', html)
        assert found == [
            '<header class="site-',
            '<main id="main" tabindex="-1">',
            '<footer class="site-',
        ], name


def test_nothing_of_material_is_in_a_page_but_the_shapes_of_its_icons(
    written: dict[str, str],
) -> None:
    for name, html in written.items():
        assert not re.search(r'class="[^"]*\bmd-|data-md-|mkdocs|<style|\sstyle="', html), name


# ------------------------------------------------------------------------------------ icons


def test_an_icon_is_inline_not_read_aloud_and_takes_the_colour_of_its_words(
    tmp_path: Path,
) -> None:
    (icon,) = read(fill(tmp_path, '{{ "file-pdf-box"|icon }}')).all("svg")
    attributes = {name.lower(): value for name, value in icon.attributes.items()}
    assert (
        attributes.items()
        >= {
            "class": "icon",
            "aria-hidden": "true",
            "focusable": "false",
            "fill": "currentColor",
        }.items()
    )
    (path,) = icon.all("path")
    assert re.fullmatch(r"[MmZzLlHhVvCcSsQqTtAa0-9 .,-]+", path.attributes["d"])


@pytest.mark.parametrize("name", ["no-such-icon", "../simple/github", ""])
def test_an_icon_that_does_not_exist_stops_the_build_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(BuildError, match=f'the icon "{re.escape(name)}", which Material does not'):
        fill(tmp_path, f'{{{{ "{name}"|icon }}}}')


def test_an_icon_of_another_form_is_refused() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><script>1</script></svg>'
    templates = (("icons/odd.svg", svg), ("page.html", '{{ "odd"|icon }}'))
    with pytest.raises(BuildError, match="not drawn as one path"):
        environment(templates).get_template("page.html").render()


# ------------------------------------------------------------------------------- addresses


def test_every_asset_that_a_page_names_is_published(written: dict[str, str], root: Path) -> None:
    published = {one.address for one in theme_files(root / "theme")}
    for name, html in written.items():
        here = r'(?:href|src)="(?:\.\./|/ci/reports/)*'
        named = set(re.findall(rf'{here}(assets/(?!pages/)[^"]+)"', html))
        assert len(named) > 10, name
        assert named <= published, name


def test_styles_scripts_and_fonts_have_one_new_folder_whenever_one_of_them_changes(
    root: Path, tmp_path: Path
) -> None:
    theme = Path(shutil.copytree(root / "theme", tmp_path / "theme"))

    def folders() -> set[str]:
        names = (one.address.split("/") for one in theme_files(theme))
        return {parts[1] for parts in names if len(parts) > 2}

    (before,) = folders()
    assert folders() == {before}
    with (theme / "assets" / "css" / "site.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\n")
    (after,) = folders()
    assert re.fullmatch(r"[0-9a-f]{10}", after)
    assert after != before


def test_pictures_that_other_sites_link_to_keep_their_addresses(root: Path) -> None:
    published = {one.address for one in theme_files(root / "theme")}
    assert published >= {"assets/favicon.svg", "assets/icon.png", "assets/share.png"}
