#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes a C++ file whose model has N keys, to measure what names, schema and a compatibility check cost the compiler.

    keys.py 600 > keys.cpp && /usr/bin/time -v g++ -std=c++20 -fsyntax-only -I include -I boost keys.cpp

Shaped like a vision transformer: four stages, each a struct of its own with its own width and so its own layer
types, each repeated as often as N needs. A second model differs in one name of each stage, which the check must find.
"""
import sys

LAYERS = ("query", "key", "value", "dense"), ("norm_1", "expand", "contract", "norm_2")
KEYS_OF_BLOCK = 16
STAGES = 4


def block(stage, suffix):
    width = 64 * (stage + 1)
    inner, outer = LAYERS
    if suffix:
        outer = (outer[0], "exapnd") + outer[2:]
    lines = [f"struct Attention{suffix}{stage} {{"]
    lines += [f"    Affine<{width}, {width + i}> {name};" for i, name in enumerate(inner)]
    lines += ["};", f"struct Block{suffix}{stage} {{", f"    Attention{suffix}{stage} attention;"]
    lines += [f"    Affine<{width + 1}, {width + i}> {name};" for i, name in enumerate(outer)]
    return lines + ["};"]


def model(keys, suffix):
    blocks, rest = divmod(keys, KEYS_OF_BLOCK)
    repeats = [blocks // STAGES + (stage < blocks % STAGES) for stage in range(STAGES)]
    lines = []
    for stage, repeat in enumerate(repeats):
        if repeat:
            lines += block(stage, suffix)
    lines.append(f"struct Model{suffix} {{")
    lines += [f"    std::array<Block{suffix}{stage}, {n}> stage_{stage};" for stage, n in enumerate(repeats) if n]
    head = [f"head_{i}" for i in range(rest)]
    if suffix and head:
        head[-1] += "x"
    lines += [f"    ep::Parameter<{i + 2}> {name};" for i, name in enumerate(head)]
    return lines + ["};"]


def main():
    keys = int(sys.argv[1])
    print("#include <array>\n\n#include <eponym/state/compare.hpp>\n#include <eponym/tensor/parameter.hpp>\n")
    print("namespace ep = eponym;\n\ntemplate<ep::dim O, ep::dim I>\nstruct Affine {")
    print("    ep::Parameter<O, I> weight;\n    ep::Parameter<O>    bias;")
    print("    using members = ep::members<&Affine::weight, &Affine::bias>;\n};")
    print("\n".join(model(keys, "") + model(keys, "Misspelt")))
    print(f"static_assert(ep::keys<Model>.size() == {keys});")
    print("static_assert(ep::loads_from<Model, Model>);")
    print("static_assert(!ep::loads_from<Model, ModelMisspelt>);")


if __name__ == "__main__":
    main()
