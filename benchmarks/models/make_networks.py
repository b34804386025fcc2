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


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        if stride != 1:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + (self.downsample(x) if hasattr(self, "downsample") else x))


class ResNet18(nn.Module):
    """torchvision's, under torchvision's names."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.layer1 = nn.Sequential(BasicBlock(64, 64, 1), BasicBlock(64, 64, 1))
        self.layer2 = nn.Sequential(BasicBlock(64, 128, 2), BasicBlock(128, 128, 1))
        self.layer3 = nn.Sequential(BasicBlock(128, 256, 2), BasicBlock(256, 256, 1))
        self.layer4 = nn.Sequential(BasicBlock(256, 512, 2), BasicBlock(512, 512, 1))
        self.fc = nn.Linear(512, 1000)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean((2, 3)))


def gemm(layer, source, target):
    return helper.make_node("Gemm", [source, f"{layer}.weight", f"{layer}.bias"], [target], transB=1)


def relu(source, target):
    return helper.make_node("Relu", [source], [target])


def conv(layer, source, target, padding):
    return helper.make_node("Conv", [source, f"{layer}.weight", f"{layer}.bias"], [target], pads=[padding] * 4)


def max_pool(source, target):
    return helper.make_node("MaxPool", [source], [target], kernel_shape=[2, 2], strides=[2, 2])


def conv_norm(conv, norm, source, target, kernel, stride):
    node = helper.make_node("Conv", [source, f"{conv}.weight"], [f"{conv}.y"], pads=[kernel // 2] * 4, strides=[stride] * 2)
    values = [f"{norm}.{name}" for name in ("weight", "bias", "running_mean", "running_var")]
    return [node, helper.make_node("BatchNormalization", [f"{conv}.y", *values], [target])]


def resnet18():
    nodes = conv_norm("conv1", "bn1", "x", "a", 7, 2) + [
        relu("a", "b"), helper.make_node("MaxPool", ["b"], ["c"], kernel_shape=[3, 3], strides=[2, 2], pads=[1] * 4)]
    x = "c"
    for block in (f"layer{layer}.{position}" for layer in range(1, 5) for position in range(2)):
        stride = 2 if block in ("layer2.0", "layer3.0", "layer4.0") else 1
        nodes += conv_norm(f"{block}.conv1", f"{block}.bn1", x, f"{block}.a", 3, stride)
        nodes += [relu(f"{block}.a", f"{block}.b")]
        nodes += conv_norm(f"{block}.conv2", f"{block}.bn2", f"{block}.b", f"{block}.c", 3, 1)
        if stride == 2:
            nodes += conv_norm(f"{block}.downsample.0", f"{block}.downsample.1", x, f"{block}.d", 1, 2)
            x = f"{block}.d"
        nodes += [helper.make_node("Add", [f"{block}.c", x], [f"{block}.e"]), relu(f"{block}.e", f"{block}.y")]
        x = f"{block}.y"
    return nodes + [helper.make_node("GlobalAveragePool", [x], ["pooled"]), helper.make_node("Flatten", ["pooled"], ["flat"]),
                    gemm("fc", "flat", "y")]


graphs = {
    "resnet18": ([3, 224, 224], resnet18()),
    "mlp": ([784], [gemm("hidden", "x", "a"), relu("a", "b"), gemm("output", "b", "y")]),
    "lenet": ([1, 28, 28], [
        conv("conv1", "x", "a", 2), relu("a", "b"), max_pool("b", "c"),
        conv("conv2", "c", "d", 0), relu("d", "e"), max_pool("e", "f"),
        helper.make_node("Flatten", ["f"], ["g"]),
        gemm("fc1", "g", "h"), relu("h", "i"), gemm("fc2", "i", "j"), relu("j", "k"), gemm("fc3", "k", "y")]),
}

torch.manual_seed(0)
inputs = torch.rand(16 * 3 * 224 * 224)
inputs.numpy().tofile(folder / "inputs.bin")
networks = {"mlp": (MLP(), inputs[:256 * 784].view(256, 784)), "lenet": (LeNet(), inputs[:256 * 784].view(256, 784)),
            "resnet18": (ResNet18(), inputs.view(16, 3, 224, 224))}
with torch.inference_mode():
    networks["resnet18"][0](networks["resnet18"][1][:4])  # in training mode, for running statistics that are not 0 and 1
for name, (network, samples) in networks.items():
    network.eval()
    state = network.state_dict()
    torch.save(state, folder / f"{name}.pt")
    values = [*network.parameters(), *(buffer for buffer in network.buffers() if buffer.is_floating_point())]
    numpy.concatenate([value.detach().numpy().ravel() for value in values]).tofile(folder / f"{name}.bin")
    with torch.inference_mode():
        network(samples).numpy().tofile(folder / f"{name}.expected")
    shape, nodes = graphs[name]
    graph = helper.make_graph(
        nodes, name,
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", *shape])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", 1000 if name == "resnet18" else 10])],
        [numpy_helper.from_array(tensor.numpy(), key) for key, tensor in state.items() if tensor.is_floating_point()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, folder / f"{name}.onnx")
