# SPDX-License-Identifier: BSL-1.0
"""Writes tests/data/initializers.safetensors: what torch.nn.init writes into tensors after torch.manual_seed(0).

A name is "<initialiser>/<shape>/<dtype>/<layout>". The layouts are "packed", "transposed" (stored with its dimensions
reversed) and "gaps" (that, and every dimension twice as far apart as it needs to be). The elements in order are
followed by one of torch.rand, drawn afterwards. The metadata has "count.<initialiser>", the number of its cases,
"gain.<nonlinearity>", the recommended gains as hexadecimal floats, and "hash.<trunc_normal>/<dtype>", the beginning of
the SHA-256 of the bytes of 100003 values.
"""

import hashlib
import itertools
import pathlib

import safetensors.torch
import torch
from torch import nn

OUT = pathlib.Path(__file__).resolve().parents[1] / "data" / "initializers.safetensors"
init = nn.init

VECTORS = ((7,), (40,))
MATRICES = ((3, 5), (6, 4), (5, 1), (17, 9), (1, 33))
KERNELS = ((4, 2, 3), (6, 4, 3, 2), (2, 3, 1, 2, 2))
EMPTY = ((0, 4), (3, 0))
DOUBLE = ((7,), (17, 9), (6, 4, 3, 2), (33, 50))
ALL = VECTORS + MATRICES + KERNELS + EMPTY
WEIGHTS = MATRICES + KERNELS + EMPTY

CASES = {
    "uniform": (lambda x: init.uniform_(x), ALL),
    "uniform_-10_10": (lambda x: init.uniform_(x, -10, 10), ALL),
    "normal": (lambda x: init.normal_(x), ALL),
    "normal_0.5_0.01": (lambda x: init.normal_(x, 0.5, 0.01), ALL),
    "trunc_normal": (lambda x: init.trunc_normal_(x), ALL),
    "trunc_normal_0.02": (lambda x: init.trunc_normal_(x, std=0.02), ALL),
    "trunc_normal_near": (lambda x: init.trunc_normal_(x, mean=0.5, std=2, a=-1, b=1), ALL),
    "trunc_normal_tail": (lambda x: init.trunc_normal_(x, mean=0, std=1, a=2.5, b=4), ALL),
    "trunc_normal_peak": (lambda x: init.trunc_normal_(x, mean=0.1, std=3, a=-0.3, b=0.2), ALL),
    "constant": (lambda x: init.constant_(x, 0.3), ALL),
    "zeros": (lambda x: init.zeros_(x), ALL),
    "ones": (lambda x: init.ones_(x), ALL),
    "eye": (lambda x: init.eye_(x), MATRICES + EMPTY),
    "dirac": (lambda x: init.dirac_(x), KERNELS),
    "dirac_2": (lambda x: init.dirac_(x, 2), KERNELS),
    "xavier_uniform": (lambda x: init.xavier_uniform_(x), WEIGHTS),
    "xavier_uniform_tanh": (lambda x: init.xavier_uniform_(x, init.calculate_gain("tanh")), WEIGHTS),
    "xavier_normal": (lambda x: init.xavier_normal_(x), WEIGHTS),
    "kaiming_uniform": (lambda x: init.kaiming_uniform_(x), WEIGHTS),
    "kaiming_uniform_0.2_out": (lambda x: init.kaiming_uniform_(x, a=0.2, mode="fan_out"), WEIGHTS),
    "kaiming_normal": (lambda x: init.kaiming_normal_(x), WEIGHTS),
    "kaiming_normal_out_relu": (lambda x: init.kaiming_normal_(x, mode="fan_out", nonlinearity="relu"), WEIGHTS),
    "kaiming_normal_selu": (lambda x: init.kaiming_normal_(x, nonlinearity="selu"), WEIGHTS),
    "orthogonal": (lambda x: init.orthogonal_(x), WEIGHTS + ((20, 20), (33, 50))),
    "orthogonal_2.5": (lambda x: init.orthogonal_(x, gain=2.5), MATRICES),
    "sparse_0.3": (lambda x: init.sparse_(x, 0.3), MATRICES),
    "sparse_0.9": (lambda x: init.sparse_(x, 0.9, std=2), MATRICES + ((20, 4),)),
}


def memory(shape, dtype, layout):
    """An uninitialised tensor of that layout."""
    if layout == "packed":
        return torch.empty(shape, dtype=dtype)
    spread = 2 if layout == "gaps" else 1
    whole = torch.empty([size * spread for size in reversed(shape)], dtype=dtype)
    view = whole.permute(tuple(reversed(range(len(shape)))))
    return view[tuple(slice(None, None, spread) for _ in shape)]


tensors, metadata = {}, {"format": "pt", "torch": torch.__version__.split("+")[0]}
for case, (initialise, shapes) in CASES.items():
    count = 0
    for shape in shapes:
        for dtype, layout in itertools.product((torch.float32, torch.float64), ("packed", "transposed", "gaps")):
            if dtype == torch.float64 and (layout == "transposed" or shape not in DOUBLE):
                continue
            if layout != "packed" and case.startswith("orthogonal") and len(shape) > 2:
                continue  # PyTorch refuses it
            x = memory(shape, dtype, layout)
            torch.manual_seed(0)
            initialise(x)
            name = f"{case}/{'x'.join(map(str, shape))}/{str(dtype).removeprefix('torch.')}/{layout}"
            tensors[name] = torch.cat([x.flatten(), torch.rand(1, dtype=dtype)])
            count += 1
    metadata[f"count.{case}"] = str(count)
for nonlinearity, parameter in (("linear", None), ("sigmoid", None), ("tanh", None), ("relu", None), ("selu", None),
                                ("leaky_relu", None), ("leaky_relu", 0.2), ("leaky_relu", 5**0.5)):
    name = nonlinearity if parameter is None else f"{nonlinearity}.{parameter:g}"
    metadata[f"gain.{name}"] = float(init.calculate_gain(nonlinearity, parameter)).hex()

for case in CASES:
    for dtype in (torch.float32, torch.float64):
        if case.startswith("trunc_normal"):
            x = torch.empty(100003, dtype=dtype)
            torch.manual_seed(0)
            CASES[case][0](x)
            name = f"hash.{case}/{str(dtype).removeprefix('torch.')}"
            metadata[name] = hashlib.sha256(x.numpy().tobytes()).hexdigest()[:16]

OUT.parent.mkdir(exist_ok=True)
safetensors.torch.save_file(tensors, OUT, metadata=metadata)
OUT.chmod(0o644)
