"""Sources behind one port -> the ledger."""

from lawloom.collect.importing import FORMATS, run_import
from lawloom.collect.report import ImportReport, Outside

__all__ = ["FORMATS", "ImportReport", "Outside", "run_import"]
