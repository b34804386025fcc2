# SPDX-License-Identifier: BSL-1.0
"""What one file costs the compiler: processor time, which other load on the machine disturbs least, and peak memory."""
import subprocess
import sys

import peers
from measurement import Measurement
from processes import fastest, timed

TITLE = "Compiling"
NOTE = ("Processor time and peak memory of the compiler. One file, `-O2 -c`, default flags: MLP 784-256-10 as a struct, loaded from a file and called; the same of ResNet-18 and GPT-2 (examples/models). And a file with a model of N "
        "keys, whose names, schema and compatibility with a second model are worked out by the compiler (`-fsyntax-only`).")
KEYS = (1, 10, 100, 600, 2000)
MODELS = {"mlp": "MLP", "resnet18": "ResNet-18", "gpt2": "GPT-2"}
COMPILERS = ("g++", "clang++-19")


def measure_model(context, compiler, model, title):
    here = context.source / "benchmarks/compile_time"
    output = ["-o", context.build / "compiled.o"]
    command = [compiler, "-std=c++20", "-O2", "-c"]
    ours = [*command, f"-I{context.source}/include", "-isystem", context.pfr, here / f"{model}_eponym.cpp", *output]
    sides = {"header-only": lambda: timed(ours), "compiled": lambda: timed([*ours, "-DEPONYM_COMPILED"])}
    theirs = here / f"{model}_libtorch.cpp"
    if theirs.exists():
        sides[peers.LIBTORCH] = lambda: timed([*command, *peers.TORCH_COMPILE, theirs, *output], stderr=subprocess.DEVNULL)
    best = fastest(context.compile_rounds, sides)
    for index, (what, unit) in enumerate((("time", "s"), ("memory", "MB"))):
        values = {side: figures[index] for side, figures in best.items()}
        yield Measurement("compile_time", f"{title}, {compiler}, {what}", unit,
                          {form: values.pop(form) for form in ("header-only", "compiled")}, values)


def measure_keys(context, compiler, keys):
    source = context.build / f"keys_{keys}.cpp"
    with open(source, "w") as file:
        subprocess.run([sys.executable, context.source / "benchmarks/compile_time/keys.py", str(keys)], stdout=file, check=True)
    command = [compiler, "-std=c++20", "-fsyntax-only", f"-I{context.source}/include", "-isystem", context.pfr, source]
    best = fastest(context.compile_rounds, {"header-only": lambda: timed(command),
                                            "compiled": lambda: timed([*command, "-DEPONYM_COMPILED"])})
    for index, (what, unit) in enumerate((("time", "s"), ("memory", "MB"))):
        yield Measurement("compile_time", f"{keys:,} key{'s' * (keys > 1)}, {compiler}, {what}", unit,
                          {form: values[index] for form, values in best.items()}, {})


def measure(context):
    for compiler in COMPILERS:
        for model, title in MODELS.items():
            yield from measure_model(context, compiler, model, title)
    for compiler in COMPILERS:
        for keys in KEYS:
            yield from measure_keys(context, compiler, keys)
