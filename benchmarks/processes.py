# SPDX-License-Identifier: BSL-1.0
"""Commands that are timed, and programs that answer lines."""
import os
import re
import subprocess
import sys


# A process's peak memory counts what its parent had resident when it forked, so a small one stands in between.
LAUNCHER = """
import os, sys
_, status, usage = os.wait4(os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ), 0)
print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
"""


def timed(command, **options):
    """Runs a command that prints nothing: (processor seconds, peak memory in bytes of the largest process in it)."""
    words = [sys.executable, "-I", "-S", "-c", LAUNCHER, *map(str, command)]
    status, seconds, memory = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True, **options).stdout.split()
    if status != "0":
        raise SystemExit(f"benchmark: failed: {' '.join(map(str, command))}")
    return float(seconds), int(memory)


def peak_memory(pid):
    """The most memory that a living process has had resident, in bytes (VmHWM)."""
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) * 1024


class Contender:
    """A program that says "ready" and then answers each line with a line."""

    def __init__(self, *command):
        self.command = " ".join(map(str, command))
        self.process = subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.expect("ready")

    def answer(self):
        line = self.process.stdout.readline().strip()
        if not line:
            raise SystemExit(f"benchmark: no answer from {self.command}")
        return line

    def expect(self, word):
        if self.answer() != word:
            raise SystemExit(f"benchmark: {self.command} did not answer '{word}'")

    def ask(self, *words):
        print(*words, file=self.process.stdin, flush=True)
        return self.answer()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        if self.process.wait() != 0:
            raise SystemExit(f"benchmark: failed: {self.command}")


def fastest(rounds, measures):
    """Calls every measure once per round, in turns, and keeps the smallest value of each (element by element for tuples)."""
    best = {}
    for _ in range(rounds):
        for name, measure in measures.items():
            value = measure()
            if name in best:
                value = tuple(map(min, value, best[name])) if isinstance(value, tuple) else min(value, best[name])
            best[name] = value
    return best
