#!/usr/bin/env python3
"""Measures pleolint beside its limits and its peers; README.md says how to read what it prints."""

import sys

OLDEST = (3, 11)

if __name__ == "__main__":
    # Before anything is imported that needs it.
    if sys.version_info < OLDEST:
        sys.exit("bench: Python 3.11 or later is needed, and this is " + sys.version.split()[0])
    # This folder is also read as it stands, by pleolint itself.
    sys.dont_write_bytecode = True
    from harness.main import main

    sys.exit(main(sys.argv[1:]))
