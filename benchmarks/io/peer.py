# SPDX-License-Identifier: BSL-1.0
"""The tasks of eponym.cpp done by safetensors (*.safetensors) and by torch (*.pt), and `sync FILE`, a save with an fsync behind it."""
import os
import sys
import time

import safetensors
import safetensors.torch
import torch
from torch import nn

FLOATS_PER_PAGE = 1024


class Checkpoint(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(2048, 2048) for _ in range(64))


def mapped(path):
    if path.endswith(".pt"):
        return torch.load(path, mmap=True)
    with safetensors.safe_open(path, framework="pt") as file:
        return {key: file.get_tensor(key) for key in file.keys()}


def touch(tensors):
    return sum(tensor.flatten()[::FLOATS_PER_PAGE].double().sum().item() for tensor in tensors.values())


def save(state, path):
    if path.endswith(".pt"):
        torch.save(state, path)
    else:
        safetensors.torch.save_file(state, path)


def answer(model, task, path):
    state = model.state_dict()
    start = time.perf_counter()
    if task == "map":
        total = touch(mapped(path))
        return time.perf_counter() - start, total
    if task == "load":
        if path.endswith(".pt"):
            model.load_state_dict(torch.load(path, mmap=True))
        else:
            safetensors.torch.load_model(model, path)
        seconds = time.perf_counter() - start
        return seconds, touch(model.state_dict())
    save(state, path)
    if task == "sync":
        with open(path, "rb") as file:
            os.fsync(file.fileno())
    return (time.perf_counter() - start,)


torch.set_num_threads(1)
torch.manual_seed(0)
with torch.no_grad():
    checkpoint = Checkpoint()
    print("ready", flush=True)
    for line in sys.stdin:
        print(*answer(checkpoint, *line.split()), flush=True)
