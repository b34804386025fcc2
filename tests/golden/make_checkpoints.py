# SPDX-License-Identifier: BSL-1.0
"""Writes tests/data/checkpoints/*.pt: files as training scripts leave them, for the loading tests.

expected.safetensors holds every tensor of every file as "<file>/<path>", with "." between the levels of nested dicts
and between a dict and its keys.
"""

import pathlib
from collections import OrderedDict

import safetensors.torch
import torch
from torch import nn

OUT = pathlib.Path(__file__).resolve().parents[1] / "data" / "checkpoints"
expected = {}


def mlp(inputs=3, hidden=2, outputs=1):
    return nn.Sequential(OrderedDict(
        hidden=nn.Linear(inputs, hidden), act=nn.ReLU(), output=nn.Linear(hidden, outputs)))


def remember(file, path, value):
    if isinstance(value, torch.Tensor):
        expected[f"{file}/{path}"] = value.detach().clone().contiguous()
    elif isinstance(value, dict):
        for key, inner in value.items():
            remember(file, f"{path}.{key}" if path else str(key), inner)
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            remember(file, f"{path}.{index}" if path else str(index), inner)


def save(file, value, **options):
    torch.save(value, OUT / f"{file}.pt", **options)
    remember(file, "", value)


OUT.mkdir(parents=True, exist_ok=True)
torch.manual_seed(1)

# A state dict as it is (C1), and its keys in front of which wrappers put a prefix (C5).
net = mlp()
save("mlp", net.state_dict())
save("data_parallel", nn.DataParallel(net).state_dict())
save("compiled", OrderedDict((f"_orig_mod.{key}", value) for key, value in net.state_dict().items()))

# Another head: 5 classes instead of 1 (C3).
save("other_head", mlp(outputs=5).state_dict())

# The network is one member of a larger model, "net", beside others (C6).
larger = nn.ModuleDict({"net": mlp(), "extra": nn.Linear(2, 2)})
save("submodule", larger.state_dict())

# What a training loop saves: after two steps, so that the optimizer has a state.
for name, optimizer in (("training_sgd", torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)),
                        ("training_adam", torch.optim.Adam(net.parameters(), lr=0.001))):
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2)
    for _ in range(2):
        optimizer.zero_grad()
        net(torch.ones(4, 3)).pow(2).mean().backward()
        optimizer.step()
        scheduler.step()
    save(name, {"epoch": 4, "model_state_dict": net.state_dict(), "optimizer_state_dict": optimizer.state_dict(),
                "scheduler_state_dict": scheduler.state_dict(), "loss": 0.5, "note": "résumé", "best": None,
                "history": [0.9, 0.7, 0.5], "finished": False})

# One layer object twice (B6): the state dict names its tensor twice, with one storage.
linear = nn.Linear(1, 1, bias=False)
nn.init.constant_(linear.weight, 3.0)
twice = nn.Sequential(linear, linear)
y = twice(torch.ones(1))
y.backward()
save("one_layer_twice", twice.state_dict())
expected["one_layer_twice/y"] = y.detach().clone()
expected["one_layer_twice/gradient"] = linear.weight.grad.clone()

# Buffers, of which one is an integer without dimensions, and keys whose order differs from any model's.
normalised = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
normalised(torch.arange(8.0).reshape(4, 2))
save("buffers", normalised.state_dict())

# A list, and a dict of numbers, strings and tensors (D1).
save("list", [torch.arange(4.0), torch.zeros(4)])
save("dict", {"x": torch.arange(4.0), "y": torch.zeros(4), "step": 7, "name": "run", "nested": {"z": torch.ones(2, 2)}})

# Views: one storage behind several tensors, a transposed one, one that starts inside, one without elements.
base = torch.arange(12.0).reshape(3, 4)
save("views", {"base": base, "transposed": base.t(), "row": base[1], "column": base[:, 2], "every_second": base[::2, ::2],
               "empty": base[:0], "expanded": torch.tensor([5.0]).expand(3)})

# Every element type that a tensor can have here.
values = torch.tensor([0, 1, 2, 100])
kinds = {name: values.to(getattr(torch, name)) for name in
         ("float32", "float64", "float16", "bfloat16", "int8", "int16", "int32", "int64", "uint8", "bool")}
kinds["scalar"] = torch.tensor(2.5)
save("element_types", kinds)

# Saved on a GPU, as far as the file can tell (C7).
where = torch.serialization.location_tag
torch.serialization.location_tag = lambda storage: "cuda:0"
save("on_a_gpu", mlp().state_dict())
torch.serialization.location_tag = where

# The container that torch wrote before 1.6.
save("legacy", mlp().state_dict(), _use_new_zipfile_serialization=False)

safetensors.torch.save_file(expected, OUT / "expected.safetensors", metadata={"format": "pt"})
(OUT / "expected.safetensors").chmod(0o644)
