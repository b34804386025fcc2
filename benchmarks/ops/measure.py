# SPDX-License-Identifier: BSL-1.0
"""Runs the programs of this folder. A line that they print is a name and microseconds; an indented one is a part of the one before."""
import re
import subprocess

from measurement import Measurement

TITLE = "Kernels"
NOTE = "The code behind the ops, without the ops: one thread, the fastest of many runs; see the programs in benchmarks/ops."


def measure(context):
    for program in filter(None, context.settings["ops"].split(";")):
        output = subprocess.run([context.program(program)], capture_output=True, text=True, check=True).stdout
        whole = ""
        for indent, name, microseconds in re.findall(r"^( *)(\S.*?) +([\d.]+) us\b", output, re.M):
            whole = whole if indent else name
            yield Measurement("ops", f"{whole}: {name}" if indent else name, "us", {"header-only": float(microseconds) * 1e-6}, {})
