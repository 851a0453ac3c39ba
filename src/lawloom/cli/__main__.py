"""`python -m lawloom.cli`, for who has the package and not the command."""

from __future__ import annotations

from lawloom.cli import main

main()
