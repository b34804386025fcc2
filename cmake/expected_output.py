# SPDX-License-Identifier: BSL-1.0
"""expected_output.py SOURCE PROGRAM: runs PROGRAM and compares what it prints with the comments that close SOURCE.

They follow a line `// prints:`; `...` inside a line stands for any text, a line of `...` alone for any lines.
"""
import difflib
import re
import subprocess
import sys

source, program = sys.argv[1:]
lines = open(source, encoding="utf-8").read().rstrip().splitlines()
starts = [number for number, line in enumerate(lines) if line == "// prints:"]
if not starts or not all(line.startswith("//") for line in lines[starts[-1]:]):
    sys.exit(f"{source} does not end with `// prints:` and the lines expected")
expected = [line[2:].removeprefix(" ").rstrip() for line in lines[starts[-1] + 1:]]

run = subprocess.run([program], capture_output=True, text=True, encoding="utf-8", errors="replace")
printed = [line.rstrip() for line in run.stdout.rstrip().splitlines()]
if run.returncode != 0:
    sys.exit(f"{program} ended with {run.returncode}\n{run.stdout}{run.stderr}")


def pattern(line):
    return ".*".join(re.escape(part) for part in line.split("..."))


whole = "".join(r"(?:.*\n)*" if line == "..." else pattern(line) + r"\n" for line in expected)
if not re.fullmatch(whole, "".join(line + "\n" for line in printed)):
    sys.exit("\n".join(difflib.unified_diff(expected, printed, "expected", "printed", lineterm="")))
