# SPDX-License-Identifier: BSL-1.0
"""containers_interop.py FOLDER_OF_PROGRAMS: lists, dicts, optional and lazy layers, and extra state, in PyTorch and in C++.

From one seed both have the same initial values, and print the same before and after the first call; each loads what
the other saved, strictly, in both formats, and gives the same answers.
"""
import pathlib
import subprocess
import sys
import tempfile

try:
    import safetensors.torch
    import torch
    from torch import nn
except ImportError:
    sys.exit(77)

TOOL = pathlib.Path(sys.argv[1]) / "interop_containers_tool"


class Block(nn.Module):
    def __init__(self, shortcut):
        super().__init__()
        self.inner = nn.Linear(4, 4)
        if shortcut:
            self.shortcut = nn.Linear(4, 4, bias=False)

    def forward(self, x):
        return self.inner(x) + (self.shortcut(x) if hasattr(self, "shortcut") else x)


class Counting(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("scratch", torch.ones(4), persistent=False)
        self.calls = torch.tensor([7, 8])

    def get_extra_state(self):
        return self.calls

    def set_extra_state(self, state):
        self.calls = state

    def forward(self, x):
        return x * self.scratch


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block(False), Block(False)])
        self.heads = nn.ModuleDict([("right", nn.Linear(4, 2)), ("left", nn.Linear(4, 2))])
        self.params = nn.ParameterList([nn.Parameter(torch.randn(4, 4)) for _ in range(2)])
        self.scales = nn.ParameterDict([("small", nn.Parameter(torch.rand(2))), ("large", nn.Parameter(torch.rand(4)))])
        self.counting = Counting()
        self.lazy = nn.Sequential(nn.LazyLinear(3), nn.ReLU(), nn.LazyLinear(2, bias=False))
        self.blocks[1].shortcut = nn.Linear(4, 4, bias=False)
        self.params.append(nn.Parameter(torch.randn(4, 1)))

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        x = self.counting(x) * self.scales["large"]
        for weight in self.params:
            if weight.shape[1] == 4:
                x = x @ weight
        return self.heads["left"](x) * self.scales["small"] + self.lazy(x)


def check(condition, what):
    if not condition:
        sys.exit(f"failed: {what}")


with tempfile.TemporaryDirectory() as name, torch.no_grad():
    folder = pathlib.Path(name)
    subprocess.run([TOOL, "write", folder], check=True)
    torch.manual_seed(0)
    net = Net()
    check((folder / "before.txt").read_text() == str(net), "print before the first call")
    y = net(torch.ones(3, 4))
    check((folder / "after.txt").read_text() == str(net), "print after the first call")
    theirs = net.state_dict()
    check(torch.allclose(y, safetensors.torch.load_file(folder / "answer.safetensors")["y"], atol=1e-4), "answer")
    for ours in (torch.load(folder / "net.pt", weights_only=True), safetensors.torch.load_file(folder / "net.safetensors")):
        check(sorted(ours) == sorted(theirs), f"keys: {sorted(ours)}")
        check(all(torch.equal(ours[key], theirs[key]) for key in theirs), "initial values")
        Net().load_state_dict(ours, strict=True)

    torch.manual_seed(5)
    net, x = Net(), torch.rand(2, 4)
    net.counting.calls = torch.tensor([9, 10])
    y = net(x)
    torch.save(net.state_dict(), folder / "net.pt")
    safetensors.torch.save_file(net.state_dict(), folder / "net.safetensors")
    safetensors.torch.save_file({"x": x, "y": y}, folder / "answer.safetensors")
    sys.exit(subprocess.run([TOOL, "read", folder]).returncode)
