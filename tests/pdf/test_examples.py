"""The examples in the docstrings of the modules that read PDFs."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["dates", "model", "pii", "quotes", "signatures", "words"])
def test_the_examples_are_true(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(f"reviewlib.pdf.{name}"))
    assert tried
    assert not failed
