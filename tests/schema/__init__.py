"""Tests of reviewlib.schema."""
