"""What the tests share: both libraries, a browser, a page in it, a web server, and Hypothesis."""

from __future__ import annotations

import functools
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from reviewlib.library import Library
from tests import store
from tests.browser import DESK, MISSING, find, kept
from tests.server import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# `make check` and `make test` try the same examples every time, so that a test which fails for
# one person fails for all; `make audit` looks at five times as many.
settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("test", max_examples=100, deadline=None, derandomize=True)
settings.register_profile(
    "audit",
    max_examples=500,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))

# Nothing but the page under test: no look-ups of the browser's own, no first-run pages, and
# memory from /tmp where /dev/shm is small, as in containers.
_ARGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
)


# They build whole sites, which is too long for `make check`.
_SLOW = {
    "test_build.py",
    "test_mistakes.py",
    "test_plugin.py",
    "test_render.py",
    "test_site.py",
    "test_output.py",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses the browser is a browser test, whether it says so or not; likewise slow.

    The longest test of the audit comes first, so that no worker is left with it at the end.
    """
    items.sort(key=lambda item: item.path.name != "test_edited_content.py")
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if item.path.name in _SLOW:
            item.add_marker("slow")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Iterator[Any]:
    """Collect no garbage while a report is written.

    To show where a test failed, its source is parsed. Should garbage be collected meanwhile, and
    something in it complain that it was never closed, Python 3.11 parses again to show that, loses
    count (SystemError: AST constructor recursion depth mismatch) and the whole run ends.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever builds here, or in a process begun here, leaves the user's own cache alone."""
    os.environ["REVIEWLIB_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return store.ROOT


@pytest.fixture(scope="session")
def real() -> Library:
    """The real library, read once; see also `store.site`."""
    return store.library("real")


@pytest.fixture(scope="session")
def made_up() -> Library:
    """The made-up library that uses every feature, read once."""
    return store.library("made up")


@pytest.fixture(scope="session", params=["real", "made up"])
def library(request: pytest.FixtureRequest) -> Library:
    """Each of the two."""
    return store.library(request.param)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for the whole run. Without one the test fails; it is never skipped."""
    from playwright.sync_api import expect, sync_playwright

    # A test that waits for something has it as soon as it is there; only one that fails waits as
    # long as this, however busy the machine is.
    expect.set_options(timeout=60_000)
    path = find()
    if path is None:
        pytest.fail(MISSING, pytrace=False)
    # Chromium's own sandbox does not work for root; what is opened is our own site only.
    args = [*_ARGS, "--no-sandbox"] if os.geteuid() == 0 else list(_ARGS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=args)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page, 1280 by 800, with nothing kept from any other."""
    context = browser.new_context(locale="en-GB", viewport=DESK)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Page]:
    """The page behind `shared_page`. A new context takes five times as long as a visit."""
    context = browser.new_context(
        locale="en-GB", permissions=["clipboard-read", "clipboard-write"], viewport=DESK
    )
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def shared_page(window: Page) -> Iterator[Page]:
    """The one page of this worker, 1280 by 800, for tests that leave nothing behind in it.

    Routes, the window's size, media and the clipboard may be changed, listeners be added with
    `heard`; for scripts that run before a page's own take `page`. Sites of ours keep nothing in
    a browser, which is looked at after each test.
    """
    window.set_viewport_size(DESK)
    window.emulate_media(
        media="screen", color_scheme="light", reduced_motion="no-preference", forced_colors="none"
    )
    yield window
    window.unroute_all(behavior="ignoreErrors")
    assert kept(window) == [], "kept in the browser"


@pytest.fixture(scope="session")
def scriptless_window(browser: Browser) -> Iterator[Page]:
    """The page behind `scriptless`."""
    context = browser.new_context(locale="en-GB", java_script_enabled=False, viewport=DESK)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def scriptless(scriptless_window: Page) -> Page:
    """One page of this worker that runs no scripts, 1280 by 800."""
    scriptless_window.set_viewport_size(DESK)
    return scriptless_window


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[..., str]]:
    """`served(folder, prefix="/")`: a folder's address on this machine, for the whole run."""
    with ExitStack() as servers:

        @functools.cache
        def address(folder: Path, prefix: str = "/") -> str:
            return servers.enter_context(serve(folder, prefix))

        yield address
