# SPDX-License-Identifier: BSL-1.0
"""Writes tests/data/prints: how PyTorch prints models, layers and tensors.

  <model>.txt   print(model), and nothing else
  layers.txt    a line per layer: name, tab, what str(layer) is
  tensors.txt   per tensor: "case NAME", "dtype D", "shape ...", "strides ...", "values ..." (the elements in the order
                of the storage, as bit patterns in hexadecimal), "text N", and then the N lines that print(tensor) gives
"""

import math
import pathlib

import torch
from torch import nn

OUT = pathlib.Path(__file__).resolve().parents[1] / "data" / "prints"
INF, NAN = math.inf, math.nan


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 256)
        self.act = nn.ReLU()
        self.output = nn.Linear(256, 10)


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, kernel_size=5), nn.ReLU(), nn.MaxPool2d(2, 2),
            nn.Conv2d(6, 16, kernel_size=5), nn.ReLU(), nn.MaxPool2d(2, 2))
        self.classifier = nn.Sequential(
            nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 2019))


class NestMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(40, 30), nn.ReLU())


class FancyMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(20, 20)


class CenteredLayer(nn.Module):
    pass


class Blocks(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(4, 8, bias=False)
        self.blocks = nn.ModuleList(nn.Sequential(nn.Linear(8, 8), nn.ReLU()) for _ in range(3))
        self.layers = nn.ModuleList([nn.Linear(8, 8) for _ in range(2)] + [nn.Linear(8, 4)])
        self.heads = nn.ModuleDict({"linear": nn.Linear(4, 2), "act": nn.ReLU()})


MODELS = {
    "mlp": MLP(),
    "lenet": LeNet(),
    "nested": nn.Sequential(NestMLP(), nn.Linear(30, 20), FancyMLP()),
    "centered": nn.Sequential(nn.Linear(8, 128), CenteredLayer()),
    "sequential": nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Dropout(0.5), nn.Flatten(), nn.Identity()),
    "empty_sequential": nn.Sequential(),
    "blocks": Blocks(),
}

LAYERS = {
    "linear": nn.Linear(784, 256),
    "linear_no_bias": nn.Linear(20, 5, bias=False),
    "conv": nn.Conv2d(3, 6, 5),
    "conv_padding": nn.Conv2d(1, 6, 5, padding=2),
    "conv_padding_pair": nn.Conv2d(1, 6, (5, 3), padding=(2, 1)),
    "conv_stride": nn.Conv2d(3, 6, 3, stride=2),
    "conv_stride_pair": nn.Conv2d(3, 6, 3, stride=(2, 1)),
    "conv_dilation": nn.Conv2d(3, 6, 3, dilation=2),
    "conv_dilation_pair": nn.Conv2d(3, 6, 3, dilation=(1, 2)),
    "conv_groups": nn.Conv2d(4, 6, 3, groups=2),
    "conv_no_bias": nn.Conv2d(3, 6, 3, bias=False),
    "conv_everything": nn.Conv2d(4, 8, (3, 5), stride=(2, 3), padding=(1, 2), dilation=(2, 1), groups=4, bias=False),
    "max_pool": nn.MaxPool2d(2),
    "max_pool_2_2": nn.MaxPool2d(2, 2),
    "max_pool_3_1_padding": nn.MaxPool2d(3, 1, padding=1),
    "max_pool_pairs": nn.MaxPool2d((3, 2), (2, 1), padding=(1, 0), dilation=(1, 2)),
    "max_pool_ceil": nn.MaxPool2d(3, 2, ceil_mode=True),
    "relu": nn.ReLU(),
    "relu_inplace": nn.ReLU(inplace=True),
    "dropout": nn.Dropout(),
    "dropout_0.25": nn.Dropout(0.25),
    "dropout_0.1": nn.Dropout(0.1),
    "dropout_0": nn.Dropout(0.0),
    "dropout_1e-05": nn.Dropout(1e-05),
    "flatten": nn.Flatten(),
    "flatten_0_2": nn.Flatten(0, 2),
    "identity": nn.Identity(),
}


def tensors():
    t = torch.tensor
    yield "scalar", t(3.14159)
    yield "scalar_whole", t(2.0)
    yield "scalar_int", t(-7)
    yield "scalar_bool", t(True)
    yield "scalar_nan", t(NAN)
    yield "scalar_small", t(1e-5)
    yield "scalar_large", t(123456789.0)
    yield "scalar_double", t(2.5, dtype=torch.float64)
    yield "empty", torch.empty(0)
    yield "empty_0_3", torch.empty(0, 3)
    yield "empty_2_0_int", torch.empty(2, 0, dtype=torch.int64)
    yield "empty_int32", torch.empty(0, dtype=torch.int32)
    yield "vector", t([0.1234, -1.5, 2.0])
    yield "vector_whole", t([1.0, -2.0, 30.0])
    yield "vector_whole_inf", t([1.0, INF, -INF, NAN])
    yield "vector_inf_only", t([INF, NAN])
    yield "vector_minus_inf_only", t([-INF])
    yield "vector_zeros", torch.zeros(4)
    yield "vector_minus_zero", t([-0.0, 0.0, 1.5])
    yield "vector_minus_zero_whole", t([-0.0, 3.0])
    yield "vector_nan", t([NAN, 1.25, -INF])
    yield "vector_rounds", t([0.00005, 0.12345, 0.99995, 2.00015])
    yield "ratio_1000", t([0.001, 1.0])
    yield "ratio_above_1000", t([0.001, 1.001])
    yield "min_1e-4", t([0.0001, 0.00025])
    yield "below_1e-4", t([0.00009, 0.0001])
    yield "scientific", t([[1e-10, 1.0], [-123456.0, 0.0]])
    yield "scientific_inf", t([1e-10, INF, NAN, -2e20])
    yield "scientific_three_digits", t([1e-200, 1e200], dtype=torch.float64)
    yield "whole_scientific", t([1.0, 2000.0])
    yield "whole_1e8", t([1e8, 2e8])
    yield "whole_above_1e8", t([1.5e9, 2e9])
    yield "subnormal", t([1e-42])
    yield "largest", t([3.4028234e38, -3.4028234e38])
    yield "double", t([1 / 3, 2 / 3], dtype=torch.float64)
    yield "half", t([0.1, 100.0], dtype=torch.float16)
    yield "bfloat16", t([[0.1, -3.0]], dtype=torch.bfloat16)
    yield "half_whole", t([1.0, 65504.0], dtype=torch.float16)
    yield "bools", t([True, False])
    yield "bools_matrix", t([[True, False], [False, False]])
    yield "ints", t([1, -20, 300])
    yield "int32", t([[1, 2], [3, -4]], dtype=torch.int32)
    yield "int8", t([-128, 127], dtype=torch.int8)
    yield "int16", t([-32768, 5], dtype=torch.int16)
    yield "uint8", t([0, 7, 255], dtype=torch.uint8)
    yield "int64_extremes", t([-2**63, 2**63 - 1])
    yield "matrix", t([[0.5, -0.25], [1.0, 2.0]])
    yield "matrix_one_column", t([[1.0], [2.5]])
    yield "matrix_whole", torch.arange(6.0).reshape(2, 3)
    yield "rank_3", torch.arange(24.0).reshape(2, 3, 4) / 7
    yield "rank_4", torch.arange(16).reshape(2, 2, 2, 2)
    yield "rank_3_ones", torch.ones(1, 1, 1)
    torch.manual_seed(0)
    yield "long_lines", torch.randn(2, 13)
    yield "long_lines_int", torch.arange(60)
    yield "long_lines_rank_3", torch.randn(1, 2, 12)
    yield "suffix_same_line", torch.zeros(9, dtype=torch.float64)
    for n in range(8, 15):
        yield f"suffix_line_{n}", torch.arange(n, dtype=torch.float64) + 0.5
    yield "exactly_1000", torch.arange(1000, dtype=torch.uint8)
    yield "summary_vector", torch.arange(1001)
    yield "summary_float", torch.arange(1001.0) / 8
    yield "summary_matrix", torch.arange(40 * 30, dtype=torch.int32).reshape(40, 30)
    yield "summary_few_rows", torch.arange(1200, dtype=torch.int16).reshape(3, 400)
    yield "summary_few_columns", torch.arange(1200, dtype=torch.int16).reshape(400, 3)
    yield "summary_6_columns", torch.arange(1200, dtype=torch.int16).reshape(200, 6)
    yield "summary_rank_3", torch.arange(1400, dtype=torch.int16).reshape(7, 20, 10)
    yield "summary_width_of_shown", torch.cat([torch.ones(600), torch.tensor([123456.75]), torch.ones(600)]).half()
    yield "summary_bools", (torch.arange(1100) % 3 == 0).reshape(100, 11)
    x = torch.arange(12.0).reshape(3, 4)
    yield "transposed", x.t()
    yield "every_second", x[:, ::2]
    yield "expanded", torch.tensor([1.5, 2.5]).expand(3, 2)
    yield "summary_transposed", torch.arange(1200, dtype=torch.int16).reshape(30, 40).t()


def elements(tensor):
    """Bit patterns of all that a view can reach, in the order of the storage, from the view's first element on."""
    count = 0 if tensor.numel() == 0 else 1 + sum((n - 1) * s for n, s in zip(tensor.shape, tensor.stride()))
    flat = tensor.as_strided((count,), (1,)).contiguous()
    width = flat.element_size()
    data = bytes(flat.view(torch.uint8).tolist()) if count else b""
    return [f"{int.from_bytes(data[i:i + width], 'little'):x}" for i in range(0, len(data), width)]


OUT.mkdir(parents=True, exist_ok=True)
for name, model in MODELS.items():
    (OUT / f"{name}.txt").write_text(str(model) + "\n")
(OUT / "layers.txt").write_text("".join(f"{name}\t{layer}\n" for name, layer in LAYERS.items()))

lines = []
for name, tensor in tensors():
    text = str(tensor).split("\n")
    lines += [f"case {name}", f"dtype {str(tensor.dtype).removeprefix('torch.')}",
              " ".join(["shape", *map(str, tensor.shape)]), " ".join(["strides", *map(str, tensor.stride())]),
              " ".join(["values", *elements(tensor)]), f"text {len(text)}", *text]
(OUT / "tensors.txt").write_text("\n".join(lines) + "\n")
