# SPDX-License-Identifier: BSL-1.0
"""gdb_output.py GDB PRINTERS PROGRAM SOURCE: what gdb prints of the variables that the end of SOURCE lists.

Exits with 77 where gdb has no Python, or may not run a program.
"""
import re
import subprocess
import sys

gdb, printers, program, source = sys.argv[1:]
text = open(source, encoding="utf-8").read()
expected = dict(re.findall(r"^// ([\w.]+) = (.*)$", text[text.index("// prints:"):], re.MULTILINE))

commands = ["set confirm off", "set width 0", f"source {printers}", "break shown", "run", "up"]
for name in expected:
    commands += [f"echo \\n{name} =", f"output {name}"]
commands += ["echo \\n", "kill"]
arguments = [argument for command in commands for argument in ("-ex", command)]
run = subprocess.run([gdb, "-nx", "-batch", *arguments, program], capture_output=True, text=True)
if "Python scripting is not supported" in run.stderr or "ptrace" in run.stderr.lower():
    sys.stderr.write(run.stderr)
    sys.exit(77)

shown = dict(re.findall(r"^([\w.]+) =(.*)$", run.stdout, re.MULTILINE))
faults = [f"{name} is shown as\n    {shown.get(name)}\ninstead of\n    {value}"
          for name, value in expected.items() if shown.get(name) != value]
if faults:
    sys.exit("\n".join(faults) + f"\n{run.stderr}")
print(f"{len(expected)} variables")
