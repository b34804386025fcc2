# SPDX-License-Identifier: BSL-1.0
"""models_interop.py FOLDER_OF_PROGRAMS: the same models in PyTorch and in C++.

From one seed both have the same initial values, bit for bit (B7); each loads what the other saved, strictly, in both
formats, and gives the same answers.
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

TOOL = pathlib.Path(sys.argv[1]) / "interop_model_tool"


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
                                      nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2))
        self.classifier = nn.Sequential(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


def twice():
    linear = nn.Linear(3, 3)
    return nn.Sequential(linear, linear)


def seeded(make):
    torch.manual_seed(0)
    return make()


def check(condition, what):
    if not condition:
        sys.exit(f"failed: {what}")


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    subprocess.run([TOOL, "write", folder], check=True)
    for model, make in (("lenet", LeNet), ("twice", twice)):
        answer = safetensors.torch.load_file(folder / f"{model}_answer.safetensors")
        ours = torch.load(folder / f"{model}.pt", weights_only=True)
        theirs = seeded(make).state_dict()
        check(sorted(ours) == sorted(theirs), f"keys of {model}.pt: {list(ours)}")
        check(all(torch.equal(ours[key], theirs[key]) for key in theirs), f"initial values of {model}")
        net = make()
        net.load_state_dict(ours, strict=True)
        check(torch.allclose(net(answer["x"]), answer["y"], atol=1e-5), f"answers of {model}.pt")
        net = make()
        safetensors.torch.load_model(net, folder / f"{model}.safetensors", strict=True)
        check(torch.allclose(net(answer["x"]), answer["y"], atol=1e-5), f"answers of {model}.safetensors")

    torch.manual_seed(5)
    for model, make, shape in (("lenet", LeNet, (3, 1, 28, 28)), ("twice", twice, (5, 3))):
        net, x = make(), torch.rand(shape)
        torch.save(net.state_dict(), folder / f"{model}.pt")
        safetensors.torch.save_model(net, folder / f"{model}.safetensors")
        with torch.no_grad():
            safetensors.torch.save_file({"x": x, "y": net(x)}, folder / f"{model}_answer.safetensors")
    sys.exit(subprocess.run([TOOL, "read", folder]).returncode)
