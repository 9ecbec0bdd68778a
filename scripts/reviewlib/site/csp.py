"""What a page may fetch and run: the second wall, should a template ever let mark-up through."""

from __future__ import annotations

import functools

from markupsafe import Markup

# Content Security Policy level 3. All that is not named falls under default-src, and is refused:
# frames, plug-ins, pictures and fonts inside of addresses (data:), style attributes, handlers.
_DIRECTIVES = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self'"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("form-action", "'self'"),  # default-src does not stand in for these two
    ("base-uri", "'none'"),
)
_WASM = " 'wasm-unsafe-eval'"


@functools.cache
def csp(*, wasm: bool = False) -> Markup:
    """The content security policy of a page, as it stands in its head.

    Args:
        wasm: whether the page runs WebAssembly, as the search of a large library does.

    >>> print(csp())  # doctest: +ELLIPSIS
    default-src 'none'; script-src 'self'; style-src 'self'; ...; base-uri 'none'
    """
    more = {"script-src": _WASM} if wasm else {}
    # Our own words, with no sign in them that would end an attribute in double quotation marks.
    return Markup("; ".join(f"{name} {value}{more.get(name, '')}" for name, value in _DIRECTIVES))
