"""What is asked of memory over all rows: 64 MB, and 1 KiB for each finding."""

import shutil
import tempfile
from pathlib import Path

from .command import Command, run
from .quantities import Spread

LARGEST_PEAK = 64.0
"""In MB."""
PER_FINDING = 1024 / 1e6


def memory_row(rows: list[dict]) -> dict | None:
    """A row of its own, made of the most that pleolint needed in each of the others."""
    peaks = {
        row["row"]: row["peak"]["most"] - row["findings"] * PER_FINDING
        for row in rows
        # The peak of a row in which git is started is mostly git's.
        if row["state"] == "measured" and row["work"] != "history"
    }
    if not peaks:
        return None
    worst = max(peaks, key=peaks.__getitem__)
    return {
        "row": "memory",
        "work": f"all rows; most is needed by {worst}",
        "own": "pleolint",
        "other": "",
        "state": "derived",
        "goals": [
            {
                "quantity": "peak memory less 1 KiB a finding",
                "unit": "MB",
                "bound": LARGEST_PEAK,
                "kind": "at most",
                "aim": False,
                "measured": Spread.of([peaks[worst]]).as_json(),
                "met": peaks[worst] <= LARGEST_PEAK,
            }
        ],
    }


def smallest_peak() -> int:
    """What a program seems to need that needs nothing: no peak below it means anything."""
    program = shutil.which("true") or "/bin/true"
    nothing = Command("true", (program,), check=lambda outcome: None, byte_count=0)
    with tempfile.TemporaryDirectory() as folder:
        return run(nothing, Path(folder)).peak
