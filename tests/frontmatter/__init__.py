"""Tests of reviewlib.frontmatter."""
