# SPDX-License-Identifier: BSL-1.0
"""io_interop.py FOLDER: files go both ways between interop_io_tool and the real PyTorch and safetensors."""
import collections
import pathlib
import subprocess
import sys
import tempfile
import zipfile
import zlib

try:
    import safetensors
    import safetensors.torch
    import torch
    import torch.utils.serialization
except ImportError:
    sys.exit(77)

import make_io_files

TOOL = pathlib.Path(sys.argv[1]) / "interop_io_tool"
PATTERN = bytes(i % 61 for i in range(4096))


def raw(tensor):
    return tensor.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes() if tensor.numel() else b""


def check(condition, text):
    if not condition:
        sys.exit(f"failed: {text}")


def check_types(tensors, source):
    check(len(tensors) > 15, f"{source}: {len(tensors)} tensors")
    for name, tensor in tensors.items():
        check(raw(tensor) == PATTERN[:tensor.numel() * tensor.element_size()], f"{source}: bytes of {name}")
        check(name in ("scalar", "empty.größe") or (str(tensor.dtype) == "torch." + name and tensor.shape == (2, 3, 4)),
              f"{source}: {name} is {tensor.dtype} {tuple(tensor.shape)}")
    check(tensors["scalar"].shape == () and tensors["empty.größe"].shape == (2, 0, 3), f"{source}: shapes")


def check_views(tensors, source):
    check(raw(tensors["whole"]) == PATTERN[:512], f"{source}: the whole")
    check(tensors["column"].tolist() == tensors["whole"][:, 5].tolist(), f"{source}: the column")
    check(tensors["column"].untyped_storage().data_ptr() == tensors["whole"].untyped_storage().data_ptr(),
          f"{source}: the storage is not shared")


def read_ours(folder):
    subprocess.run([TOOL, "write", folder], check=True)
    config = torch.utils.serialization.config.load
    for offsets in (False, True):
        config.calculate_storage_offsets = offsets
        for mmap in (False, True):
            source = f"torch.load, mmap={mmap}, calculate_storage_offsets={offsets}"
            types = torch.load(folder / "types.pt", weights_only=True, mmap=mmap)
            check(type(types) is collections.OrderedDict, source)
            check(types._metadata == {"": {"version": 1}, "norm": {"version": 2}}, f"{source}: _metadata")
            check_types(types, source)
            check_views(torch.load(folder / "views.pt", weights_only=True, mmap=mmap), source)
    config.calculate_storage_offsets = False
    check_types(safetensors.torch.load_file(folder / "types.safetensors"), "load_file")
    with safetensors.safe_open(folder / "types.safetensors", "pt") as opened:
        check(opened.metadata() == {"format": "pt"}, "the metadata")
    check(zipfile.ZipFile(folder / "types.pt").testzip() is None, "zipfile: a checksum")


def flattened(value, path=""):
    if isinstance(value, torch.Tensor):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from flattened(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from flattened(item, f"{path}.{index}" if path else str(index))


def read_theirs(folder):
    make_io_files.make(folder)
    for name in ("network", "types", "views", "many", "checkpoint", "one", "tensor", "no_checksums"):
        compare(folder / f"{name}.pt", torch.load(folder / f"{name}.pt", weights_only=True))
    for name in ("types", "names", "empty"):
        compare(folder / f"{name}.safetensors", safetensors.torch.load_file(folder / f"{name}.safetensors"))


def compare(path, value):
    printed = subprocess.run([TOOL, "read", path], check=True, capture_output=True, encoding="utf-8").stdout
    found = sorted(printed.splitlines())
    expected = sorted("\t".join([name, str(tensor.dtype).removeprefix("torch."), ",".join(map(str, tensor.shape)),
                                 f"{zlib.crc32(raw(tensor)):08x}"]) for name, tensor in flattened(value))
    check(found == expected, f"{path.name}: found {found}, expected {expected}")


with tempfile.TemporaryDirectory() as temporary:
    read_ours(pathlib.Path(temporary))
    read_theirs(pathlib.Path(temporary))
print(f"PyTorch {torch.__version__}, safetensors {safetensors.__version__}: all files agree")
