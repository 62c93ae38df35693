"""What several tests need."""

from harness.command import Command, Usage
from harness.pairs import Pair

LITERALS = ["PLEO", "Pleo", "pleo", "plp_", "whsec_"]


def shell(script: str, label: str = "sample", **more) -> Command:
    """A command that runs a script."""
    usual = {"check": lambda outcome: None, "byte_count": 1}
    return Command(label, ("/bin/sh", "-c", script), **(usual | more))


def usage(wall: float = 1, cpu: float = 1, others: float = 0, findings: int = 0) -> Usage:
    return Usage(wall, user=cpu, system=0, others=others, peak=0, findings=findings)


def pair(own: float, other: float) -> Pair:
    """A pair whose runs took so many seconds, of the clock and of the processor."""
    return Pair(usage(own, own), usage(other, other))
