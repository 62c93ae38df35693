"""Runs pleolint beside its limits and its peers, in pairs, and says how they compare."""
