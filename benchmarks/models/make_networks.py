# SPDX-License-Identifier: BSL-1.0
"""make_networks.py FOLDER: the same weights for every contender (.pt, raw floats, .onnx), inputs and PyTorch's outputs."""
import pathlib
import sys

import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 256)
        self.output = nn.Linear(256, 10)

    def forward(self, x):
        return self.output(torch.relu(self.hidden(x)))


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.conv1(x.reshape(-1, 1, 28, 28))), 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2)
        return self.fc3(torch.relu(self.fc2(torch.relu(self.fc1(x.flatten(1))))))


def gemm(layer, source, target):
    return helper.make_node("Gemm", [source, f"{layer}.weight", f"{layer}.bias"], [target], transB=1)


def relu(source, target):
    return helper.make_node("Relu", [source], [target])


def conv(layer, source, target, padding):
    return helper.make_node("Conv", [source, f"{layer}.weight", f"{layer}.bias"], [target], pads=[padding] * 4)


def max_pool(source, target):
    return helper.make_node("MaxPool", [source], [target], kernel_shape=[2, 2], strides=[2, 2])


graphs = {
    "mlp": ([784], [gemm("hidden", "x", "a"), relu("a", "b"), gemm("output", "b", "y")]),
    "lenet": ([1, 28, 28], [
        conv("conv1", "x", "a", 2), relu("a", "b"), max_pool("b", "c"),
        conv("conv2", "c", "d", 0), relu("d", "e"), max_pool("e", "f"),
        helper.make_node("Flatten", ["f"], ["g"]),
        gemm("fc1", "g", "h"), relu("h", "i"), gemm("fc2", "i", "j"), relu("j", "k"), gemm("fc3", "k", "y")]),
}

torch.manual_seed(0)
inputs = torch.rand(256, 784)
inputs.numpy().tofile(folder / "inputs.bin")
for name, network in {"mlp": MLP(), "lenet": LeNet()}.items():
    state = network.state_dict()
    torch.save(state, folder / f"{name}.pt")
    numpy.concatenate([tensor.numpy().ravel() for tensor in state.values()]).tofile(folder / f"{name}.bin")
    with torch.inference_mode():
        network(inputs).numpy().tofile(folder / f"{name}.expected")
    shape, nodes = graphs[name]
    graph = helper.make_graph(
        nodes, name,
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", *shape])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", 10])],
        [numpy_helper.from_array(tensor.numpy(), key) for key, tensor in state.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, folder / f"{name}.onnx")
