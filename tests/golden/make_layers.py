# SPDX-License-Identifier: BSL-1.0
"""Writes tests/data/layers.safetensors: what PyTorch's normalizations, embeddings, one-dimensional convolutions and
poolings answer, print and start with.

  <operation>.<number>    a case, as in make_ops.py: tensors "<case>.x" and so on, the answer "<case>.y", parameters in
                          the metadata; numbers that are not whole are tensors of their own, "<case>.eps"
  steps.<layer>           three calls of a layer in training mode, "x0" to "y2", one in evaluation mode, "x3" and "y3", and
                          its buffers after them
  init.<layer>            after torch.manual_seed(0): the state dict, "after" (torch.rand(2) drawn afterwards), and in the
                          metadata the keys of the state dict
  print.<layer>           in the metadata: str(layer)
"""

import math
import pathlib
from collections import Counter

import safetensors.torch
import torch
from torch import nn
from torch.nn import functional

OUT = pathlib.Path(__file__).resolve().parents[1] / "data" / "layers.safetensors"
F32, F64 = torch.float32, torch.float64
INF, NAN = math.inf, math.nan
tensors, metadata, numbers = {}, {"format": "pt", "torch": torch.__version__.split("+")[0]}, Counter()


def text(value):
    if isinstance(value, (list, tuple)):
        return ",".join(text(one) for one in value)
    return str(-2 if value is None else int(value))


def keep(name, tensor):
    tensors[name] = tensor.detach().contiguous().clone()


def case(operation, inputs, y, **parameters):
    name = f"{operation}.{numbers[operation]}"
    numbers[operation] += 1
    for role, tensor in {**inputs, "y": y}.items():
        keep(f"{name}.{role}", torch.tensor(tensor, dtype=F64) if isinstance(tensor, float) else tensor)
    metadata[name] = " ".join(f"{key}={text(value)}" for key, value in parameters.items())


def randn(*shape, dtype=F32):
    return torch.randn(shape, dtype=F64).to(dtype)


def conv1d():
    cases = (  # x, weight, stride, padding, dilation, groups
        ((1, 1, 5), (1, 1, 3), 1, 0, 1, 1),
        ((2, 3, 33), (5, 3, 3), 1, 1, 1, 1),
        ((2, 4, 20), (6, 2, 4), 3, 2, 1, 2),
        ((1, 4, 17), (4, 1, 3), 2, 4, 2, 4),
        ((3, 19), (2, 3, 1), 1, 0, 1, 1),
        ((0, 2, 9), (3, 2, 2), 1, 0, 1, 1),
        ((1, 2, 3), (3, 2, 3), 1, 0, 1, 1),
    )
    for dtype in (F32, F64):
        for number, (x, weight, stride, padding, dilation, groups) in enumerate(cases):
            x, weight, bias = randn(*x, dtype=dtype), randn(*weight, dtype=dtype), randn(weight[0], dtype=dtype)
            inputs = {"x": x, "weight": weight} | ({"bias": bias} if number % 3 != 2 else {})
            y = functional.conv1d(x, weight, inputs.get("bias"), stride, padding, dilation, groups)
            case("conv1d", inputs, y, stride=stride, padding=padding, dilation=dilation, groups=groups)


def batch_norm():
    shapes = ((5, 3), (1, 1), (4, 33), (0, 2), (2, 3, 7), (3, 2, 1), (2, 5, 4, 9), (1, 1, 1, 1), (2, 3, 7, 7), (0, 3, 2, 2),
              (2, 2, 8, 8), (2, 3, 2, 2, 3))
    for dtype in (F32, F64):
        for number, shape in enumerate(shapes):
            channels = shape[1]
            x = randn(*shape, dtype=dtype) * 3 + 1
            mean, var = randn(channels, dtype=dtype), randn(channels, dtype=dtype).abs() + 0.1
            weight, bias = randn(channels, dtype=dtype), randn(channels, dtype=dtype)
            given = {"weight": weight, "bias": bias} if number % 3 == 0 else {"weight": weight} if number % 3 == 1 else {}
            eps, momentum = (1e-5, 0.1) if number % 2 == 0 else (1e-3, 0.7)
            inputs = {"x": x, "mean": mean.clone(), "var": var.clone(), "eps": eps, **given}
            case("batch_norm", inputs, functional.batch_norm(x, mean, var, eps=eps, **given))
            if shape[0] * math.prod(shape[2:]) > 1:
                y = functional.batch_norm(x, mean, var, training=True, momentum=momentum, eps=eps, **given)
                inputs |= {"momentum": momentum, "new_mean": mean, "new_var": var}
                case("batch_norm_training", inputs, y)


def layer_norm():
    cases = (((5,), 1), ((2, 7), 1), ((3, 64), 1), ((2, 3, 33), 1), ((2, 3, 5), 2), ((2, 4, 3, 5), 3), ((3, 1), 1),
             ((0, 4), 1), ((2, 300), 1))
    for dtype in (F32, F64):
        for number, (shape, count) in enumerate(cases):
            sizes = shape[len(shape) - count:]
            x = randn(*shape, dtype=dtype) * 2 - 3
            weight, bias = randn(*sizes, dtype=dtype), randn(*sizes, dtype=dtype)
            given = {"weight": weight, "bias": bias} if number % 3 == 0 else {"weight": weight} if number % 3 == 1 else {}
            eps = 1e-5 if number % 2 == 0 else 1e-3
            case("layer_norm", {"x": x, "eps": eps, **given}, functional.layer_norm(x, sizes, eps=eps, **given), sizes=sizes)


def embedding():
    for dtype in (F32, F64):
        for index in (torch.int64, torch.int32):
            for shape, rows, columns in (((), 1, 1), ((4,), 5, 3), ((2, 3), 10, 33), ((3, 0), 2, 2), ((2, 1, 5), 7, 4)):
                x = torch.randint(0, rows, shape, dtype=index)
                weight = randn(rows, columns, dtype=dtype)
                case("embedding", {"x": x, "weight": weight}, functional.embedding(x, weight))


def pools1d():
    maxima = (((1, 1, 4), 2, 2, 0, 1, False), ((2, 3, 33), 3, 2, 1, 1, False), ((2, 3, 9), 2, 2, 0, 1, True),
              ((3, 70), 5, 1, 2, 2, False), ((1, 1, 5), 2, 3, 1, 1, True), ((1, 2, 40), 4, 5, 1, 3, True),
              ((2, 1, 1), 1, 1, 0, 1, False))
    averages = (((1, 1, 4), 2, 2, 0, False, True), ((2, 3, 33), 3, 2, 1, False, True), ((2, 3, 10), 3, 2, 1, True, False),
                ((3, 70), 5, 1, 2, False, False), ((1, 1, 5), 2, 3, 1, True, True), ((0, 2, 5), 2, 2, 0, False, True),
                ((1, 1, 7), 4, 4, 2, True, True))
    for dtype in (F32, F64):
        for number, (x, kernel, stride, padding, dilation, ceil_mode) in enumerate(maxima):
            x = randn(*x, dtype=dtype)
            if number == 1:
                x[:] = -x.abs() - 1  # padding must not win over negative values
                x[1, 0, 4] = NAN
                x[0, 0, :4] = -INF
            y = functional.max_pool1d(x, kernel, stride, padding, dilation, ceil_mode)
            case("max_pool1d", {"x": x}, y, kernel=kernel, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode)
        for x, kernel, stride, padding, ceil_mode, include in averages:
            x = randn(*x, dtype=dtype)
            y = functional.avg_pool1d(x, kernel, stride, padding, ceil_mode, include)
            case("avg_pool1d", {"x": x}, y, kernel=kernel, stride=stride, padding=padding, ceil_mode=ceil_mode,
                 count_include_pad=include)


def pools2d():
    averages = (  # x, kernel, stride, padding, ceil_mode, count_include_pad, divisor_override
        ((1, 1, 4, 4), (2, 2), (2, 2), (0, 0), False, True, None),
        ((2, 3, 7, 9), (3, 3), (2, 2), (1, 1), False, True, None),
        ((2, 3, 7, 9), (3, 3), (2, 2), (1, 1), False, False, None),
        ((1, 2, 8, 11), (3, 2), (2, 3), (1, 1), True, True, None),
        ((1, 2, 8, 11), (3, 2), (2, 3), (1, 1), True, False, None),
        ((1, 2, 8, 35), (2, 3), (1, 1), (0, 1), False, True, 5),
        ((2, 6, 5), (3, 3), (1, 1), (1, 1), False, True, -2),
        ((0, 2, 5, 5), (2, 2), (2, 2), (0, 0), False, True, None),
        ((1, 1, 5, 5), (2, 2), (3, 3), (1, 1), True, True, None),
        ((1, 3, 1, 1), (1, 1), (1, 1), (0, 0), False, True, None),
    )
    maxima = (  # x, kernel, stride, padding, dilation, ceil_mode
        ((1, 2, 23, 40), (3, 3), (2, 2), (1, 1), (1, 1), False),
        ((1, 2, 9, 37), (3, 3), (1, 1), (1, 1), (1, 1), False),
        ((1, 2, 9, 37), (3, 4), (3, 3), (1, 2), (2, 3), True),
    )
    for dtype in (F32, F64):
        for x, kernel, stride, padding, ceil_mode, include, divisor in averages:
            x = randn(*x, dtype=dtype)
            y = functional.avg_pool2d(x, kernel, stride, padding, ceil_mode, include, divisor)
            case("avg_pool2d", {"x": x}, y, kernel=kernel, stride=stride, padding=padding, ceil_mode=ceil_mode,
                 count_include_pad=include, divisor_override=0 if divisor is None else divisor)
        for x, kernel, stride, padding, dilation, ceil_mode in maxima:
            x = randn(*x, dtype=dtype)
            y = functional.max_pool2d(x, kernel, stride, padding, dilation, ceil_mode)
            case("max_pool2d", {"x": x}, y, kernel=kernel, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode)


def adaptive():
    one = (((1, 1, 4), 2), ((2, 3, 7), 3), ((3, 10), 4), ((2, 3, 5), 1), ((1, 2, 3), 8), ((1, 1, 1), 1), ((0, 2, 5), 2))
    two = (((1, 1, 4, 4), (2, 2)), ((2, 3, 7, 9), (1, 1)), ((2, 3, 7, 9), (3, 4)), ((3, 10, 6), (4, 9)),
           ((1, 2, 5, 7), (None, 3)), ((1, 2, 5, 7), (2, None)), ((1, 1, 1, 1), (1, 1)), ((0, 2, 5, 5), (2, 2)), ((1, 3, 23, 41), (1, 1)))
    for dtype in (F32, F64):
        for dimensions, cases in (("1d", one), ("2d", two)):
            for shape, size in cases:
                x = randn(*shape, dtype=dtype)
                if shape == (2, 3, 7, 9):
                    x[0, 0, 3, 3] = NAN
                    x[1, 1] = -INF
                for kind in ("avg", "max"):
                    name = f"adaptive_{kind}_pool{dimensions}"
                    case(name, {"x": x}, getattr(functional, name)(x, size), size=size)


def steps():
    layers = {
        "batch_norm1d": (lambda: nn.BatchNorm1d(3), (4, 3)),
        "batch_norm1d_signal": (lambda: nn.BatchNorm1d(3, momentum=0.5), (2, 3, 5)),
        "batch_norm2d": (lambda: nn.BatchNorm2d(3), (2, 3, 4, 5)),
        "batch_norm2d_cumulative": (lambda: nn.BatchNorm2d(3, momentum=None, eps=1e-3), (2, 3, 4, 5)),
        "batch_norm2d_plain": (lambda: nn.BatchNorm2d(3, affine=False), (2, 3, 4, 5)),
        "batch_norm2d_untracked": (lambda: nn.BatchNorm2d(3, track_running_stats=False), (2, 3, 4, 5)),
        "batch_norm2d_no_bias": (lambda: nn.BatchNorm2d(3, bias=False), (2, 3, 1, 1)),
    }
    for name, (make, shape) in layers.items():
        layer = make()
        with torch.no_grad():
            for parameter in layer.parameters():
                parameter.copy_(torch.arange(1.0, 4.0))
        for step in range(4):
            layer.train(step < 3)
            x = torch.randn(shape) * (step + 1) + step
            keep(f"steps.{name}.x{step}", x)
            keep(f"steps.{name}.y{step}", layer(x))
        for key, value in layer.named_buffers():
            keep(f"steps.{name}.{key}", value)


LAYERS = {
    "batch_norm1d": lambda: nn.BatchNorm1d(3),
    "batch_norm2d": lambda: nn.BatchNorm2d(3),
    "batch_norm_everything": lambda: nn.BatchNorm1d(3, eps=1e-3, momentum=0.01, affine=False, track_running_stats=False),
    "batch_norm_cumulative": lambda: nn.BatchNorm2d(3, eps=0.0010000000474974513, momentum=None),
    "batch_norm_no_momentum": lambda: nn.BatchNorm2d(3, momentum=0.0, bias=False),
    "batch_norm_plain": lambda: nn.BatchNorm2d(3, eps=0.0001, affine=False),
    "batch_norm_untracked": lambda: nn.BatchNorm2d(3, track_running_stats=False),
    "layer_norm": lambda: nn.LayerNorm(5),
    "layer_norm_two": lambda: nn.LayerNorm((5, 6), eps=1e-12),
    "layer_norm_plain": lambda: nn.LayerNorm((5, 6), elementwise_affine=False),
    "layer_norm_no_bias": lambda: nn.LayerNorm(5, bias=False),
    "embedding": lambda: nn.Embedding(10, 3),
    "embedding_padding": lambda: nn.Embedding(10, 3, padding_idx=0),
    "embedding_padding_back": lambda: nn.Embedding(4, 3, padding_idx=-1),
    "embedding_small": lambda: nn.Embedding(2, 3),
    "conv1d": lambda: nn.Conv1d(3, 6, 5),
    "conv1d_everything": lambda: nn.Conv1d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2, bias=False),
    "max_pool1d": lambda: nn.MaxPool1d(2),
    "max_pool1d_everything": lambda: nn.MaxPool1d(3, stride=2, padding=1, dilation=2, ceil_mode=True),
    "max_pool2d_pair": lambda: nn.MaxPool2d((2, 2)),
    "max_pool2d_pairs": lambda: nn.MaxPool2d(3, stride=(2, 2), padding=(1, 1)),
    "avg_pool1d": lambda: nn.AvgPool1d(2),
    "avg_pool1d_everything": lambda: nn.AvgPool1d(3, stride=2, padding=1, ceil_mode=True, count_include_pad=False),
    "avg_pool2d": lambda: nn.AvgPool2d(2),
    "avg_pool2d_numbers": lambda: nn.AvgPool2d(3, 2, 1),
    "avg_pool2d_everything": lambda: nn.AvgPool2d((3, 2), stride=(2, 1), padding=(1, 0), ceil_mode=True,
                                                  count_include_pad=False, divisor_override=5),
    "adaptive_avg_pool1d": lambda: nn.AdaptiveAvgPool1d(5),
    "adaptive_max_pool1d": lambda: nn.AdaptiveMaxPool1d(5),
    "adaptive_avg_pool2d": lambda: nn.AdaptiveAvgPool2d(1),
    "adaptive_avg_pool2d_pair": lambda: nn.AdaptiveAvgPool2d((1, 1)),
    "adaptive_avg_pool2d_none": lambda: nn.AdaptiveAvgPool2d((None, 7)),
    "adaptive_avg_pool2d_as_it_is": lambda: nn.AdaptiveAvgPool2d(None),
    "adaptive_max_pool2d": lambda: nn.AdaptiveMaxPool2d((5, 7)),
}


def layers():
    for name, make in LAYERS.items():
        torch.manual_seed(0)
        layer = make()
        metadata[f"print.{name}"] = str(layer)
        metadata[f"init.{name}"] = " ".join(layer.state_dict())
        for key, value in layer.state_dict().items():
            keep(f"init.{name}.{key}", value)
        if layer.state_dict():
            keep(f"init.{name}.after", torch.rand(2))


torch.manual_seed(0)
torch.set_num_threads(1)
for family in (conv1d, batch_norm, layer_norm, embedding, pools1d, pools2d, adaptive, steps, layers):
    family()
OUT.parent.mkdir(exist_ok=True)
safetensors.torch.save_file(tensors, OUT, metadata=metadata)
OUT.chmod(0o644)
