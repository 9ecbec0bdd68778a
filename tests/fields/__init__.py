"""Tests of reviewlib.fields."""
