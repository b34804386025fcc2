# SPDX-License-Identifier: BSL-1.0
"""Trains a GPT-2 of 31,000 parameters to recite a few lines, and writes it beside itself as gpt2_text.safetensors.

A token is a character: 0 to 94 are those of ASCII from the blank on, 95 is the end of a line. The file is the one that
transformers' save_pretrained writes: the names of GPT-2, and the word embedding not a second time as lm_head.weight.

Needs torch, safetensors and transformers; about a minute on one core: python examples/data/train_gpt2_text.py
"""

import pathlib
import shutil
import tempfile

import torch
from transformers import GPT2Config, GPT2LMHeadModel

HERE = pathlib.Path(__file__).resolve().parent

TEXT = """\
A struct is a model, its members are names,
and what Python has written, a struct reads the same.
The compiler has counted each weight and each row,
and a layer too narrow is told you ere you go.
"""

CONFIG = GPT2Config(vocab_size=96, n_positions=64, n_embd=32, n_layer=2, n_head=2, bos_token_id=95, eos_token_id=95,
                    resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0)


def tokens(text):
    return torch.tensor([95 if character == "\n" else ord(character) - 32 for character in text])


def text(tokens):
    return "".join("\n" if token == 95 else chr(token + 32) for token in tokens)


def main():
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = GPT2LMHeadModel(CONFIG)
    windows = tokens(TEXT + TEXT[:65]).unfold(0, 65, 1)  # 64 to read, and for each the one behind it to guess
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1e-2, total_steps=1500)
    for step in range(1500):
        batch = windows[torch.randint(len(windows), (16,))]
        loss = torch.nn.functional.cross_entropy(model(batch[:, :-1]).logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
    print(f"loss {loss.item():.3f}")

    model.eval()
    written = tokens("A struct")[None]
    with torch.no_grad():
        while written.size(1) < len(TEXT):
            written = torch.cat([written, model(written[:, -64:]).logits[:, -1:].argmax(-1)], 1)
    print(text(written[0].tolist()))

    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        shutil.copyfile(pathlib.Path(folder) / "model.safetensors", HERE / "gpt2_text.safetensors")


if __name__ == "__main__":
    main()
