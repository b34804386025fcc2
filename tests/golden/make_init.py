# SPDX-License-Identifier: BSL-1.0
"""Writes tests/data/init.safetensors: the parameters that PyTorch's layers start with after torch.manual_seed(0).

A name is "<case>/<key of the state dict>". "<case>/after" holds torch.rand(2) drawn afterwards, so that a layer that
draws too much or too little is found even where its own values are right.
"""

import pathlib

import safetensors.torch
import torch
from torch import nn

OUT = pathlib.Path(__file__).resolve().parents[1] / "data" / "init.safetensors"


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.act = nn.ReLU()
        self.output = nn.Linear(256, 10)


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2, 2),
            nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2, 2))
        self.classifier = nn.Sequential(
            nn.Linear(400, 12), nn.ReLU(), nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 3))


CASES = {
    "linear_3_2": lambda: nn.Linear(3, 2),
    "linear_7_5_no_bias": lambda: nn.Linear(7, 5, bias=False),
    "conv_1_1_2": lambda: nn.Conv2d(1, 1, 2),
    "conv_groups": lambda: nn.Conv2d(4, 6, (3, 2), groups=2),
    "conv_no_bias": lambda: nn.Conv2d(3, 2, 3, bias=False),
    "mlp_20_256_10": MLP,
    "lenet": LeNet,
    "nested": lambda: nn.Sequential(
        nn.Sequential(nn.Linear(4, 3), nn.ReLU()), nn.Linear(3, 2), nn.Sequential(nn.Sequential(nn.Linear(2, 1)))),
    "dropout_between": lambda: nn.Sequential(nn.Linear(4, 3), nn.Dropout(0.5), nn.Linear(3, 2), nn.Identity()),
    "linear_double": lambda: nn.Linear(3, 2, dtype=torch.float64),
}

tensors = {}
for case, make in CASES.items():
    torch.manual_seed(0)
    model = make()
    for key, value in model.state_dict().items():
        tensors[f"{case}/{key}"] = value.clone()
    tensors[f"{case}/after"] = torch.rand(2)

OUT.parent.mkdir(exist_ok=True)
safetensors.torch.save_file(tensors, OUT, metadata={"format": "pt", "torch": torch.__version__.split("+")[0]})
OUT.chmod(0o644)
