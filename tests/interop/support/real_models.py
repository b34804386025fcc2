# SPDX-License-Identifier: BSL-1.0
"""The Python packages' own models, for the interop test and the golden values."""
import importlib
import math
import sys
import types

import torch


def resnet18():
    from torchvision.models import resnet18 as make
    return make(weights=None)


def crepe_package():
    """torchcrepe. It imports packages that read, resample and decode sound, which is not asked of it here."""
    for name in ("librosa", "resampy", "torchaudio"):
        try:
            importlib.import_module(name)
        except ImportError:
            sys.modules[name] = types.ModuleType(name)
    return importlib.import_module("torchcrepe")


def tone(frequency, samples):
    """A sound with the overtones of an instrument, 16,000 samples a second: (samples,)"""
    angles = 2 * math.pi * frequency / 16_000 * torch.arange(samples, dtype=torch.float64)
    return (torch.sin(angles) + 0.5 * torch.sin(2 * angles)).float()


def frequencies(torchcrepe, probabilities):
    """torchcrepe's weighted argmax without the noise that it adds to its pitches: (B, 360)  ->  (B,)"""
    cents = torchcrepe.CENTS_PER_BIN * torch.arange(torchcrepe.PITCH_BINS) + 1997.3794084376191
    torchcrepe.decode.weighted_argmax.weights = cents[None, :, None]
    return torchcrepe.postprocess(probabilities.T[None].clone(), fmin=50.0, decoder=torchcrepe.decode.weighted_argmax)[0]
