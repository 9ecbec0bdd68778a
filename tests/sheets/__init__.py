"""Tests of reviewlib.sheets."""
