"""Jinja as our templates use it: the same pages from the same templates, in less time.

takes: the folder of templates
gives: the one environment in which pages are rendered
knows nothing of: views, articles, frames
"""

# Jinja's compiled templates ask its environment for every attribute, tell every call in which
# context it is made, sort out anew at each call what a macro was given, and make an object of
# every piece of text they write. Our templates need none of that: views are objects, functions
# take what they are given, and what is written is joined at once. So attributes, calls and
# macros are compiled as what they are in Python, and text is escaped only; that halves the time.
# tests/test_engine.py holds that every page comes out as from Jinja as it is.

from __future__ import annotations

import keyword
import operator
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, NoReturn

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from markupsafe import Markup

__all__ = ["Engine", "environment"]

# The part that does the work of markupsafe.escape(), where this version has it by that name.
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)


def _escaped(value: object) -> str:
    """What is written for a value that is no text: Markup as it is, anything else escaped."""
    return value if type(value) is Markup else markupsafe.escape(value)


def _as_function(function: Callable[..., str], macro: Macro) -> Callable[..., str]:
    """A macro as a function that is called at once where all that it takes is given in order."""
    takes = len(macro.arguments)
    if macro.catch_kwargs or macro.catch_varargs or macro.caller:
        return macro

    def call(*given: object, **named: object) -> str:
        if named or len(given) != takes:
            return macro(*given, **named)
        return str.__new__(Markup, function(*given))

    return call


class _Generator(CodeGenerator):
    """Compiles attributes, calls, macros and output to plain Python."""

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.as_function(macro, ")
        super().macro_def(macro_ref, frame)
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if keyword.iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        self.write("environment.call_now(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("(environment.escape_text(_value) if type(_value := (")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")) is str else environment.escaped(_value))")


class Engine(jinja2.Environment):
    """The environment of our templates: escaping on, nothing undefined."""

    code_generator_class = _Generator
    call_now: ClassVar[Callable[..., Any]] = operator.call
    escape_text = staticmethod(_escape_text)
    escaped = staticmethod(_escaped)
    as_function = staticmethod(_as_function)

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Say of an attribute that is not there what Jinja says of a variable."""
        error = sys.exc_info()[1]
        if isinstance(error, AttributeError):
            raise jinja2.UndefinedError(str(error)) from error
        super().handle_exception(source)


def environment(theme: Path, cache: object = None) -> Engine:
    """The one environment in which pages are rendered: escaping on, nothing undefined.

    Args:
        theme: the folder of templates.
        cache: not used; compiled templates are code, and code is not kept.
    """
    return Engine(
        loader=jinja2.FileSystemLoader(theme),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a template is read once for all pages of a build
    )
