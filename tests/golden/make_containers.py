# SPDX-License-Identifier: BSL-1.0
"""Writes what PyTorch makes of containers, custom layers and deferred sizes.

  data/prints/containers.txt    per model: "case NAME", "text N", and the N lines of print(model)
  data/containers.safetensors   "<case>/<key of the state dict>", "<case>/x" and "<case>/y", the model's answer to x;
                                "<case>/after" is torch.rand(2) drawn after the model was made, each after manual_seed(0)
  data/extra_state.pt           the state dict of a layer whose get_extra_state() is a tensor
"""

import pathlib

import safetensors.torch
import torch
from torch import nn

DATA = pathlib.Path(__file__).resolve().parents[1] / "data"


class Pairwise(nn.Module):
    def __init__(self):
        super().__init__()
        self.linears = nn.ModuleList([nn.Linear(10, 10) for _ in range(10)])

    def forward(self, x):
        for i, l in enumerate(self.linears):
            x = self.linears[i // 2](x) + l(x)
        return x


class ListDense(nn.Module):
    def __init__(self):
        super().__init__()
        self.params = nn.ParameterList([nn.Parameter(torch.randn(4, 4)) for _ in range(3)])
        self.params.append(nn.Parameter(torch.randn(4, 1)))

    def forward(self, x):
        for weight in self.params:
            x = torch.mm(x, weight)
        return x


class DictDense(nn.Module):
    def __init__(self):
        super().__init__()
        self.params = nn.ParameterDict(
            {"linear1": nn.Parameter(torch.randn(4, 4)), "linear2": nn.Parameter(torch.randn(4, 1))})
        self.params.update({"linear3": nn.Parameter(torch.randn(4, 2))})

    def forward(self, x):
        return torch.cat([torch.mm(x, self.params[k]) for k in ("linear1", "linear2", "linear3")], dim=1)


class Chosen(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleDict({"linear": nn.Linear(6, 4), "act": nn.ReLU()})
        self.layers["output"] = nn.Linear(4, 3)

    def forward(self, x):
        return self.layers["output"](self.layers["act"](self.layers["linear"](x)))


class FancyMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.rand_weight = torch.rand((20, 20), requires_grad=False)
        self.linear = nn.Linear(20, 20)

    def forward(self, x):
        x = self.linear(x)
        x = nn.functional.relu(torch.mm(x, self.rand_weight.data) + 1)
        x = self.linear(x)
        while x.norm().item() > 1:
            x /= 2
        if x.norm().item() < 0.8:
            x *= 10
        return x.sum()


class Lazy(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.LazyConv2d(4, 3, padding=1, groups=2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                                 nn.LazyLinear(5), nn.ReLU(), nn.LazyLinear(3, bias=False))

    def forward(self, x):
        return self.net(x)


class Residual(nn.Module):
    def __init__(self, shortcut):
        super().__init__()
        self.conv = nn.Conv2d(2, 2, 3, padding=1)
        if shortcut:
            self.shortcut = nn.Conv2d(2, 2, 1, bias=False)


class Scaled(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(2))
        self.inner = nn.Linear(2, 2)

    def extra_repr(self):
        return "factor=3"


class TwoLines(nn.Module):
    def extra_repr(self):
        return "first=1\nsecond=2"


class Counting(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.tensor([1.0, 2.0, 3.0]))
        self.register_buffer("scratch", torch.zeros(3), persistent=False)
        self.calls = torch.tensor([7, 8])

    def get_extra_state(self):
        return self.calls

    def set_extra_state(self, state):
        self.calls = state


class Counted(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = Counting()
        self.head = nn.Linear(3, 1)


def p(*sizes, dtype=torch.float32):
    return nn.Parameter(torch.zeros(*sizes, dtype=dtype))


PRINTS = {
    "pairwise": Pairwise(),
    "list_dense": ListDense(),
    "dict_dense": DictDense(),
    "chosen": Chosen(),
    "lazy": Lazy(),
    "residual": Residual(False),
    "residual_shortcut": Residual(True),
    "scaled": nn.Sequential(Scaled(), TwoLines()),
    "list_of_parameters": nn.ParameterList([p(4, 1)]),
    "list_of_scalars": nn.ParameterList([p(()), p(())]),
    "list_of_doubles": nn.ParameterList([p(2, 3, dtype=torch.float64)]),
    "dict_of_doubles": nn.ParameterDict({"a": p(2, 3, dtype=torch.float64), "b": p(1, 1, dtype=torch.float64)}),
    "empty_list_of_parameters": nn.ParameterList(),
    "empty_dict_of_parameters": nn.ParameterDict(),
    "empty_list": nn.ModuleList(),
    "empty_dict": nn.ModuleDict(),
    "list_in_list": nn.ModuleList([nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 2)]) for _ in range(2)]),
    "list_folds_neighbours": nn.ModuleList([nn.Dropout(0.5), nn.Dropout(0.5), nn.Dropout(0.1), nn.Dropout(0.5)]),
    "dict_does_not_fold": nn.ModuleDict({"b": nn.Linear(2, 2), "a": nn.Linear(2, 2)}),
    "lazy_linear": nn.LazyLinear(10),
    "lazy_linear_no_bias": nn.LazyLinear(10, bias=False),
    "lazy_conv": nn.LazyConv2d(6, (5, 3), stride=2, padding=2, groups=2, bias=False),
}

torch.manual_seed(0)
shapes = {"pairwise": (2, 10), "list_dense": (1, 4), "dict_dense": (1, 4), "chosen": (3, 6), "fancy": (2, 20),
          "lazy": (2, 6, 8, 8)}
inputs = {name: torch.rand(*shape) for name, shape in shapes.items()}
makers = {"pairwise": Pairwise, "list_dense": ListDense, "dict_dense": DictDense, "chosen": Chosen, "fancy": FancyMLP,
          "lazy": Lazy}
tensors = {}
for case, make in makers.items():
    torch.manual_seed(0)
    model = make()
    if case == "fancy":
        tensors["fancy/rand_weight"] = model.rand_weight.clone()
    with torch.no_grad():
        y = model(inputs[case])
    tensors[f"{case}/after"] = torch.rand(2)
    tensors[f"{case}/x"], tensors[f"{case}/y"] = inputs[case], y
    for key, value in model.state_dict().items():
        tensors[f"{case}/{key}"] = value.clone()
    if case == "lazy":
        PRINTS["lazy_after"] = model

lines = []
for name, model in PRINTS.items():
    text = str(model).split("\n")
    lines += [f"case {name}", f"text {len(text)}", *text]
(DATA / "prints" / "containers.txt").write_text("\n".join(lines) + "\n")
safetensors.torch.save_file(tensors, DATA / "containers.safetensors", metadata={"torch": torch.__version__.split("+")[0]})
(DATA / "containers.safetensors").chmod(0o644)
torch.save(Counted().state_dict(), DATA / "extra_state.pt")
