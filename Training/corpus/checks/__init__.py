"""Checks of the corpus; ../check.py runs them all."""
