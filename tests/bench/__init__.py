"""Speed and memory, measured as ratios to stock MkDocs with Material, in one run.

takes: how many reviews, of how many words, from which seed
gives: a synthetic library; a table of times and memory
knows nothing of: how either site is made
"""
