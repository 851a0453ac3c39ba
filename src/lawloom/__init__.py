"""Lawloom: write a law together with citizens, in Git."""

__version__ = "0.1.0"
