"""The engine of the templates: the pages that Jinja makes, as safe and as strict."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import jinja2
import markupsafe
import pytest
from markupsafe import Markup

from reviewlib.pages import Site, all_pages
from reviewlib.render import engine, environment
from reviewlib.render.article import Renderer
from tests import store

HOSTILE = """<b>'"&amp;</b>"""


ESCAPED = "&lt;b&gt;&#39;&#34;&amp;amp;&lt;/b&gt;"


class _Thing:
    """Something with attributes, as a view is."""

    name = HOSTILE
    number = 7
    nothing = None
    safe = Markup("<i>as it is</i>")

    def __html__(self) -> str:
        return "<u>of its own making</u>"


setattr(_Thing, "class", "a word that Python keeps for itself")


def fill(folder: Path, template: str, **values: object) -> str:
    (folder / "page.html").write_text(template, "utf-8")
    return environment(folder).get_template("page.html").render(thing=_Thing(), **values)


def test_every_page_is_what_jinja_makes_of_it(root: Path) -> None:
    library = store.library("made up")
    site = Site("https://example.org/ni/", datetime.date(2026, 11, 22))
    ours, plain = (Renderer(library, site, root / "theme") for _ in range(2))
    plain.environment = jinja2.Environment(  # type: ignore[assignment]
        loader=jinja2.FileSystemLoader(root / "theme"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages = list(all_pages(library, site))
    assert len(pages) > 30
    for page in pages:
        assert ours.article(page).main == plain.article(page).main, page.address


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ thing.name }}", ESCAPED),
        ("{{ thing.name|upper }}", "&lt;B&gt;&#39;&#34;&amp;AMP;&lt;/B&gt;"),
        ("{{ '<' ~ thing.number }}", "&lt;7"),
        ("{{ thing.safe }}", "<i>as it is</i>"),
        ("{{ thing }}", "<u>of its own making</u>"),
        ("{{ thing.number }} {{ thing.nothing }}", "7 None"),
        ("{{ thing.class }}", "a word that Python keeps for itself"),
        ("{{ thing.name.lower().startswith('<b>') }}", "True"),
        ("{% set all %}{{ thing.name }}{% endset %}{{ all }}", ESCAPED),
        ("{% macro one(what, end='<') %}{{ what }}{{ end }}{% endmacro %}{{ one(8) }}", "8&lt;"),
        (
            "{% macro round() %}[{{ caller() }}]{% endmacro %}{% for n in [1, 2] %}"
            "{% call round() %}{{ loop.index }}{{ n }}{% endcall %}{% endfor %}",
            "[11][22]",
        ),
        # Unlike Jinja's own, it cannot be told to leave anything as it is.
        ("{% autoescape false %}{{ thing.name }}{% endautoescape %}", ESCAPED),
    ],
)
def test_what_is_written_is_escaped_once(tmp_path: Path, template: str, expected: str) -> None:
    assert fill(tmp_path, template) == expected


@pytest.mark.parametrize(
    "template",
    [
        "{{ nothing_of_this_name }}",
        "{{ thing.nothing_of_this_name }}",
        "{{ thing.nothing.of_this_name }}",
        "{{ nothing_of_this_name.name }}",
        "{{ nothing_of_this_name() }}",
        "{% for one in thing.nothing_of_this_name %}{% endfor %}",
        "{% if thing.nothing_of_this_name %}{% endif %}",
        "{% macro one(what) %}{{ what }}{% endmacro %}{{ one() }}",
    ],
)
def test_what_is_not_there_stops_the_page(tmp_path: Path, template: str) -> None:
    with pytest.raises(jinja2.UndefinedError, match=r"of_this_name|what"):
        fill(tmp_path, template)


def test_a_function_is_called_with_what_the_template_gives_it(tmp_path: Path) -> None:
    given: list[object] = []

    def take(*values: object, **named: object) -> str:
        given.extend([*values, *named.items()])
        return "<"

    template = "{% for n in [1] %}{{ take(n, end=thing.number) }}{% endfor %}"
    assert fill(tmp_path, template, take=take) == "&lt;"
    assert given == [1, ("end", 7)]


@pytest.mark.parametrize("escape", [engine._escape_text, markupsafe.escape])
def test_escaping_is_that_of_the_library_whichever_way_it_is_reached(
    escape: Callable[[str], str],
) -> None:
    assert escape(HOSTILE) == ESCAPED


def test_compiled_templates_are_kept_and_a_changed_one_is_compiled_anew(tmp_path: Path) -> None:
    theme, cache = tmp_path / "theme", tmp_path / "cache"
    theme.mkdir()
    for words in ("one", "two"):
        (theme / "page.html").write_text("{{ thing.name }}" + words, "utf-8")
        for _ in range(2):
            made = environment(theme, cache).get_template("page.html").render(thing=_Thing())
            assert made.endswith(words)
    assert list(cache.rglob("*.cache"))
