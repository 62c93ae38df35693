"""Runs of real commands: what they took, and what is said where they fail."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

from harness.command import Command, WorkNotDone, run
from harness.memory import smallest_peak
from harness.pairs import Plan, run_pairs

from .samples import shell


class Commands(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def assert_fails(self, command: Command, *words: str):
        with self.assertRaises(WorkNotDone) as caught:
            run(command, self.folder)
        for word in words:
            self.assertIn(word, str(caught.exception))

    def test_what_a_run_took_is_measured(self):
        usage = run(shell("i=0; while [ $i -lt 50000 ]; do i=$((i + 1)); done"), self.folder)
        self.assertGreater(usage.cpu, 0.005)
        self.assertGreater(usage.wall, 0.005)

    def test_the_memory_is_that_of_the_command_alone(self):
        ours = b"x" * (64 << 20)
        self.assertLess(smallest_peak(), len(ours) // 4)
        large = Command(
            "large", (sys.executable, "-ISc", "b'x' * (30 << 20)"), lambda outcome: None, 1
        )
        self.assertGreater(run(large, self.folder).peak, 30 << 20)

    def test_a_failing_command_is_reported(self):
        failing = shell("echo 'no such rule' >&2; exit 1", "pleolint")
        self.assert_fails(failing, "pleolint", "status 1", "no such rule")

    def test_a_killed_command_is_reported(self):
        self.assert_fails(shell("kill -9 $$"), "signal 9")

    def test_a_command_that_is_not_there_is_reported(self):
        nowhere = Command("rg", (str(self.folder / "rg"),), lambda outcome: None, 1)
        self.assert_fails(nowhere, "rg did not start")

    def test_a_status_may_be_a_success(self):
        run(shell("exit 200", statuses=(0, 200)), self.folder)

    def test_work_that_was_not_done_is_reported(self):
        def check(outcome):
            if outcome.output != "192\n":
                raise WorkNotDone(f"found {outcome.output.strip()} of 192")

        run(shell("echo 192", check=check), self.folder)
        self.assert_fails(
            shell("echo 191", "Kingfisher", check=check), "Kingfisher found 191 of 192"
        )

    def test_output_that_cannot_be_read_is_reported(self):
        broken = shell("echo '{'", "rg", check=lambda outcome: json.loads(outcome.output))
        self.assert_fails(broken, "rg wrote what cannot be read")

    def test_pairs_take_turns_in_going_first(self):
        log = self.folder / "log"
        own, other = (shell(f"printf {letter} >> '{log}'") for letter in "AB")
        pairs = run_pairs(own, other, Plan(pairs=4, seconds=60))
        self.assertEqual(len(pairs), 4)
        # Each once to warm up, then by turns.
        self.assertEqual(log.read_text(), "AB" + "AB" + "BA" + "AB" + "BA")

    def test_no_pair_is_started_late_but_for_a_few(self):
        nothing = shell(":")
        self.assertEqual(len(run_pairs(nothing, nothing, Plan(pairs=9, seconds=0, fewest=2))), 2)
