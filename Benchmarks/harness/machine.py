"""What a result says of the machine that it was measured on."""

import os
import platform
import re
import subprocess
from pathlib import Path


def machine() -> dict:
    return {
        "cpu": cpu_model(),
        "cores": usable_cores(),
        "memoryBytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "kernel": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def cpu_model() -> str:
    if platform.system() == "Darwin":
        asked = subprocess.run(
            ["sysctl", "-n", "machdep.cpu.brand_string"], capture_output=True, text=True
        )
        return asked.stdout.strip()
    names = re.findall(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return " ".join(names[0].split()) if names else platform.machine()


def usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def slug(machine: dict) -> str:
    """The machine in a file name: `intel-xeon-2-50ghz-2-cores`."""
    model = re.sub(r"\((?:r|tm)\)|\b(?:cpu|processor)\b|@", " ", machine["cpu"].lower())
    return "-".join(re.findall(r"[a-z0-9]+", f"{model} {machine['cores']} cores"))
