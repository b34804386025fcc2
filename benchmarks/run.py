# SPDX-License-Identifier: BSL-1.0
"""Measures the parts named, or all of them, and then writes RESULTS.md. Called by ./benchmark."""
import argparse
import datetime
import importlib.util
import json
import os
import pathlib
import platform
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PARTS = ("compile_time", "models", "io", "start", "ops")


def load_part(name):
    specification = importlib.util.spec_from_file_location(f"{name}_measure", HERE / name / "measure.py")
    part = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(part)
    return part


class Context:
    """What a part needs to know."""

    def __init__(self, arguments):
        self.source, self.build = HERE.parent, arguments.build.resolve()
        self.rounds, self.compile_rounds = arguments.rounds, arguments.compile_rounds
        self.settings = json.loads((self.build / "benchmarks.json").read_text())
        self.pfr = self.settings["pfr"]

    def program(self, name):
        return pathlib.Path(self.settings["bin"]) / f"benchmark_{name}"


def first_line(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def machine():
    import peers
    cpuinfo = pathlib.Path("/proc/cpuinfo").read_text()
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1)) / 2**20
    flags = set(re.search(r"flags\s*:(.*)", cpuinfo).group(1).split())
    sets = [name for name in ("avx2", "avx512f", "avx512_vnni", "amx_tile") if name in flags]
    field = {key: re.search(rf"{key}\s*:\s*(.*)", cpuinfo).group(1) for key in ("model name", "cpu family", "model", "cpu MHz")}
    compiler = ", ".join(first_line(name, "--version") for name in ("g++", "clang++-19"))
    return "\n".join([
        f"- {field['model name']} (family {field['cpu family']}, model {field['model']}, {', '.join(sets)}), "
        f"{len(re.findall('^processor', cpuinfo, re.M))} cores, {memory:.0f} GiB, {field['cpu MHz']} MHz as reported",
        f"- {platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release()}, Python {platform.python_version()}",
        f"- {compiler}",
        f"- {peers.LIBTORCH}, {peers.ONNX_RUNTIME}, {peers.SAFETENSORS}, from their Python packages"])


def write_results(sections, arguments):
    from measurement import table
    text = ["# Results", "", f"Written by `./benchmark` on {datetime.date.today()}. Every row is from one run, in which the contenders "
            f"took turns; each figure is the smallest of {arguments.rounds} rounds ({arguments.compile_rounds} for compiling, half as many "
            "for checkpoints, twice as many for starts). What counts is the ratio: machines differ.", "",
            machine(), f"- load average when the run ended: {os.getloadavg()[1]:.1f} (1.0 would be the benchmark alone)", ""]
    for part, measurements in sections:
        text += [f"## {part.TITLE}", part.NOTE, "", table(measurements), ""]
    (HERE / "RESULTS.md").write_text("\n".join(text))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}")
    parser.add_argument("--build", type=pathlib.Path, default=HERE.parent / "build/benchmark")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--compile-rounds", type=int, default=3)
    arguments = parser.parse_args()
    for name in set(arguments.parts) - set(PARTS):
        parser.error(f"no part '{name}'; there are {', '.join(PARTS)}")
    sys.path.insert(0, str(HERE))
    context = Context(arguments)
    sections = []
    for name in arguments.parts or [name for name in PARTS if (HERE / name / "measure.py").exists()]:
        part = load_part(name)
        measurements = []
        for measurement in part.measure(context):
            measurement.report()
            measurements.append(measurement)
        sections.append((part, measurements))
    if not arguments.parts:
        write_results(sections, arguments)


main()
