"""What a run of the benchmarks leaves: a file in JSON, and its table."""

import json
from datetime import datetime, timezone
from pathlib import Path

from .machine import machine, slug
from .memory import memory_row, smallest_peak
from .options import Options
from .table import page
from .workbench import Workbench

FORMAT = 1
"""Of the JSON files; another where a member changes its meaning."""


class Recording:
    """A result while it is measured."""

    def __init__(self, options: Options, bench: Workbench):
        self._result = {
            "format": FORMAT,
            "date": datetime.now(timezone.utc).strftime("%Y-%m-%d"),
            "machine": machine(),
            "versions": bench.versions(),
            "size": options.size,
            "pairs": options.plan.pairs,
            "note": options.note,
            "smallestPeak": smallest_peak(),
            "rows": [],
        }

    def add(self, row: dict) -> None:
        self._result["rows"].append(row)

    def finish(self, bench: Workbench) -> dict:
        """The whole result."""
        result = self._result
        if memory := memory_row(result["rows"]):
            result["rows"].append(memory)
        result["corpora"] = bench.store.digests
        return result


def write(result: dict, folder: Path) -> Path:
    """Writes both files, and returns the path of the table."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{result['date']}-{slug(result['machine'])}"
    (folder / f"{name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    table = folder / f"{name}.md"
    table.write_text(page(result))
    return table
