# SPDX-License-Identifier: BSL-1.0
"""Writes tests/data/elementwise.safetensors: what PyTorch's functions of single elements, comparisons, pow and where
answer, for the tests of ours; and tests/data/prints/activations.txt: a line per layer, its name, a tab, how it prints.

A case is "<operation>.<number>"; its answer is "<case>.y", its operands are tensors that many cases share: the metadata
of a case names them, "x=x0.float32 numbers=0.2,20".
"""

import math
import pathlib
from collections import Counter

import safetensors.torch
import torch
from torch import nn
from torch.nn import functional

OUT = pathlib.Path(__file__).resolve().parents[1] / "data" / "elementwise.safetensors"
INF, NAN = math.inf, math.nan
tensors, metadata, numbers = {}, {"format": "pt", "torch": torch.__version__.split("+")[0]}, Counter()


def case(operation, operands, answer, values=()):
    name = f"{operation}.{numbers[operation]}"
    numbers[operation] += 1
    tensors[f"{name}.y"] = answer.contiguous().clone()
    words = [f"{role}={key}" for role, key in operands.items()]
    if values:
        words.append("numbers=" + ",".join(str(float(value)) for value in values))
    metadata[name] = " ".join(words)


# Name, function, and the numbers it is called with.
UNARY = (
    ("neg", torch.neg, ()), ("abs", torch.abs, ()), ("sqrt", torch.sqrt, ()), ("exp", torch.exp, ()),
    ("log", torch.log, ()), ("tanh", torch.tanh, ()), ("sigmoid", torch.sigmoid, ()), ("silu", functional.silu, ()),
    ("leaky_relu", functional.leaky_relu, (0.01,)), ("leaky_relu", functional.leaky_relu, (-0.5,)),
    ("elu", functional.elu, (1.0,)), ("elu", functional.elu, (-2.5,)),
    ("gelu", functional.gelu, ()), ("gelu_tanh", lambda x: functional.gelu(x, approximate="tanh"), ()),
    ("softplus", functional.softplus, (1.0, 20.0)), ("softplus", functional.softplus, (2.0, 5.0)),
    ("softplus", functional.softplus, (-1.0, 20.0)),
    ("hardtanh", functional.hardtanh, (-1.0, 1.0)), ("hardtanh", functional.hardtanh, (-0.25, 2.0)),
    ("clamp", torch.clamp, (-1.0, 0.5)), ("clamp", torch.clamp, (2.0, -2.0)), ("clamp", torch.clamp, (-1.0, NAN)),
    ("clamp", torch.clamp, (NAN, 1.0)), ("clamp_min", lambda x, low: torch.clamp(x, min=low), (0.0,)),
    ("clamp_max", lambda x, high: torch.clamp(x, max=high), (0.25,)),
    *(("pow", torch.pow, (exponent,)) for exponent in (0, 1, 2, 3, 4, 0.5, -0.5, -1, -2, -3, 2.5, 0.3125, INF, -INF, NAN)),
)


def unary():
    special = (0.0, -0.0, 1.0, -1.0, INF, -INF, NAN, 1e-40, -1e-40, 1e-45, 3e38, -3e38, -90.0, -100.0, 90.0, 100.0, -745.0,
               -750.0, 710.0, 1e-8, -1e-8, 0.41421356, -0.6931472, 5.0, -5.0, -8.0, 20.0, 21.0, 1e-320, 1e308, -1e308)
    for dtype in (torch.float32, torch.float64):
        kind = str(dtype).removeprefix("torch.")
        inputs = [torch.tensor(special, dtype=torch.float64).to(dtype)]
        inputs += [torch.randn(shape, dtype=torch.float64).to(dtype) * 3 for shape in ((0,), (1,), (31,), (33,), (3, 5, 7))]
        for position, x in enumerate(inputs):
            key = f"x{position}.{kind}"
            tensors[key] = x
            for name, function, values in UNARY:
                if position == 0:
                    # PyTorch answers some of these in another way where they stand beside others: gelu of infinity.
                    y = torch.cat([function(one, *values) for one in x.split(1)])
                else:
                    y = function(x, *values)
                case(name, {"x": key}, y, values)


def binary():
    compare = ("lt", "le", "gt", "ge", "eq", "ne")
    shapes = (((0,), (0,)), ((1,), (1,)), ((31,), (31,)), ((33,), (1,)), ((3, 1), (1, 17)), ((2, 3, 4), ()), ((2, 1, 4), (3, 1)),
              ((0, 3), (1, 3)))
    for dtype in (torch.float32, torch.float64, torch.int64):
        kind = str(dtype).removeprefix("torch.")
        pairs = [(torch.randint(-3, 4, a).to(dtype), torch.randint(-3, 4, b).to(dtype)) for a, b in shapes]
        if dtype != torch.int64:
            edges = torch.tensor([0.0, -0.0, 1.0, -1.0, 0.5, -2.0, 3.0, INF, -INF, NAN], dtype=dtype)
            pairs.append((edges[:, None].clone(), edges.clone()))
        for number, (a, b) in enumerate(pairs):
            operands = {"a": f"a{number}.{kind}", "b": f"b{number}.{kind}"}
            tensors[operands["a"]], tensors[operands["b"]] = a, b
            for name in compare:
                case(name, operands, getattr(torch, name)(a, b))
            if dtype != torch.int64:
                case("pow_tensor", operands, torch.pow(a, b))
                condition = f"c{number}.{kind}"
                tensors[condition] = torch.rand(b.shape) < 0.5
                case("where", {"condition": condition, **operands}, torch.where(tensors[condition], a, b))


torch.manual_seed(0)
torch.set_num_threads(1)
unary()
binary()
safetensors.torch.save_file(tensors, OUT, metadata=metadata)
OUT.chmod(0o644)

LAYERS = {
    "leaky_relu": nn.LeakyReLU(), "leaky_relu_0.2": nn.LeakyReLU(0.2), "leaky_relu_1e-05": nn.LeakyReLU(1e-5),
    "elu": nn.ELU(), "elu_0.5": nn.ELU(0.5), "gelu": nn.GELU(), "gelu_tanh": nn.GELU("tanh"), "silu": nn.SiLU(),
    "sigmoid": nn.Sigmoid(), "tanh": nn.Tanh(), "hardtanh": nn.Hardtanh(), "hardtanh_-2_0.5": nn.Hardtanh(-2.0, 0.5),
    "softplus": nn.Softplus(), "softplus_2_30": nn.Softplus(2.0, 30.0), "softmax_1": nn.Softmax(1), "softmax_-1": nn.Softmax(-1),
    "log_softmax_1": nn.LogSoftmax(1), "log_softmax_0": nn.LogSoftmax(0),
}
(OUT.parent / "prints" / "activations.txt").write_text("".join(f"{name}\t{layer}\n" for name, layer in LAYERS.items()))
