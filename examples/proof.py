"""What the fits on labelled articles share: their options, and the weights with proof of what they were made from."""
import argparse
import hashlib
import os
import sys


def options(description, **more):
    """The options of a fit; `more` are names of options with what they are for."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="the built example")
    parser.add_argument("--data", required=True, help="folder of labelled articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="fit again and compare, writing nothing")
    for name, purpose in more.items():
        parser.add_argument(f"--{name}", help=purpose)
    return parser.parse_args()


def hashed(*folders):
    """SHA-256 over the files of folders, texts and labels, in the order of their names."""
    whole = hashlib.sha256()
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            if os.path.isfile(f"{folder}/{name}"):
                with open(f"{folder}/{name}", "rb") as file:
                    whole.update(file.read())
    return whole.hexdigest()


def deliver(folder, text, chosen, script, settings, figures, counts, inputs=None):
    """Writes weights.txt and manifest.toml into `folder`; with --check, compares the weights and ends. `inputs` are names of inputs with
    their SHA-256, or with the folders that were read, where not all of one folder was."""
    path = os.path.join(folder, "weights.txt")
    if chosen.check:
        with open(path, encoding="utf8") as file:
            same = file.read() == text
        print(f"weights.txt: {'the same' if same else 'DIFFERS'}")
        sys.exit(0 if same else 1)
    with open(path, "w", encoding="utf8") as file:
        file.write(text)
    lines = [f"# Written by {script}; see src/model/CARD.md.", f"seed = {chosen.seed}"]
    lines += [f"{name} = {value}" for name, value in settings.items()]
    lines += ["", "[[weights]]", 'file = "weights.txt"', f"bytes = {len(text.encode())}", f'sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"']
    lines += ["", "[figures]", *(f'"{name}" = "{value}"' for name, value in figures.items())]
    if inputs is None:
        inputs = {"sourcing": [chosen.data]}
    lines += ["", "# SHA-256 of each file, or over the files of folders, texts and labels, in the order of their names.", "[inputs]"]
    lines += [f'"{name}" = "{of if isinstance(of, str) else hashed(*of)}"' for name, of in inputs.items()]
    lines += [*(f"{name} = {value}" for name, value in counts.items())]
    with open(os.path.join(folder, "manifest.toml"), "w", encoding="utf8") as file:
        file.write("\n".join(lines) + "\n")
