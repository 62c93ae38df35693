"""Tests of the harness: `bench.py --selftest` runs them, in seconds and without pleolint."""
