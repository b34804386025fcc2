# SPDX-License-Identifier: BSL-1.0
"""Writes tests/data/ops.safetensors: what PyTorch's operations answer, for the tests of ours.

A case is "<operation>.<number>"; its tensors are "<case>.x" and so on, the answer "<case>.y". The metadata has one
string per case with its parameters, "stride=2,1 padding=1,1"; a case without parameters has the empty string.
"""

import math
import pathlib
from collections import Counter

import safetensors.torch
import torch
from torch.nn import functional

OUT = pathlib.Path(__file__).resolve().parents[1] / "data" / "ops.safetensors"
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
    metadata[name] = " ".join(f"{key}={text(value)}" for key, value in parameters.items())


def randn(*shape, dtype=F32):
    return torch.randn(shape, dtype=F64).to(dtype)


def matmul():
    for dtype in (F32, F64):
        for a, b in (((1, 1), (1, 1)), ((3, 4), (4, 5)), ((17, 33), (33, 9)), ((1, 64), (64, 10)), ((2, 0), (0, 3)),
                     ((31, 7), (7, 32))):
            a, b = randn(*a, dtype=dtype), randn(*b, dtype=dtype)
            case("matmul", {"a": a, "b": b}, {"y": a @ b})


def linear():
    for dtype in (F32, F64):
        for batch, inputs, outputs in (((1,), 3, 2), ((5,), 20, 33), ((), 7, 5), ((2, 3), 16, 10), ((0,), 4, 2)):
            x = randn(*batch, inputs, dtype=dtype)
            weight, bias = randn(outputs, inputs, dtype=dtype), randn(outputs, dtype=dtype)
            case("linear", {"x": x, "weight": weight, "bias": bias}, {"y": functional.linear(x, weight, bias)})
            case("linear", {"x": x, "weight": weight}, {"y": functional.linear(x, weight)})


def conv2d():
    cases = (  # x, weight, stride, padding, dilation, groups
        ((1, 1, 5, 5), (1, 1, 3, 3), (1, 1), (0, 0), (1, 1), 1),
        ((2, 3, 9, 8), (4, 3, 3, 3), (1, 1), (1, 1), (1, 1), 1),
        ((1, 1, 12, 12), (6, 1, 5, 5), (1, 1), (2, 2), (1, 1), 1),
        ((2, 4, 11, 10), (6, 2, 3, 2), (2, 1), (1, 0), (1, 1), 2),
        ((1, 3, 13, 9), (2, 3, 3, 3), (1, 2), (2, 1), (2, 2), 1),
        ((1, 4, 7, 7), (4, 1, 3, 3), (2, 2), (1, 1), (1, 1), 4),
        ((1, 2, 10, 11), (4, 1, 2, 3), (3, 2), (0, 3), (1, 2), 2),
        ((3, 5, 4, 4), (7, 5, 1, 1), (1, 1), (0, 0), (1, 1), 1),
        ((1, 2, 3, 3), (3, 2, 3, 3), (1, 1), (0, 0), (1, 1), 1),
    )
    for dtype in (F32, F64):
        for number, (x, weight, stride, padding, dilation, groups) in enumerate(cases):
            x, weight, bias = randn(*x, dtype=dtype), randn(*weight, dtype=dtype), randn(weight[0], dtype=dtype)
            inputs = {"x": x, "weight": weight} | ({"bias": bias} if number % 3 != 2 else {})
            y = functional.conv2d(x, weight, inputs.get("bias"), stride, padding, dilation, groups)
            case("conv2d", inputs, {"y": y}, stride=stride, padding=padding, dilation=dilation, groups=groups)


def max_pool2d():
    cases = (  # x, kernel, stride, padding, dilation, ceil_mode
        ((1, 1, 4, 4), (2, 2), (2, 2), (0, 0), (1, 1), False),
        ((2, 3, 7, 9), (2, 2), (2, 2), (0, 0), (1, 1), False),
        ((2, 3, 7, 9), (2, 2), (2, 2), (0, 0), (1, 1), True),
        ((1, 2, 8, 8), (3, 2), (1, 2), (1, 0), (1, 1), False),
        ((1, 2, 10, 9), (3, 3), (2, 2), (1, 1), (2, 1), False),
        ((1, 2, 10, 9), (3, 3), (2, 3), (1, 1), (1, 2), True),
        ((1, 1, 5, 5), (2, 2), (3, 3), (1, 1), (1, 1), True),
        ((2, 6, 5), (3, 3), (1, 1), (1, 1), (1, 1), False),
    )
    for dtype in (F32, F64):
        for number, (x, kernel, stride, padding, dilation, ceil_mode) in enumerate(cases):
            x = randn(*x, dtype=dtype)
            if number == 4:
                x[..., 3, 4] = NAN
                x[..., 0, 0] = -INF
            if number == 1:
                x[:] = -x.abs() - 1  # padding must not win over negative values
            y = functional.max_pool2d(x, kernel, stride, padding, dilation, ceil_mode)
            case("max_pool2d", {"x": x}, {"y": y}, kernel=kernel, stride=stride, padding=padding, dilation=dilation,
                 ceil_mode=ceil_mode)


def elementwise():
    special = torch.tensor([0.0, -0.0, 1.5, -1.5, INF, -INF, NAN, 1e-40, -1e-40, 3e38])
    for dtype in (F32, F64):
        for x in (special.to(dtype), randn(33, dtype=dtype), randn(3, 5, 7, dtype=dtype), randn(0, 4, dtype=dtype)):
            case("relu", {"x": x}, {"y": functional.relu(x)})
        shapes = (((4,), (4,)), ((3, 4), (4,)), ((3, 1), (1, 5)), ((2, 3, 4), ()), ((2, 1, 4), (3, 1)), ((0, 3), (1, 3)),
                  ((), ()), ((33,), (1,)))
        for a, b in shapes:
            a, b = randn(*a, dtype=dtype), randn(*b, dtype=dtype)
            for name, function in (("add", torch.add), ("sub", torch.sub), ("mul", torch.mul), ("div", torch.div)):
                case(name, {"a": a, "b": b}, {"y": function(a, b)})
        zero = torch.tensor([0.0, 0.0, 1.0, INF, INF], dtype=dtype)
        other = torch.tensor([0.0, 1.0, 0.0, INF, -INF], dtype=dtype)
        for name, function in (("add", torch.add), ("sub", torch.sub), ("mul", torch.mul), ("div", torch.div)):
            case(name, {"a": zero, "b": other}, {"y": function(zero, other)})


def softmax():
    for dtype in (F32, F64):
        for shape, dim in (((10,), 0), ((4, 7), 1), ((4, 7), 0), ((2, 3, 5), 1), ((2, 3, 5), -1), ((3, 33), 1), ((1, 1), 1)):
            x = randn(*shape, dtype=dtype) * 5
            for name, function in (("softmax", functional.softmax), ("log_softmax", functional.log_softmax)):
                case(name, {"x": x}, {"y": function(x, dim)}, dim=dim)
        extreme = torch.tensor([[1000.0, 999.0, -1000.0], [-INF, 0.0, 1.0], [-1e30, -1e30, -1e30], [NAN, 0.0, 1.0]], dtype=dtype)
        for name, function in (("softmax", functional.softmax), ("log_softmax", functional.log_softmax)):
            case(name, {"x": extreme}, {"y": function(extreme, 1)}, dim=1)


def reductions():
    for dtype in (F32, F64):
        many = randn(1003, dtype=dtype)
        case("sum", {"x": many}, {"y": many.sum()})
        inputs = [(randn(7, dtype=dtype), (None, 0)), (randn(3, 4, dtype=dtype), (None, 0, 1, -1)),
                  (randn(2, 3, 5, dtype=dtype), (None, 0, 1, 2)), (randn(4, 1, dtype=dtype), (1,)),
                  (randn(2, 67, dtype=dtype), (1,)), (randn(dtype=dtype), (None,)),
                  (torch.tensor([[1.0, 3.0, 3.0], [2.0, 2.0, 1.0]], dtype=dtype), (None, 0, 1)),
                  (torch.tensor([[1.0, NAN, 3.0, NAN], [INF, -INF, 2.0, 1.0]], dtype=dtype), (None, 0, 1)),
                  (torch.tensor([[-0.0, 0.0], [0.0, -0.0]], dtype=dtype), (None, 0, 1))]
        for x, dims in inputs:
            for dim in dims:
                if dim is None:
                    for name in ("sum", "mean", "max", "argmax"):
                        case(name, {"x": x}, {"y": getattr(torch, name)(x)})
                    continue
                for keepdim in (False, True):
                    for name in ("sum", "mean", "argmax"):
                        case(name, {"x": x}, {"y": getattr(torch, name)(x, dim, keepdim=keepdim)}, dim=dim, keepdim=keepdim)
                    values, indices = torch.max(x, dim, keepdim=keepdim)
                    case("max", {"x": x}, {"y": values, "indices": indices}, dim=dim, keepdim=keepdim)


def shaping():
    for dtype in (F32, F64):
        x = torch.arange(2 * 3 * 4 * 5, dtype=dtype).reshape(2, 3, 4, 5)
        for start, end in ((0, -1), (1, -1), (1, 2), (-2, -1)):
            case("flatten", {"x": x}, {"y": torch.flatten(x, start, end)}, start_dim=start, end_dim=end)
        for dim, start, stop, step in ((0, 1, 2, 1), (1, 0, 3, 2), (3, 1, 5, 3), (2, -3, -1, 1), (-1, 4, 4, 1)):
            index = [slice(None)] * 4
            index[dim] = slice(start, stop, step)
            case("slice", {"x": x}, {"y": x[tuple(index)]}, dim=dim, start=start, stop=stop, step=step)
        for a, b in ((0, 1), (1, 3), (-1, -2)):
            case("transpose", {"x": x}, {"y": x.transpose(a, b)}, dim0=a, dim1=b)
        for dims in ((3, 2, 1, 0), (0, 2, 3, 1), (0, 3, 1, 2)):
            case("permute", {"x": x}, {"y": x.permute(dims)}, dims=dims)
        for shape in ((6, 20), (2, -1), (-1,), (2, 3, 2, 2, 5)):
            case("reshape", {"x": x}, {"y": x.reshape(shape)}, shape=shape)
        case("reshape", {"x": x}, {"y": x.transpose(1, 3).reshape(10, 12)}, shape=(10, 12), after_transpose=(1, 3))


torch.manual_seed(0)
torch.set_num_threads(1)
for family in (matmul, linear, conv2d, max_pool2d, elementwise, softmax, reductions, shaping):
    family()
OUT.parent.mkdir(exist_ok=True)
safetensors.torch.save_file(tensors, OUT, metadata=metadata)
OUT.chmod(0o644)
