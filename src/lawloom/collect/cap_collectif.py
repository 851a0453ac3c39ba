"""Cap Collectif: the platform's consultation CSV, or JSON lines of its public interface (one opinion a line).

source  column names: the platform's own export of a consultation step; see docs/importing.md
"""

from __future__ import annotations

from lawloom.collect import cap_collectif_csv, cap_collectif_json
from lawloom.collect.json_lines import is_json
from lawloom.collect.port import Export, Format, Setting
from lawloom.collect.source import Source, SourceFile
from lawloom.collect.table import Table, open_table
from lawloom.errors import ContentProblems, problem


def open_export(source: Source, setting: Setting) -> Export:
    """The export in these files, all of one shape.

    raises  ContentProblems where no file, or not every file, is of that shape
    """
    tables: list[Table] = []
    lines: list[SourceFile] = []
    others: list[str] = []
    for file in source.files:
        if is_json(file):
            lines.append(file)
            continue
        table = open_table(file)
        if table is not None and cap_collectif_csv.fits(table):
            tables.append(table)
        else:
            others.append(file.name)
    if lines and tables:
        raise ContentProblems(problem("shapes-mixed", lines[0].name, other=tables[0].file.name))
    if lines:
        return cap_collectif_json.LinesExport(lines, setting, others)
    if tables:
        return cap_collectif_csv.TableExport(tables, setting, others)
    raise ContentProblems(*(problem("format-not-found", name, format=FORMAT.name) for name in others))


FORMAT = Format("cap-collectif", "cc", open_export)
