"""The pictures of CONTRIBUTING.md, drawn from what the program really says and makes.

`python -m tests.pictures` writes docs/images/contributing-*.png anew.
"""
