# SPDX-License-Identifier: BSL-1.0
"""Writes tests/data/models.safetensors: what torchvision's ResNet-18, transformers' GPT-2 and torchcrepe's pitch model
answer.

Their weights are not stored: those of ResNet-18 and the pitch model come from torch.manual_seed(0), those of GPT-2 from
examples/data/gpt2_text.safetensors. Needs torch, torchvision, transformers, torchcrepe and safetensors.

  resnet18/bits           int64, one for each parameter: the sum of the bit patterns of its first values
  resnet18/logits         (2, 1000) for torch.randn(2, 3, 64, 64) after torch.manual_seed(1)
  resnet18/trained/...    logits in training mode, running statistics after it, logits with them
  gpt2/tokens, logits     (2, 24)  ->  (2, 24, 96)
  gpt2/recited            (205,), what it writes from the first 8 tokens on
  crepe/sound             (1600,), a tenth of a second of 440 Hz with an overtone
  crepe/windows, probability  of the first three windows
  crepe/frequencies       of torch.rand(7, 360) after torch.manual_seed(3)
"""

import pathlib
import sys

import safetensors.torch
import torch
from transformers import GPT2Config, GPT2LMHeadModel

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "interop" / "support"))
from real_models import crepe_package, frequencies, resnet18, tone  # noqa: E402

GPT2_CONFIG = GPT2Config(vocab_size=96, n_positions=64, n_embd=32, n_layer=2, n_head=2, bos_token_id=95, eos_token_id=95)


def resnet18_answers():
    torch.manual_seed(0)
    net = resnet18()
    bits = torch.stack([parameter.detach().view(torch.int32).long().sum() for parameter in net.parameters()])
    torch.manual_seed(1)
    x = torch.randn(2, 3, 64, 64)
    answers = {"bits": bits, "logits": net.eval()(x)}
    answers["trained/logits_of_batch"] = net.train()(x)
    answers["trained/logits"] = net.eval()(x)
    for key in ("bn1.running_mean", "bn1.running_var", "layer2.0.downsample.1.running_mean",
                "layer4.1.bn2.running_var", "layer4.1.bn2.num_batches_tracked"):
        answers[f"trained/{key}"] = net.state_dict()[key]
    return answers


def gpt2_answers():
    net = GPT2LMHeadModel(GPT2_CONFIG).eval()
    missing, unexpected = net.load_state_dict(
        safetensors.torch.load_file(ROOT / "examples" / "data" / "gpt2_text.safetensors"), strict=False)
    assert missing == ["lm_head.weight"] and not unexpected
    torch.manual_seed(2)
    tokens = torch.randint(0, 96, (2, 24))
    recited = torch.tensor([[ord(letter) - 32 for letter in "A struct"]])
    while recited.size(1) < 205:
        recited = torch.cat([recited, net(recited[:, -64:]).logits[:, -1:].argmax(-1)], 1)
    return {"tokens": tokens, "logits": net(tokens).logits, "recited": recited[0]}


def crepe_answers():
    torchcrepe = crepe_package()
    torch.manual_seed(0)
    net = torchcrepe.Crepe("tiny").eval()
    sound = tone(440, 1600)
    windows = next(torchcrepe.preprocess(sound[None], torchcrepe.SAMPLE_RATE))[:3]
    torch.manual_seed(3)
    heard = frequencies(torchcrepe, torch.rand(7, torchcrepe.PITCH_BINS))
    return {"sound": sound, "windows": windows, "probability": net(windows), "frequencies": heard}


torch.set_num_threads(1)
tensors = {}
with torch.no_grad():
    for model, answers in (("resnet18", resnet18_answers()), ("gpt2", gpt2_answers()), ("crepe", crepe_answers())):
        for name, value in answers.items():
            tensors[f"{model}/{name}"] = value.clone().contiguous()

OUT = ROOT / "tests" / "data" / "models.safetensors"
safetensors.torch.save_file(tensors, OUT, metadata={"format": "pt", "torch": torch.__version__.split("+")[0]})
OUT.chmod(0o644)
