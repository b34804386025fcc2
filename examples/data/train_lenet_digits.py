# SPDX-License-Identifier: BSL-1.0
"""Trains the networks that the examples load, on scikit-learn's 1,797 handwritten digits (8x8 pixels from 0 to 16).

Writes, beside itself:
  lenet_digits.pt          state dict of LeNet; its input is (B, 1, 28, 28)
  mlp_digits.pt            state dict of MLP; its input is (B, 64)
  digits_test.safetensors  images uint8 (360, 8, 8), labels int64 (360), and what PyTorch answered:
                           logits float32 (360, 10) of LeNet, mlp_logits float32 (360, 10) of MLP

Needs torch, scikit-learn and safetensors; about a minute on one core: python examples/data/train_lenet_digits.py
"""

import pathlib
from collections import OrderedDict

import safetensors.torch
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2, 2),
            nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2, 2))
        self.classifier = nn.Sequential(
            nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), 1))


def make_mlp():
    return nn.Sequential(OrderedDict(hidden=nn.Linear(64, 32), act=nn.ReLU(), output=nn.Linear(32, 10)))


def lenet_input(images):
    """(B, 8, 8) pixels -> (B, 1, 28, 28): each pixel becomes 3x3, a border of two zeros around, values from 0 to 1."""
    large = images.repeat_interleave(3, dim=1).repeat_interleave(3, dim=2)
    return nn.functional.pad(large, (2, 2, 2, 2)).unsqueeze(1).float() / 16


def mlp_input(images):
    """(B, 8, 8) pixels -> (B, 64), values from 0 to 1."""
    return images.flatten(1).float() / 16


def shifted(batch):
    """Each image moved by up to 2 pixels each way, so that a small training set goes further."""
    if batch.dim() == 2:
        return batch
    padded = nn.functional.pad(batch, (2, 2, 2, 2))
    offsets = torch.randint(0, 5, (len(batch), 2)).tolist()
    return torch.stack([image[:, i:i + 28, j:j + 28] for image, (i, j) in zip(padded, offsets)])


def train(model, inputs, labels, epochs):
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3, weight_decay=1e-4)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    for _ in range(epochs):
        for batch in torch.randperm(len(inputs)).split(64):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(shifted(inputs[batch])), labels[batch]).backward()
            optimizer.step()
        scheduler.step()


def main():
    torch.set_num_threads(1)
    torch.manual_seed(0)
    digits = load_digits()
    images = torch.from_numpy(digits.images).to(torch.uint8)
    labels = torch.from_numpy(digits.target).long()
    training, testing = train_test_split(range(len(labels)), test_size=360, random_state=0, stratify=digits.target)
    recorded = {"images": images[testing].contiguous(), "labels": labels[testing].contiguous()}

    for name, model, prepare, epochs, logits in (("lenet_digits", LeNet(), lenet_input, 60, "logits"),
                                                 ("mlp_digits", make_mlp(), mlp_input, 60, "mlp_logits")):
        train(model, prepare(images[training]), labels[training], epochs)
        model.eval()
        with torch.no_grad():
            recorded[logits] = model(prepare(recorded["images"])).contiguous()
        accuracy = (recorded[logits].argmax(1) == recorded["labels"]).float().mean().item()
        print(f"{name}: accuracy {accuracy:.3f} on {len(testing)} images")
        torch.save(model.state_dict(), HERE / f"{name}.pt")

    safetensors.torch.save_file(recorded, HERE / "digits_test.safetensors", metadata={"format": "pt"})


if __name__ == "__main__":
    main()
