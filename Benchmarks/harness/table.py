"""Renders a result as Markdown."""

COLUMNS = (
    "row",
    "what",
    "pleolint",
    "beside",
    "speed",
    "by CPU time",
    "GB/s",
    "peak MB",
    "others",
    "asked",
    "measured",
    "",
)
# Where others keep more than this busy, a row says it: a second thread has no core of its own then.
QUIET_CORES = 0.2


def page(result: dict) -> str:
    """A whole page: what was measured on, and the table."""
    head = [cells(list(COLUMNS)), cells(["---"] * len(COLUMNS))]
    table = "\n".join(head + [line(row) for row in result["rows"]])
    return f"# Benchmarks of {result['date']}\n\n{notes(result)}\n{table}\n"


def notes(result: dict) -> str:
    machine = result["machine"]
    parts = [
        f"- {machine['cpu']}, {machine['cores']} cores, {machine['memoryBytes'] / 2**30:.0f} GiB, "
        f"{machine['kernel']}",
        f"- {quietness(result['rows'])}",
        f"- Logs of {result['size'] / 2**20:.0f} MiB; up to {result['pairs']} pairs a row",
        f"- No peak is below {result['smallestPeak'] / 1e6:.1f} MB, which a program seems to need "
        "that does nothing",
    ]
    parts += [f"- {name}: {version}" for name, version in result["versions"].items()]
    if result["note"]:
        parts.append(f"- {result['note']}")
    return "\n".join(parts) + "\n"


def quietness(rows: list[dict]) -> str:
    busy = [row["row"] for row in rows if is_busy(row)]
    if not busy:
        return "The machine was quiet"
    return (
        f"**The machine was not quiet** in {len(busy)} of {len(rows)} rows: the column *others* "
        "says how many cores other processes kept busy"
    )


def is_busy(row: dict) -> bool:
    return row.get("coresOfOthers", 0) > QUIET_CORES


def line(row: dict) -> str:
    """A row of the table."""
    start = [row["row"], row["work"]]
    if row["state"] in ("absent", "error"):
        return cells([*start, *[""] * 9, f"{row['state']}: {row['message']}"])
    goals = row["goals"]
    asked = [
        "<br>".join(map(wish, goals)),
        "<br>".join(spread(goal["measured"], goal["unit"]) for goal in goals),
        "<br>".join(map(verdict, goals)) + (" (busy)" if goals and is_busy(row) else ""),
    ]
    return cells([*start, row["own"], row["other"], *shown(row), *asked])


def shown(row: dict) -> list[str]:
    """What every row that was measured says."""
    if row["state"] != "measured":
        return [""] * 5
    return [
        spread(row["speed"], "×"),
        spread(row["speedByCPU"], "×"),
        f"{number(row['rate']['median'])} : {number(row['otherRate']['median'])}",
        f"{number(row['peak']['most'])} : {number(row['otherPeak']['most'])}",
        f"{row['coresOfOthers']:.2f}",
    ]


def cells(texts: list[str]) -> str:
    return "| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |"


def wish(goal: dict) -> str:
    return f"{'aim: ' if goal['aim'] else ''}{goal['kind']} {number(goal['bound'])} {goal['unit']}"


def verdict(goal: dict) -> str:
    if goal["met"]:
        return "met"
    return "not reached" if goal["aim"] else "**missed**"


def spread(values: dict, unit: str) -> str:
    """The median, and between which values the middle half lies."""
    return (
        f"{number(values['median'])} {unit} ({number(values['lower'])}–{number(values['upper'])})"
    )


def summary(row: dict) -> str:
    """A row in one line, for a terminal."""
    if row["state"] in ("absent", "error"):
        return f"{row['row']}: {row['state']}: {row['message']}"
    goals = [
        f"{goal['quantity']} {spread(goal['measured'], goal['unit'])}, {wish(goal)}: "
        + verdict(goal).strip("*")
        for goal in row["goals"]
    ]
    if not goals:
        goals = [f"speed {spread(row['speed'], '×')}, nothing asked"]
    if is_busy(row):
        goals.append(f"others kept {row['coresOfOthers']:.2f} cores busy")
    beside = f" beside {row['other']}" if row["other"] else ""
    return f"{row['row']}: {row['own']}{beside}: " + "; ".join(goals)


def number(value: float) -> str:
    """Three digits that count, and never an exponent."""
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.3g}" if abs(value) >= 0.001 else f"{value:.4f}".rstrip("0").rstrip(".")
