"""Tests of reviewlib.source."""
