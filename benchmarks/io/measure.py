# SPDX-License-Identifier: BSL-1.0
"""A checkpoint of 1 GiB in both formats: mapped, copied into a model, saved."""
import math
import os
import pathlib
import sys
import tempfile

import peers
from measurement import Measurement
from processes import Contender, fastest

TITLE = "A checkpoint of 1 GiB"
NOTE = ("64 layers of 2048 x 2048 floats; the file is in the page cache. Map: into a model, and touch every page. Copy: into a model whose "
        "memory exists. eponym's save ends with fsync and a rename; the peers' save leaves the data to the page cache, so they are measured "
        "with an fsync behind it too, and all of them on a tmpfs, where fsync does nothing.")
MEMORY = pathlib.Path("/dev/shm")
FORMATS = {"safetensors": peers.SAFETENSORS, "pt": peers.PYTORCH}


def reading(contender, task, path, sums):
    seconds, total = map(float, contender.ask(task, path).split())
    sums.append(total)
    if not math.isclose(total, sums[0], rel_tol=1e-9):
        raise SystemExit(f"benchmark: '{task} {path}' by {contender.command} sums to {total}, the others to {sums[0]}")
    return seconds


def saving(contender, task, path, check):
    os.sync()
    seconds = float(contender.ask(task, path))
    check(path)
    path.unlink()
    return seconds


def measure_format(rounds, contenders, peer, suffix, folder):
    name, sums = FORMATS[suffix], []
    sides = contenders | {name: peer}
    title = f".{suffix}"
    file = folder / f"checkpoint.{suffix}"
    peer.ask("save", file)
    for task, what in (("map", "map and touch"), ("load", "copy into a model")):
        best = fastest(rounds, {side: lambda c=c: reading(c, task, file, sums) for side, c in sides.items()})
        yield Measurement("io", f"{title}, {what}", "s", best, {name: best.pop(name)})
    yield from measure_saving(rounds, contenders, peer, suffix, folder, sums)
    file.unlink()


def measure_saving(rounds, contenders, peer, suffix, folder, sums):
    name = FORMATS[suffix]

    def check(path):
        reading(peer, "map", path, sums)

    def measures(path):
        return {side: lambda c=c: saving(c, "save", path, check) for side, c in (contenders | {name: peer}).items()}

    on_disk = folder / f"saved.{suffix}"
    best = fastest(rounds, measures(on_disk) | {"fsync": lambda: saving(peer, "sync", on_disk, check)})
    synced, unsynced = best.pop("fsync"), best.pop(name)
    yield Measurement("io", f".{suffix}, save", "s", best, {name: unsynced})
    yield Measurement("io", f".{suffix}, save, fsync on both sides", "s", best, {name: synced})
    if MEMORY.is_dir():
        with tempfile.TemporaryDirectory(dir=MEMORY) as memory:
            best = fastest(rounds, measures(pathlib.Path(memory) / f"saved.{suffix}"))
        yield Measurement("io", f".{suffix}, save to tmpfs", "s", best, {name: best.pop(name)})


def measure(context):
    with tempfile.TemporaryDirectory() as folder, \
            Contender(context.program("io_header_only")) as header_only, Contender(context.program("io_compiled")) as compiled, \
            Contender(sys.executable, context.source / "benchmarks/io/peer.py") as peer:
        for suffix in FORMATS:
            yield from measure_format((context.rounds + 1) // 2, {"header-only": header_only, "compiled": compiled}, peer, suffix,
                                      pathlib.Path(folder))
