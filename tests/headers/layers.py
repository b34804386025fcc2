# SPDX-License-Identifier: BSL-1.0
"""layers.py REPOSITORY: what the headers may include.

Layers include downward only; Boost is known to reflect alone; public headers leave out the heaviest standard headers.
"""
import pathlib
import re
import sys

LAYERS = ["meta", "reflect", "kernels", "tensor", "ops", "nn", "state", "io"]
# Vocabulary of the tensor layer that the kernels share: it stands on meta alone.
VOCABULARY = ["eponym/tensor/dtype.hpp", "eponym/tensor/dimension.hpp", "eponym/tensor/generator.hpp"]
HEAVY = {"functional", "random", "iostream", "map", "unordered_map", "algorithm", "regex", "filesystem", "sstream", "fstream"}

repository = pathlib.Path(sys.argv[1])
include = repository / "include" / "eponym"
faults = []


def layer_of(name):
    match = re.match(r"eponym/(\w+)/", name)
    return match[1] if match else None


for path in sorted([*include.rglob("*.hpp"), *include.rglob("*.ipp")]):
    name = path.relative_to(include.parent).as_posix()
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    layer = layer_of(name)
    if not lines or lines[0] != "// SPDX-License-Identifier: BSL-1.0":
        faults.append(f"{name}: the first line is not the licence's identifier")
    if "#pragma once" not in lines:
        faults.append(f"{name}: no #pragma once")
    if layer and layer not in LAYERS:
        faults.append(f"{name}: folder '{layer}' is not a layer; the order is {' < '.join(LAYERS)}")
        continue
    for number, line in enumerate(lines, 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not match:
            continue
        where, target = f"{name}:{number}", match[2]
        if match[1] == '"':
            faults.append(f'{where}: "{target}" in quotes; write <eponym/...>')
        if target.startswith("boost/") and layer != "reflect":
            faults.append(f"{where}: <{target}> outside reflect")
        if path.suffix == ".hpp" and target in HEAVY:
            faults.append(f"{where}: <{target}> in a public header; move the code to an .ipp")
        if not target.startswith("eponym/") or layer is None:
            continue
        below = layer_of(target)
        if below is None:
            faults.append(f"{where}: {layer} includes the umbrella")
        elif name in VOCABULARY:
            if below != "meta" and target not in VOCABULARY and path.with_suffix(".ipp") != include.parent / target:
                faults.append(f"{where}: {target} in a header that the kernels share")
        elif layer == "kernels" and (below == "reflect" or (below == "tensor" and target not in VOCABULARY)):
            faults.append(f"{where}: kernels know bytes and extents, and {target} knows more")
        elif below in LAYERS and target not in VOCABULARY and LAYERS.index(below) > LAYERS.index(layer):
            faults.append(f"{where}: {layer} includes {below}, which is above it")

print(f"{len(list(include.rglob('*.?pp')))} headers")
if faults:
    sys.exit("\n".join(faults))
