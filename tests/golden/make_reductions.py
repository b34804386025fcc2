# SPDX-License-Identifier: BSL-1.0
"""Writes tests/data/reductions.safetensors: what PyTorch's reductions, joins, views and channel dropouts answer.

A case is "<operation>.<number>"; its tensors are "<case>.x" and so on, the answer "<case>.y". The metadata has one
string per case with its parameters, "dim=0,2 keepdim=1 p=0.5", and as "print.<number>" what a layer prints. The
reductions share their operands: "input=3" is the tensor "input.3".
"""

import functools
import math
import pathlib
from collections import Counter

import safetensors.torch
import torch
from torch import nn
from torch.nn import functional

OUT = pathlib.Path(__file__).resolve().parents[1] / "data" / "reductions.safetensors"
F32, F64 = torch.float32, torch.float64
INF, NAN = math.inf, math.nan
tensors, metadata, numbers = {}, {"format": "pt", "torch": torch.__version__.split("+")[0]}, Counter()


def text(value):
    if isinstance(value, (list, tuple)):
        return ",".join(text(one) for one in value)
    return str(int(value)) if isinstance(value, bool) else str(value)


def case(operation, inputs, outputs, **parameters):
    name = f"{operation}.{numbers[operation]}"
    numbers[operation] += 1
    for role, tensor in {**inputs, **outputs}.items():
        tensors[f"{name}.{role}"] = tensor.detach().contiguous().clone()
    metadata[name] = " ".join(f"{key}={text(value)}" for key, value in parameters.items() if value is not None)


def randn(*shape, dtype=F32):
    return torch.randn(shape, dtype=F64).to(dtype)


@functools.cache
def inputs(dtype):
    """Tensors and the sets of dimensions that are reduced; None for all."""
    special = torch.tensor([[1.0, NAN, 3.0, -0.0], [INF, -INF, 2.0, 1.0], [0.0, -0.0, 0.0, -2.0], [5.0, 5.0, -5.0, -5.0]],
                           dtype=dtype)
    return ((randn(7, dtype=dtype), (None, 0)), (randn(3, 4, dtype=dtype), (None, 0, 1, -1)),
            (randn(2, 3, 1, 5, dtype=dtype), (None, 0, 2, (0, 2), (1, 3), (0, 1, 3))), (randn(1, dtype=dtype), (0,)),
            (randn(2, 67, dtype=dtype), (0, 1)), (randn(dtype=dtype), (None,)), (special, (None, 0, 1)),
            (torch.empty(0, 3, dtype=dtype), (None, 0, 1)), (torch.empty(2, 0, 4, dtype=dtype), (1, 2, (0, 2))))


def reduced(operation, function, **parameters):
    """The cases that PyTorch answers; it refuses the smallest of nothing."""
    for dtype in (F32, F64):
        for number, (x, dimensions) in enumerate(inputs(dtype), start=100 * (dtype == F64)):
            tensors[f"input.{number}"] = x
            for dim in dimensions:
                for keepdim in (False, True):
                    if dim is None and keepdim:
                        continue
                    try:
                        y = function(x, dim, keepdim)
                    except (IndexError, RuntimeError):
                        continue
                    y = y if isinstance(y, dict) else {"y": y}
                    case(operation, {}, y, input=number, dim=dim, keepdim=keepdim, **parameters)


def all_dimensions(x, dim):
    return tuple(range(x.dim())) if dim is None else dim


def reductions():
    reduced("min", lambda x, dim, keep: torch.amin(x, all_dimensions(x, dim), keep))

    def prod(x, dim, keep):
        for one in sorted((d % max(x.dim(), 1) for d in ([dim] if isinstance(dim, int) else all_dimensions(x, dim))),
                          reverse=True):
            x = torch.prod(x, one, keep)
        return x

    reduced("prod", prod)
    for p in (0, 1, 2, 3, 0.5, -1, INF, -INF):
        reduced("norm", lambda x, dim, keep: torch.linalg.vector_norm(x, p, dim, keep), p=p)
    for name, function, corrections in (("variance", torch.var, (1, 0, 0.5, 5)), ("standard_deviation", torch.std, (1, 0))):
        for correction in corrections:
            reduced(name, lambda x, dim, keep: function(x, dim, correction=correction, keepdim=keep),
                    correction=correction)
    far = torch.tensor([1e6, 1e6 + 1, 1e6 + 2, 1e6 + 4])
    tensors["input.200"] = far
    case("variance", {}, {"y": torch.var(far, 0)}, input=200, dim=0, keepdim=False, correction=1)

    def one(function):
        def along(x, dim, keep):
            if not isinstance(dim, int):
                raise IndexError
            y = function(x, dim, keepdim=keep)
            return y if isinstance(y, torch.Tensor) else {"values": y.values, "indices": y.indices}

        return along

    reduced("argmin", one(torch.argmin))
    reduced("min_with_indices", one(torch.min))
    reduced("max_with_indices", one(torch.max))


def joins():
    for dtype in (F32, F64, torch.int64, torch.bool, torch.bfloat16):
        def some(*shape):
            return (randn(*shape) * 5).to(dtype)

        for shapes, dim in ((((3,), (4,)), 0), (((2, 3), (2, 1), (2, 4)), 1), (((2, 3), (1, 3)), -2), (((5,),), 0),
                            (((2, 3, 4), (2, 0, 4), (2, 2, 4)), 1), (((0, 3), (0, 3)), 0), (((1, 2, 1), (1, 2, 3)), -1)):
            parts = [some(*shape) for shape in shapes]
            case("cat", {str(i): part for i, part in enumerate(parts)}, {"y": torch.cat(parts, dim)}, dim=dim,
                 count=len(parts))
        for shape, count, dim in (((3,), 2, 0), ((3,), 2, 1), ((2, 3), 3, -1), ((2, 3), 3, 1), ((), 4, 0), ((0, 2), 2, 1),
                                  ((2, 1, 2), 1, -2)):
            parts = [some(*shape) for _ in range(count)]
            case("stack", {str(i): part for i, part in enumerate(parts)}, {"y": torch.stack(parts, dim)}, dim=dim,
                 count=count)


def views():
    for dtype in (F32, torch.int32):
        def some(*shape):
            return (randn(*shape) * 5).to(dtype)

        for operation, size, shape, dim in (("split", 3, (7,), 0), ("split", 2, (2, 4, 3), 1), ("split", 5, (2, 3), -1),
                                            ("split", 1, (3, 0), 0), ("chunk", 3, (7,), 0), ("chunk", 4, (2, 6), 1),
                                            ("chunk", 2, (1, 3), 0), ("chunk", 2, (3, 0), 1)):
            x = some(*shape)
            parts = getattr(torch, operation)(x, size, dim)
            case(operation, {"x": x}, {f"y{i}": part for i, part in enumerate(parts)}, size=size, dim=dim,
                 count=len(parts))
        for shape, dim in (((1, 3), 0), ((2, 1, 3), 1), ((2, 1), -1), ((2, 3), 0), ((1, 0), 0)):
            case("squeeze", {"x": (x := some(*shape))}, {"y": x.squeeze(dim)}, dim=dim)
        for shape in ((1, 3, 1), (1, 1), (2, 3), ()):
            case("squeeze", {"x": (x := some(*shape))}, {"y": x.squeeze()})
        for shape, dim in (((3,), 0), ((3,), 1), ((3,), -1), ((2, 3), -2), ((2, 3), -3), ((), 0), ((0, 2), 1)):
            case("unsqueeze", {"x": (x := some(*shape))}, {"y": x.unsqueeze(dim)}, dim=dim)
        for shape, wanted in (((3, 1), (3, 4)), ((3, 1), (2, -1, 4)), ((3,), (2, 2, 3)), ((), (2,)), ((1, 2), (0, 2)),
                              ((2, 1, 3), (-1, -1, -1)), ((1, 1), (5, 1))):
            case("expand", {"x": (x := some(*shape))}, {"y": x.expand(wanted)}, shape=wanted)
        for shape, dim, sizes in (((2, 6), 1, (2, 3)), ((12,), 0, (3, -1)), ((2, 6, 5), -2, (-1, 2)), ((3, 1), 1, (1, 1)),
                                  ((0, 4), 1, (2, 2)), ((4, 0), 1, (0, 3))):
            case("unflatten", {"x": (x := some(*shape))}, {"y": x.unflatten(dim, sizes)}, dim=dim, sizes=sizes)


def dropouts():
    for dtype in (F32, F64):
        for name, shape in (("dropout1d", (3, 5, 4)), ("dropout1d", (7, 2)), ("dropout1d", (2, 3, 0)), ("dropout1d", (1, 1, 9)),
                            ("dropout2d", (2, 8, 3, 2)), ("dropout2d", (4, 3, 5)), ("dropout2d", (0, 3, 2, 2)),
                            ("dropout2d", (3, 1, 1, 1))):
            for p in (0.5, 0.2, 0, 1):
                x = randn(*shape, dtype=dtype)
                torch.manual_seed(3)
                y = getattr(functional, name)(x, p, True)
                case(name, {"x": x}, {"y": y, "after": torch.rand(1)}, p=p)


def prints():
    for number, layer in enumerate((nn.Unflatten(1, (2, 3)), nn.Unflatten(-1, (4,)), nn.Unflatten(1, (-1, 5, 5)),
                                    nn.Dropout1d(), nn.Dropout1d(0.25), nn.Dropout2d(), nn.Dropout2d(0.1))):
        metadata[f"print.{number}"] = str(layer)


torch.manual_seed(0)
torch.set_num_threads(1)
for family in (reductions, joins, views, dropouts, prints):
    family()
OUT.parent.mkdir(exist_ok=True)
safetensors.torch.save_file(tensors, OUT, metadata=metadata)
OUT.chmod(0o644)
