# SPDX-License-Identifier: BSL-1.0
"""make_io_files.py FOLDER write: makes tests/data/io with the real PyTorch and safetensors. Without "write": as a test,
compares what they make today with what is committed."""
import argparse
import collections
import os
import pathlib
import sys
import tempfile
import zipfile

try:
    import safetensors.torch
    import torch
    import torch.utils.serialization
except ImportError:
    sys.exit(77)

DATA = pathlib.Path(os.environ.get("EPONYM_SOURCE_DIR", pathlib.Path(__file__).parents[2])) / "tests/data/io"
TYPES = ["bool", "uint8", "int8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "bfloat16",
         "float32", "float64", "complex64", "float8_e4m3fn", "float8_e5m2"]


def every_type():
    return {name: torch.arange(6).reshape(2, 3).to(getattr(torch, name)) for name in TYPES}


def network():
    """Parameters 0, 1, 2, ... in the order of the state dict."""
    net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4), torch.nn.Linear(4, 2))
    number = 0
    for tensor in net.state_dict().values():
        tensor.copy_(torch.arange(number, number + tensor.numel()).reshape(tensor.shape))
        number += tensor.numel()
    return net


def make(folder):
    def save(value, name, **options):
        torch.save(value, folder / name, **options)

    def save_safe(tensors, name, **options):
        safetensors.torch.save_file(tensors, folder / name, **options)

    save_safe(every_type(), "types.safetensors", metadata={"format": "pt"})
    save_safe({}, "empty.safetensors")
    save_safe({'quote " and \\': torch.ones(1), "größe.权重": torch.ones(2), "tab\u00a0": torch.zeros(0, 3),
               "scalar": torch.tensor(7.0), "a": torch.ones(1, dtype=torch.int64)}, "names.safetensors",
              metadata={"format": "pt"})

    save(network().state_dict(), "network.pt")
    save(collections.OrderedDict((k, v) for k, v in every_type().items()), "types.pt")
    base = torch.arange(12.0).reshape(3, 4)
    save(collections.OrderedDict(whole=base, row=base[1], transposed=base.T, alone=torch.zeros(2, 0), scalar=base.sum()),
         "views.pt")
    save(collections.OrderedDict((f"key.{i}", base.view(3, 4)) for i in range(1001)), "many.pt")
    save({"model": network().state_dict(), "epoch": 3, "loss": 0.25, "big": 2**40, "negative": -5, "name": "größe",
          "nothing": None, "yes": True, "list": [1, (2, 3), base], "milestones": collections.Counter([30, 80]),
          "size": torch.Size([2, 3]), "dtype": torch.bfloat16, "device": torch.device("cuda", 1), "raw": b"a\xff",
          "steps": {0: {"step": torch.tensor(1.0)}}, "parameter": torch.nn.Parameter(torch.ones(2)),
          "infinite": float("inf")}, "checkpoint.pt")
    save({"w": base}, "one.pt")
    save(base, "tensor.pt")
    with zipfile.ZipFile(folder / "one.pt") as stored, zipfile.ZipFile(folder / "deflated.pt", "w") as deflated:
        for entry in stored.infolist():
            fixed = zipfile.ZipInfo(entry.filename)
            deflated.writestr(fixed, stored.read(entry), zipfile.ZIP_DEFLATED)

    save({"args": argparse.Namespace(lr=1)}, "namespace.pt")
    save({"w": torch.eye(2).to_sparse()}, "sparse.pt")
    save({"w": torch.ones(2, dtype=torch.complex64).conj()}, "conjugated.pt")
    save({"w": base}, "legacy.pt", _use_new_zipfile_serialization=False)
    torch.utils.serialization.config.save.compute_crc32 = False
    save({"w": base}, "no_checksums.pt")
    torch.utils.serialization.config.save.compute_crc32 = True
    try:
        import numpy
        save({"best": {"accuracy": numpy.float64(0.5)}}, "numpy.pt")
    except ImportError:
        pass


if __name__ == "__main__":
    if sys.argv[2:] == ["write"]:
        DATA.mkdir(parents=True, exist_ok=True)
        make(DATA)
        sys.exit(0)
    with tempfile.TemporaryDirectory() as folder:
        make(pathlib.Path(folder))
        for made in sorted(pathlib.Path(folder).iterdir()):
            committed = DATA / made.name
            if not committed.exists():
                sys.exit(f"{committed} is missing; run this script with 'write'")
            if made.suffix == ".safetensors" and made.read_bytes() != committed.read_bytes():
                sys.exit(f"safetensors writes {made.name} differently now")
            if made.suffix == ".pt" and made.stat().st_size != committed.stat().st_size:
                print(f"note: PyTorch {torch.__version__} writes {made.name} in another size than the committed one")
