# SPDX-License-Identifier: BSL-1.0
"""compile_fail.py FILE CASE COMPILER FLAG...: one case of a file in tests/compile_fail.

The file without any case must compile (CASE is `control`). A case is the code inside `#ifdef EPONYM_CASE_<name>`; with
that macro the compiler must refuse the file with one error, its message must match each `// error: <regex>` beside the
case's lines, and what it prints must be short: 15 lines and 2 KB, without the compiler's trace of nesting.
"""
import re
import subprocess
import sys

MAX_LINES, MAX_BYTES = 15, 2048

# The first line of a diagnostic: file:line:column: and what it is. Some of g++'s lines have a file only.
HEAD = re.compile(r"^\S[^:\n]*:(?:\d+:)*\s")
TRACE = re.compile(
    r"required (?:from|by)|recursively required|[Ii]n (?:instantiation|substitution) of|skipping \d+ instantiation|"
    r"in requirement instantiation|[Ii]n (?:static )?(?:member )?function ['‘]|in ['‘]constexpr['’] expansion|"
    r"instantiation of .*requested here|in call to |In file included from|^\s+from ")


def expectations(path, case):
    """The regexes beside the lines of `case`."""
    found, inside, depth = [], False, 0
    for line in open(path, encoding="utf-8"):
        if re.match(rf"\s*#\s*ifdef\s+EPONYM_CASE_{case}\s*$", line):
            inside, depth = True, 1
            continue
        if not inside:
            continue
        if re.match(r"\s*#\s*if", line):
            depth += 1
        elif re.match(r"\s*#\s*endif", line):
            depth -= 1
            if depth == 0:
                break
        elif match := re.search(r"//\s*error:\s*(.*\S)", line):
            found.append(match[1])
    return found


def without_trace(text):
    """The diagnostics that say something, without the compiler's trace of how it came there."""
    kept, keeping = [], True
    for line in text.splitlines():
        if HEAD.match(line) or line.startswith(("In file included", "                 from")):
            keeping = not TRACE.search(line)
        if keeping and not re.match(r"^\d+ errors? generated\.|^compilation terminated|^cc1plus:", line):
            kept.append(line)
    return "\n".join(kept)


def main():
    path, case, *command = sys.argv[1:]
    # Warnings belong to the control: in a case they would stand beside the error that is counted.
    macro = [] if case == "control" else ["-w", f"-DEPONYM_CASE_{case}"]
    run = subprocess.run(command + macro + ["-fsyntax-only", "-fdiagnostics-color=never", path], capture_output=True,
                         text=True, errors="replace")
    output = run.stderr
    if case == "control":
        if run.returncode != 0:
            sys.exit(f"the control does not compile:\n{output}")
        return

    faults = []
    regexes = expectations(path, case)
    if not regexes:
        faults.append("the case has no `// error: <regex>` comment")
    if run.returncode == 0:
        faults.append("the case compiles")
    errors = len(re.findall(r"(?:^|: )(?:fatal )?error: ", output, re.MULTILINE))
    if errors != 1:
        faults.append(f"{errors} errors instead of 1")
    faults += [f"no match for: {regex}" for regex in regexes if not re.search(regex, output)]
    told = without_trace(output)
    lines, size = len(told.splitlines()), len(told.encode())
    if lines > MAX_LINES or size > MAX_BYTES:
        faults.append(f"{lines} lines and {size} bytes without the trace; at most {MAX_LINES} and {MAX_BYTES} are allowed")
    print(f"{errors} error, {lines} lines and {size} bytes without the trace, {len(output.splitlines())} and {len(output)} with it")
    if faults:
        sys.exit("\n".join(faults) + f"\nThe compiler said:\n{output}")


main()
