#!/usr/bin/env python3
"""Trains the network that corrects the rules' attributions, and the formula that links its spans, on annotated articles.

    cargo build --release --example attribution
    pip install jax==0.10.2 optax numpy scipy
    python3 examples/attribution/train.py --binary target/release/examples/attribution --data ../shared/data

Writes weights.bin and links.txt into src/sourcing/attribution/network, and a manifest of what they were made from; prints figures on the
part `dev`, which it never trains on. The same seed, data and library give the same bytes on one machine; --check trains again and
compares. Features hold no open-class word, see rows.rs. Nothing here is needed to build or run the program.
"""
import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from scipy.optimize import minimize

import articles as reading
import compare
import network

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.normpath(os.path.join(HERE, "../../src/sourcing/attribution/network"))
LEAST = 20
LINK_FEATURES = 80


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="the built example")
    parser.add_argument("--data", required=True, help="folder that holds polnear/train and polnear/dev")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="train again and compare, writing nothing")
    parser.add_argument("--compare", action="store_true", help="only print figures of a variant, writing nothing; see docs/models.md")
    parser.add_argument("--texts", help="train on the texts of this folder instead, with the labels that encoder.py wrote beside it")
    parser.add_argument("--width", type=int, default=128, help="of an embedding")
    parser.add_argument("--hidden", type=int, default=96, help="units of a direction")
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--window", type=int, default=0, help="instead of a network, a linear model over so many tokens on either side")
    parser.add_argument("--dilations", type=int, nargs="*", default=[], help="convolutions over three tokens so far apart, before the layers")
    parser.add_argument("--words", type=int, default=0, help="see words too, hashed into so many rows; such weights are not for shipping")
    parser.add_argument("--without", default="fine cluster,coarse cluster", help="groups of features to leave out, by comma")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--decay", type=float, default=0.01)
    parser.add_argument("--drop", type=float, default=0.25)
    parser.add_argument("--forget", type=float, default=0.05, help="share of features hidden in training")
    parser.add_argument("--tokens", type=int, default=2048, help="in a batch")
    return parser.parse_args()


def load(options, part, folder):
    """The annotated articles of a part, their paths, and the groups of features."""
    source = f"{options.data}/polnear/{part}"
    groups, found = features(options, f"{source}/text", f"{folder}/{part}")
    return groups, [article for article in found if reading.annotate(article, source)]


def features(options, texts, file):
    """The groups of features, and the articles of a folder of texts."""
    paths = [f"{texts}/{name}" for name in sorted(os.listdir(texts)) if name.endswith(".txt")]
    subprocess.run([options.binary, "features", file, *paths], check=True)
    groups, found = reading.read(file)
    if options.words:
        for article in found:
            article.hash_words(options.words)
    return groups, found


def load_labelled(options, folder):
    """What `load` gives, of the texts that encoder.py labelled."""
    groups, found = features(options, options.texts, f"{folder}/texts")
    with open(f"{options.texts}/labels.json", encoding="utf8") as file:
        labels = json.load(file)
    for article in found:
        article.labels = np.array(labels[article.name], int)
    return groups, found


def columns(groups, articles, without):
    """The column of each feature among those kept, or -1."""
    counts = sum(np.bincount(np.concatenate(article.ids), minlength=sum(size for _, size in groups)) for article in articles)
    kept = np.concatenate([np.full(size, name not in without) for name, size in groups]) & (counts >= LEAST)
    column = -np.ones(len(kept), int)
    column[kept] = np.arange(kept.sum())
    return column


def link_weights(options, articles, folder):
    """Fits the weights of the options' features, for sources and for cues."""
    rights = []
    with open(f"{folder}/spans", "w", encoding="utf8") as file:
        for article in articles:
            found, right = reading.annotated_spans(article)
            rights.append(right)
            file.write(json.dumps(found) + "\n")
    command = [options.binary, "links", f"{folder}/spans", *(article.path for article in articles)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    problems = {"source": [], "cue": []}
    for line in printed.splitlines():
        choice = json.loads(line)
        pair = lambda span: span and tuple(span)
        right = rights[choice["article"]].get((choice["wanted"], pair(choice["of"])))
        spans = [pair(span) for span, _ in choice["options"]]
        if right in spans:
            problems[choice["wanted"]].append((spans.index(right), [features for _, features in choice["options"]]))
    return {wanted: fit(found) for wanted, found in problems.items()}


def fit(problems, penalty=1.0):
    """Weights of a multinomial logistic formula, and how many choices it makes right."""
    widest = max(len(options) for _, options in problems)
    matrix = np.zeros((len(problems), widest, LINK_FEATURES))
    there = np.zeros((len(problems), widest), bool)
    for row, (_, options) in enumerate(problems):
        for column, features in enumerate(options):
            matrix[row, column, features] = 1
            there[row, column] = True
    right, rows = np.array([right for right, _ in problems]), np.arange(len(problems))
    scores = lambda weights: np.where(there, matrix @ weights, -np.inf)

    def loss(weights):
        odds = scores(weights)
        shares = np.exp(odds - odds.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        value = -np.log(shares[rows, right] + 1e-12).sum()
        shares[rows, right] -= 1
        return value + penalty / 2 * weights @ weights, np.einsum("roc,ro->c", matrix, shares) + penalty * weights

    weights = minimize(loss, np.zeros(LINK_FEATURES), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return weights, float((scores(weights).argmax(1) == right).mean())


def links_text(weights):
    lines = [
        "# Origin: fitted by examples/attribution/train.py on the annotated attributions of PolNeAR's training part, November 2026.",
        "# Feature of a link (see link.rs), its weight for sources, its weight for cues.",
    ]
    (sources, _), (cues, _) = weights["source"], weights["cue"]
    lines += [f"{at}\t{sources[at]:.3f}\t{cues[at]:.3f}" for at in range(LINK_FEATURES) if abs(sources[at]) + abs(cues[at]) >= 0.001]
    return "\n".join(lines) + "\n"


def manifest(options, files, figures, parts):
    """What the weights were made from, as TOML."""
    digest = lambda content: hashlib.sha256(content).hexdigest()
    settings = ("seed", "width", "hidden", "layers", "without", "epochs", "rate", "decay", "drop", "forget", "tokens")
    lines = ["# Written by examples/attribution/train.py; see src/model/CARD.md."]
    lines += [f"{name} = {json.dumps(getattr(options, name))}" for name in settings]
    for name, content in files.items():
        lines += ["", "[[weights]]", f'file = "{name}"', f"bytes = {len(content)}", f'sha256 = "{digest(content)}"']
    lines += ["", "[figures]", *(f'"{name}" = "{value}"' for name, value in figures.items()), ""]
    lines += ["# SHA-256 over the files of each part, in the order of their names: text, then annotations.", "[inputs]"]
    for part in parts:
        whole = hashlib.sha256()
        for folder in ("text", "attributions"):
            for name in sorted(os.listdir(f"{options.data}/polnear/{part}/{folder}")):
                with open(f"{options.data}/polnear/{part}/{folder}/{name}", "rb") as file:
                    whole.update(file.read())
        lines.append(f'"polnear/{part}" = "{whole.hexdigest()}"')
    return "\n".join(lines) + "\n"


def main():
    options = arguments()
    if not options.compare and (options.window or options.dilations or options.words or options.texts):
        sys.exit("The program runs no such variant: --compare prints its figures.")
    with tempfile.TemporaryDirectory() as folder:
        groups, train = load_labelled(options, folder) if options.texts else load(options, "train", folder)
        _, held_back = load(options, "dev", folder)
        column = columns(groups, train, options.without.split(","))
        learnt, measured = network.Sentences(train, column), network.Sentences(held_back, column)
        print(f"{len(learnt.labels)} sentences, {learnt.width} features", flush=True)
        report = lambda epoch, loss, seconds, _: print(f"epoch {epoch + 1}: loss {loss:.4f}, {seconds:.0f} s", flush=True)
        weights = network.train(learnt, options, report)
        labellings = network.label(weights, measured, options)
        if options.compare:
            print(f"{sum(value.size for value in weights.values())} weights")
            print(compare.figures(options.binary, options.data, held_back, labellings))
            return
        figures = {}
        for kind, (overlap, exact) in reading.scores(held_back, labellings).items():
            figures[f"{kind} spans of the part held back"] = f"F1 overlap {overlap:.1f}, exact {exact:.1f}"
        fitted = link_weights(options, train, folder)
        figures |= {f"choices of a {wanted} made right in training": f"{100 * share:.1f} %" for wanted, (_, share) in fitted.items()}
    for name, value in figures.items():
        print(f"{name:<48} {value}")
    files = {"weights.bin": network.packed(weights, column, options), "links.txt": links_text(fitted).encode()}
    same = True
    for name, content in files.items():
        path = os.path.join(FOLDER, name)
        if options.check:
            with open(path, "rb") as file:
                equal = file.read() == content
            print(f"{name}: {'the same' if equal else 'DIFFERS'}")
            same &= equal
        else:
            with open(path, "wb") as file:
                file.write(content)
    if not options.check:
        with open(os.path.join(FOLDER, "manifest.toml"), "w", encoding="utf8") as file:
            file.write(manifest(options, files, figures, ("train", "dev")))
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
