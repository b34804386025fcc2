# SPDX-License-Identifier: BSL-1.0
"""readme.py README COMPILER FLAG...: compiles the C++ programs that README shows.

A program is a ```cpp block that starts with an #include; there must be one. Other blocks are fragments.
"""
import re
import subprocess
import sys

readme, *command = sys.argv[1:]
blocks = re.findall(r"^```cpp\n(.*?)^```$", open(readme, encoding="utf-8").read(), re.MULTILINE | re.DOTALL)
programs = [block for block in blocks if block.lstrip().startswith("#include")]
if not programs:
    sys.exit(f"{readme} shows no program: no ```cpp block starts with an #include")
for program in programs:
    run = subprocess.run([*command, "-fsyntax-only", "-x", "c++", "-"], input=program, text=True, encoding="utf-8")
    if run.returncode != 0:
        sys.exit(f"a program in {readme} does not compile:\n{program}")
print(f"{len(programs)} of {len(blocks)} blocks compiled")
