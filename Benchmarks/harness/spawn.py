"""Runs one command and prints what it took: a program of its own, started for each run.

    python3 spawn.py OUTPUT ERRORS COMMAND [ARGUMENT...]

Linux counts the memory of a process from before its `exec` as its own, so that a command would seem
to need as much as the program that starts it. This one imports next to nothing and stays small.
"""

import os
import sys
import time


def spawn(output: str, errors: str, command: list[str]) -> str:
    created = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, created, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, errors, created, 0o600),
    ]
    busy = busy_seconds()
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=files)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - start
    others = max(0.0, busy_seconds() - busy - used.ru_utime - used.ru_stime)
    code = os.waitstatus_to_exitcode(status)
    # Darwin counts in bytes, Linux in KiB.
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return f"{code} {wall:.6f} {used.ru_utime:.6f} {used.ru_stime:.6f} {others:.6f} {peak}"


def busy_seconds() -> float:
    """How long all processors together did not idle since the start; 0 where nothing says it."""
    try:
        with open("/proc/stat") as file:
            user, nice, system, _idle, _wait, *others = map(int, file.readline().split()[1:9])
    except (OSError, ValueError):
        return 0.0
    return (user + nice + system + sum(others)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    print(spawn(sys.argv[1], sys.argv[2], sys.argv[3:]))
