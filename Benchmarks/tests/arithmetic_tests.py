"""Ratios, spreads and goals."""

import unittest

from harness.goals import aim, at_least, at_most, judged
from harness.pairs import Pair
from harness.quantities import (
    PER_FINDING,
    RATE,
    SPEED,
    SPEED_BY_CPU,
    TIME,
    Runs,
    Spread,
    cores_of_others,
)

from .samples import pair, shell, usage


def runs(*pairs, own_bytes=1000, other_bytes=1000):
    return Runs(
        shell(":", byte_count=own_bytes),
        shell(":", byte_count=other_bytes),
        list(pairs),
    )


class Arithmetic(unittest.TestCase):
    def test_twice_the_time_is_half_the_speed(self):
        taken = runs(pair(2, 1))
        self.assertEqual(SPEED.spread(taken).median, 0.5)
        self.assertEqual(TIME.spread(taken).median, 2)

    def test_speed_is_of_bytes_where_sizes_differ(self):
        taken = runs(pair(1, 1), own_bytes=250, other_bytes=1000)
        self.assertEqual(SPEED.spread(taken).median, 0.25)

    def test_a_ratio_is_taken_in_each_pair(self):
        # The second pair ran while the machine was busy; the ratio of the averages would be 0.77.
        taken = runs(pair(2, 1), pair(20, 10), pair(2, 2), pair(2, 1))
        self.assertEqual(SPEED.spread(taken).median, 0.5)

    def test_the_clock_and_the_processor_are_kept_apart(self):
        taken = runs(Pair(usage(wall=4, cpu=1), usage(wall=1, cpu=1)))
        self.assertEqual(SPEED.spread(taken).median, 0.25)
        self.assertEqual(SPEED_BY_CPU.spread(taken).median, 1)

    def test_a_rate_is_in_gigabytes_a_second(self):
        self.assertEqual(RATE.spread(runs(pair(2, 1), own_bytes=4 * 10**9)).median, 2)

    def test_the_cost_of_a_finding_is_what_it_adds(self):
        some = Pair(usage(cpu=1.2, findings=12_000), usage(cpu=1, findings=2_000))
        cost = PER_FINDING.spread(runs(some)).median
        self.assertAlmostEqual(cost, 20)

    def test_what_others_take_is_in_cores(self):
        taken = runs(Pair(usage(wall=3, others=1.5), usage(wall=1, others=0.5)))
        self.assertEqual(cores_of_others(taken), 0.5)

    def test_a_spread_has_quartiles_and_ends(self):
        self.assertEqual(Spread.of([5, 1, 4, 2, 3]), Spread(3, 2, 4, 1, 5))
        self.assertEqual(Spread.of([7]), Spread(7, 7, 7, 7, 7))


class Goals(unittest.TestCase):
    def test_a_goal_is_judged_by_the_median(self):
        taken = runs(pair(1, 1), pair(1, 1), pair(9, 1))
        self.assertTrue(judged(at_least(1, SPEED), taken)["met"])
        self.assertTrue(judged(at_most(1, TIME), taken)["met"])

    def test_a_goal_may_be_missed_on_either_side(self):
        taken = runs(pair(1.3, 1))
        self.assertFalse(judged(at_least(0.8, SPEED), taken)["met"])
        self.assertFalse(judged(at_most(1.2, TIME), taken)["met"])

    def test_an_aim_says_that_it_is_one(self):
        self.assertTrue(judged(aim(at_most(1, TIME)), runs(pair(1, 1)))["aim"])
