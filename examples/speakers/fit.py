#!/usr/bin/env python3
"""Fits src/sourcing/speaker/weights.txt on labelled articles: which of the people named speaks at a "he", "she" or bare role.

    cargo build --release --example speakers
    pip install numpy==2.4.6 scipy
    python3 examples/speakers/fit.py --binary target/release/examples/speakers --data ../shared/data/sourcing

The folder holds NAME.txt and NAME.labels.jsonl, an object a sentence with `start`, `end` (code points), `quote` and `speaker`. A place
counts where its content overlaps a quotation whose speaker is labelled. The ranking is a conditional logistic model: of each place's
candidates one speaks. Prints how often the first is right on articles it never saw, five folds by article, and writes the weights,
log-odds in hundredths, and a manifest. There is no chance in it but the order of the folds (--seed); --check fits again and compares.
Who spoke before is read with the ranking itself, so it is fitted in rounds, the first without weights.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile

import numpy as np
from scipy.optimize import minimize

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import proof

FOLDER = os.path.normpath(os.path.join(HERE, "../../src/sourcing/speaker"))
PENALTY = 8.0
FOLDS = 5
ROUNDS = 4


def labels(data, stem):
    with open(f"{data}/{stem}.labels.jsonl", encoding="utf8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    return [row for row in rows if row["quote"] in ("full", "partial") and row["speaker"]]


def read(binary, data, weights):
    """The features' names; of each place its article, a row of features a candidate, and which of them are right."""
    paths = [f"{data}/{name}" for name in sorted(os.listdir(data)) if name.endswith(".txt")]
    with tempfile.NamedTemporaryFile("w", encoding="utf8", suffix=".txt") as file:
        file.write(weights)
        file.flush()
        run = subprocess.run([binary, file.name, *paths], check=True, capture_output=True, text=True)
    lines = iter(run.stdout.splitlines())
    names, spoken, places = json.loads(next(lines))["names"], {}, []
    for place in map(json.loads, lines):
        stem = os.path.basename(place["path"])[: -len(".txt")]
        if stem not in spoken:
            spoken[stem] = labels(data, stem)
        over = [row for row in spoken[stem] if any(row["start"] < end and row["end"] > start for start, end in place["content"])]
        if not over or not place["candidates"]:
            continue
        last = re.sub(r"\W+$", "", over[0]["speaker"].lower()).split()[-1]
        right = np.array([last in name.lower() for name, _ in place["candidates"]])
        matrix = np.zeros((len(right), len(names)))
        for row, (_, features) in enumerate(place["candidates"]):
            matrix[row, features] = 1
        places.append((stem, matrix, right))
    return names, places


def fit(places, width):
    places = [(matrix, right) for _, matrix, right in places if right.any() and not right.all()]

    def loss(weights):
        total, slope = PENALTY * weights @ weights / 2, PENALTY * weights
        for matrix, right in places:
            score = matrix @ weights
            every = np.exp(score - score.max())
            correct = every * right
            total += np.log(every.sum()) - np.log(correct.sum())
            slope = slope + matrix.T @ (every / every.sum() - correct / correct.sum())
        return total, slope

    return minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B").x


def first_right(places, weights):
    return sum(bool(right[np.argmax(matrix @ weights)]) for _, matrix, right in places)


def written(names, weights):
    lines = ["# Origin: fitted by examples/speakers/fit.py on the project's own labels of who speaks, November 2026."]
    lines += ["# Log-odds in hundredths that the candidate speaks, by what holds of it."]
    lines += [f"{name}\t{100 * weight:.0f}" for name, weight in zip(names, weights) if abs(weight) >= 0.005]
    return "\n".join(lines) + "\n"


def main():
    options = proof.options(__doc__)
    text = ""
    for _ in range(ROUNDS):
        names, places = read(options.binary, options.data, text)
        weights = fit(places, len(names))
        text = written(names, weights)
    stems = sorted({stem for stem, *_ in places})
    random.Random(options.seed).shuffle(stems)
    fold = {stem: index % FOLDS for index, stem in enumerate(stems)}
    unseen = 0
    for left_out in range(FOLDS):
        weights = fit([place for place in places if fold[place[0]] != left_out], len(names))
        unseen += first_right([place for place in places if fold[place[0]] == left_out], weights)
    weights = fit(places, len(names))
    figures = {
        "places": f"{len(places)}, the speaker is a candidate at {sum(right.any() for *_, right in places)}",
        "the first is right, articles left out": f"{unseen}",
        "the first is right, articles fitted on": f"{first_right(places, weights)}",
    }
    for name, value in figures.items():
        print(f"{name:<40} {value}")
    proof.deliver(FOLDER, text, options, "examples/speakers/fit.py", {"penalty": PENALTY, "rounds": ROUNDS}, figures, {})


if __name__ == "__main__":
    main()
