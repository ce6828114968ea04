"""Measures Weir against the same models in other engines; `../compare` is the program."""
