# SPDX-License-Identifier: BSL-1.0
"""Writes tests/random_flags/vectors.hpp: what PyTorch's CPU generator gives, as bit patterns and SHA-256 sums.

Run with a PyTorch build for x86-64 on a CPU with AVX2 or newer: python tests/golden/make_random.py
"""

import hashlib
import pathlib

import numpy
import torch

OUT = pathlib.Path(__file__).resolve().parents[1] / "random_flags" / "vectors.hpp"
lines = []


def seeded(make, seed=0):
    torch.manual_seed(seed)
    return make()


def short(name, tensor):
    """Every element: floats as bit patterns, integers and bools as themselves."""
    array = tensor.contiguous().numpy()
    kinds = {"float32": "std::uint32_t", "float64": "std::uint64_t", "int64": "std::int64_t", "bool": "int"}
    kind = kinds[str(array.dtype)]
    if array.dtype.kind == "f":
        array = array.view(numpy.uint32 if array.dtype == numpy.float32 else numpy.uint64)
        values = [f"0x{int(v):0{array.itemsize * 2}x}" for v in array.ravel()]
    else:
        values = [str(int(v)) for v in array.ravel()]
    lines.append(f"inline constexpr {kind} {name}[] = {{{', '.join(values)}}};")


def long(name, tensor):
    """The first eight bytes of the SHA-256 sum of the elements' bytes."""
    digest = hashlib.sha256(tensor.contiguous().numpy().tobytes()).hexdigest()[:16]
    lines.append(f"inline constexpr std::uint64_t {name} = 0x{digest};")


f64 = torch.float64
short("rand_4", seeded(lambda: torch.rand(4)))
short("rand_4_seed_minus_7", seeded(lambda: torch.rand(4), -7))
short("rand_double_2", seeded(lambda: torch.rand(2, dtype=f64)))
short("uniform_double_5", seeded(lambda: torch.empty(5, dtype=f64).uniform_(-0.3, 0.9)))
short("randn_4", seeded(lambda: torch.randn(4)))
short("randn_16", seeded(lambda: torch.randn(16)))
short("randn_17", seeded(lambda: torch.randn(17)))
short("randn_8_then_8", seeded(lambda: torch.cat([torch.randn(8), torch.randn(8)])))
short("randn_3_rand_2_randn_3", seeded(lambda: torch.cat([torch.randn(3), torch.rand(2), torch.randn(3)])))
short("randn_double_5", seeded(lambda: torch.randn(5, dtype=f64)))
short("normal_double_17", seeded(lambda: torch.empty(17, dtype=f64).normal_(0.3, 1.7)))
short("normal_7", seeded(lambda: torch.empty(7).normal_(0.3, 1.7)))
short("bernoulli_16", seeded(lambda: torch.empty(16, dtype=torch.bool).bernoulli_(0.3)))
short("dropout_16", seeded(lambda: torch.nn.functional.dropout(torch.ones(16), 0.5)))
short("dropout_double_9", seeded(lambda: torch.nn.functional.dropout(torch.arange(9, dtype=f64), 0.3)))
short("dropout_none_then_rand", seeded(lambda: torch.cat(
    [torch.nn.functional.dropout(torch.ones(2), 0.0), torch.nn.functional.dropout(torch.ones(2), 1.0), torch.rand(2)])))
short("randint_0_10", seeded(lambda: torch.randint(0, 10, (10,))))
short("randint_below_2_28", seeded(lambda: torch.randint(-5, 2**28 - 6, (5,))))
short("randint_at_2_28", seeded(lambda: torch.randint(0, 2**28, (5,))))
short("randint_wide", seeded(lambda: torch.randint(-2**62, 2**62, (5,))))
short("randperm_10", seeded(lambda: torch.randperm(10)))
short("linear_weight_3_2", seeded(lambda: torch.nn.Linear(3, 2).weight.detach()))
short("linear_bias_3_2", seeded(lambda: torch.nn.Linear(3, 2).bias.detach()))
short("conv_weight_1_1_2", seeded(lambda: torch.nn.Conv2d(1, 1, 2).weight.detach()))
short("conv_bias_1_1_2", seeded(lambda: torch.nn.Conv2d(1, 1, 2).bias.detach()))
for n in (1000, 100003):
    long(f"uniform_{n}", seeded(lambda: torch.empty(n).uniform_(-0.3, 0.7)))
    long(f"randn_{n}", seeded(lambda: torch.randn(n)))
    long(f"normal_{n}", seeded(lambda: torch.empty(n).normal_(-1.25, 0.02)))
    long(f"uniform_double_{n}", seeded(lambda: torch.empty(n, dtype=f64).uniform_(-0.3, 0.9)))
    long(f"normal_double_{n}", seeded(lambda: torch.empty(n, dtype=f64).normal_(0.3, 1.7)))
    long(f"dropout_{n}", seeded(lambda: torch.nn.functional.dropout(torch.ones(n), 0.3)))
    long(f"randperm_{n}", seeded(lambda: torch.randperm(n)))

# The weights of Linear(f, 1) for every fan-in up to 2,000: where the last bit of the bound matters, this shows it.
torch.manual_seed(0)
long("linear_every_fan_in", torch.cat([t.detach().ravel() for f in range(1, 2001)
                                       for t in torch.nn.Linear(f, 1).parameters()]))

OUT.parent.mkdir(exist_ok=True)
OUT.write_text("// SPDX-License-Identifier: BSL-1.0\n"
               f"// Written by tests/golden/make_random.py with PyTorch {torch.__version__.split('+')[0]}; the seed is 0.\n"
               "// clang-format off\n#pragma once\n\n#include <cstdint>\n\nnamespace vectors {\n\n" + "\n".join(lines) +
               "\n\n}  // namespace vectors\n")
