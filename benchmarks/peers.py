# SPDX-License-Identifier: BSL-1.0
"""LibTorch and ONNX Runtime as a C++ program sees them: both come from their Python packages."""
import pathlib
import subprocess
import sys

import onnxruntime
import safetensors
import torch

TORCH = pathlib.Path(torch.__file__).parent
LIBTORCH = f"LibTorch {torch.__version__.split('+')[0]}"
ONNX_RUNTIME = f"ONNX Runtime {onnxruntime.__version__}"
SAFETENSORS = f"safetensors {safetensors.__version__}"
PYTORCH = f"torch {torch.__version__.split('+')[0]}"

TORCH_COMPILE = [f"-D_GLIBCXX_USE_CXX11_ABI={int(torch.compiled_with_cxx11_abi())}",
                 "-isystem", TORCH / "include", "-isystem", TORCH / "include/torch/csrc/api/include"]
TORCH_LINK = [f"-L{TORCH}/lib", f"-Wl,-rpath,{TORCH}/lib", "-Wl,--no-as-needed", "-ltorch_cpu", "-lc10"]


def onnx_runtime_flags(context):
    """The wheel holds the library; its C header comes from Debian 13's package, whose older interface it still serves."""
    folder = context.build / "peers"
    if not (folder / "include/onnxruntime").exists():
        subprocess.run(["sh", context.source / "benchmarks/models/onnxruntime_headers.sh", folder], check=True, stdout=sys.stderr)
    (library,) = (pathlib.Path(onnxruntime.__file__).parent / "capi").glob("libonnxruntime.so.*")
    name = folder / "libonnxruntime.so.1"
    name.unlink(missing_ok=True)
    name.symlink_to(library)
    return ["-isystem", folder / "include", name, f"-Wl,-rpath,{folder}"]


def build(context, source, *flags):
    """Compiles and links a peer's program, unless it is newer than its sources."""
    source = context.source / "benchmarks" / source
    program = context.build / "peers" / f"{source.parent.name}_{source.stem}"
    inputs = [source, *source.parent.glob("*.hpp")]
    if not program.exists() or any(program.stat().st_mtime < file.stat().st_mtime for file in inputs):
        program.parent.mkdir(parents=True, exist_ok=True)
        print(f"Building {program}", file=sys.stderr)
        subprocess.run(list(map(str, ["g++", "-std=c++20", "-O2", "-o", program, source, *flags])), check=True)
    return program
