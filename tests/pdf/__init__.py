"""Tests of reviewlib.pdf."""
