# SPDX-License-Identifier: BSL-1.0
"""The forward of three networks, one thread: the fastest of series of calls, in rounds where the contenders take turns."""
import contextlib
import subprocess
import sys

import numpy

import peers
from measurement import Measurement
from processes import Contender, fastest

TITLE = "Forward, one thread"
NOTE = ("Processor time; float; MLP 784-256-10, LeNet-5 (28x28) and ResNet-18 (224x224). A C++ call with the result's memory, no -march. LibTorch in InferenceMode; "
        "ONNX Runtime with all optimisations, input and output bound once. Outputs agree with PyTorch's.")
MODELS = {"mlp": ("MLP", 10, (1, 32, 256)), "lenet": ("LeNet-5", 10, (1, 32, 256)), "resnet18": ("ResNet-18", 1000, (1, 16))}


def require_agreement(contenders, folder):
    """Every contender's outputs are PyTorch's, or nothing is measured."""
    for model, (_, size, batches) in MODELS.items():
        expected = numpy.fromfile(folder / f"{model}.expected", numpy.float32).reshape(-1, size)
        for name, contender in contenders.items():
            for batch in batches:
                contender.ask("check", model, batch, folder / "outputs.bin")
                outputs = numpy.fromfile(folder / "outputs.bin", numpy.float32).reshape(-1, size)
                difference = numpy.abs(outputs - expected[:batch]).max() / numpy.abs(expected[:batch]).max()
                if outputs.shape != (batch, size) or not difference < 1e-4:
                    raise SystemExit(f"benchmark: {name}'s outputs of {model} at batch {batch} differ from PyTorch's by {difference}")


def measure(context):
    folder = context.build / "networks"
    subprocess.run([sys.executable, context.source / "benchmarks/models/make_networks.py", folder], check=True)
    programs = {
        "header-only": context.program("models_header_only"),
        "compiled": context.program("models_compiled"),
        peers.LIBTORCH: peers.build(context, "models/libtorch.cpp", *peers.TORCH_COMPILE, *peers.TORCH_LINK),
        peers.ONNX_RUNTIME: peers.build(context, "models/onnx_runtime.cpp", *peers.onnx_runtime_flags(context)),
    }
    with contextlib.ExitStack() as stack:
        contenders = {name: stack.enter_context(Contender(program, folder)) for name, program in programs.items()}
        require_agreement(contenders, folder)
        for model, (title, _, batches) in MODELS.items():
            for batch in batches:
                times = fastest(context.rounds, {name: lambda c=contender: float(c.ask("time", model, batch, 0.1))
                                                 for name, contender in contenders.items()})
                yield Measurement("models", f"{title} forward, batch {batch}", "us",
                                  {form: times.pop(form) for form in ("header-only", "compiled")}, times)
