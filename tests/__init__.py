"""The tests, and what helps them."""
