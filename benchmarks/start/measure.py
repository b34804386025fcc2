# SPDX-License-Identifier: BSL-1.0
"""From the start of a process to its first output, with its peak memory and the size of what has to be shipped."""
import pathlib
import re
import subprocess
import sys
import time

import peers
from measurement import Measurement
from processes import fastest, peak_memory

TITLE = "Cold start"
NOTE = ("A program that loads the MLP's file, runs it once and prints. Size: the stripped program, for LibTorch with its own libraries "
        "(without CUDA's).")


def start(program, model):
    """(seconds to the first line of output, peak memory)."""
    begin = time.perf_counter()
    process = subprocess.Popen([program, model], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    if not process.stdout.readline().strip():
        raise SystemExit(f"benchmark: {program} printed nothing")
    seconds = time.perf_counter() - begin
    memory = peak_memory(process.pid)
    process.communicate()
    return seconds, memory


def shipped_size(program):
    """Bytes of the stripped program and of the libraries that lie beside torch's."""
    stripped = program.with_suffix(".stripped")
    subprocess.run(["strip", "-o", stripped, program], check=True)
    libraries = re.findall(r"=> (\S+)", subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout)
    own = {pathlib.Path(library).resolve() for library in libraries}
    return stripped.stat().st_size + sum(file.stat().st_size for file in own if file.parent == peers.TORCH / "lib")


def measure(context):
    networks = context.build / "networks"
    subprocess.run([sys.executable, context.source / "benchmarks/models/make_networks.py", networks], check=True)
    libtorch = peers.build(context, "start/libtorch.cpp", *peers.TORCH_COMPILE, *peers.TORCH_LINK)
    subprocess.run([libtorch, networks / "mlp_libtorch.pt", "write"], check=True)
    programs = {
        "header-only": (context.program("start_header_only"), networks / "mlp.pt"),
        "compiled": (context.program("start_compiled"), networks / "mlp.pt"),
        peers.LIBTORCH: (libtorch, networks / "mlp_libtorch.pt"),
    }
    best = fastest(2 * context.rounds, {name: lambda p=program, m=model: start(p, m) for name, (program, model) in programs.items()})
    values = {name: (*best[name], shipped_size(program)) for name, (program, _) in programs.items()}
    for index, (what, unit) in enumerate((("start to first output", "ms"), ("peak memory", "MB"), ("size", "MB"))):
        yield Measurement("start", what, unit, {form: values[form][index] for form in ("header-only", "compiled")},
                          {peers.LIBTORCH: values[peers.LIBTORCH][index]})
