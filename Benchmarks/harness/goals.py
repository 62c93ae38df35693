"""What is asked of a row."""

from dataclasses import dataclass, replace

from .quantities import Quantity, Runs, Spread


@dataclass(frozen=True)
class Goal:
    """A quantity, and the least or the most that it may be."""

    quantity: Quantity
    bound: float
    is_least: bool
    is_aim: bool = False
    """Whether it would be good to have, and is not asked for."""

    def is_met(self, spread: Spread) -> bool:
        """By the median."""
        return spread.median >= self.bound if self.is_least else spread.median <= self.bound


def at_least(bound: float, quantity: Quantity) -> Goal:
    return Goal(quantity, bound, is_least=True)


def at_most(bound: float, quantity: Quantity) -> Goal:
    return Goal(quantity, bound, is_least=False)


def aim(goal: Goal) -> Goal:
    return replace(goal, is_aim=True)


def judged(goal: Goal, runs: Runs) -> dict:
    """A goal beside what was measured, as a result holds it."""
    spread = goal.quantity.spread(runs)
    return {
        "quantity": goal.quantity.name,
        "unit": goal.quantity.unit,
        "bound": goal.bound,
        "kind": "at least" if goal.is_least else "at most",
        "aim": goal.is_aim,
        "measured": spread.as_json(),
        "met": goal.is_met(spread),
    }
