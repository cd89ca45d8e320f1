#!/usr/bin/env python3
"""Fits src/sourcing/telling/weights.txt on labelled articles: whether an attribution tells where its sentence comes from.

    cargo build --release --example telling
    pip install numpy==2.4.6
    python3 examples/telling/fit.py --binary target/release/examples/telling --data ../shared/data/sourcing

The folder holds NAME.txt and NAME.labels.jsonl, an object a sentence with `start`, `end` (code points), `source` (kinds) and `carried`.
A sentence teaches where one outermost attribution reports in it: it tells if the sentence has a source of its own by the labels. The
formula is logistic; prints how often it is right on articles it never saw, five folds by article, and writes the weights, log-odds in
hundredths, and a manifest. There is no chance in it but the order of the folds (--seed); --check fits again and compares.
"""
import json
import os
import random
import subprocess
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import learning
import proof

FOLDER = os.path.normpath(os.path.join(HERE, "../../src/sourcing/telling"))
PENALTY = 2.0
FOLDS = 5


def read(binary, data):
    """The names of the evidence; of each attribution that teaches: its article, a row of evidence, whether it tells."""
    paths = [f"{data}/{name}" for name in sorted(os.listdir(data)) if name.endswith(".txt")]
    lines = iter(subprocess.run([binary, *paths], check=True, capture_output=True, text=True).stdout.splitlines())
    names, articles = json.loads(next(lines))["names"], {}
    for line in lines:
        attribution = json.loads(line)
        articles.setdefault(os.path.basename(attribution["path"])[: -len(".txt")], []).append(attribution)
    rows = []
    for stem in sorted(articles):
        found = articles[stem]
        inside = lambda cue, other: any(start <= cue[0] and cue[1] <= end for start, end in other["content"])
        outer = [one for one in found if one["cue"] and not any(other is not one and inside(one["cue"][0], other) for other in found)]
        with open(f"{data}/{stem}.labels.jsonl", encoding="utf8") as file:
            labels = [json.loads(line) for line in file if line.strip()]
        for label in labels:
            here = [one for one in outer if any(start < label["end"] and end > label["start"] for start, end in one["content"])]
            if len(here) == 1 and here[0]["sourced"] and not label["carried"]:
                row = np.zeros(len(names))
                row[here[0]["evidence"]] = 1
                rows.append((stem, row, bool(label["source"])))
    return names, rows


def main():
    options = proof.options(__doc__)
    names, rows = read(options.binary, options.data)
    stems = sorted({stem for stem, *_ in rows})
    random.Random(options.seed).shuffle(stems)
    fold = np.array([stems.index(stem) % FOLDS for stem, *_ in rows])
    matrix, target = np.array([row for _, row, _ in rows]), np.array([float(tells) for *_, tells in rows])
    odds = np.zeros(len(rows))
    for left_out in range(FOLDS):
        odds[fold == left_out] = matrix[fold == left_out] @ learning.logistic(matrix[fold != left_out], target[fold != left_out], PENALTY)
    figures = {
        "attributions": f"{len(rows)}, {100 * target.mean():.1f} % tell",
        "right on unseen articles": f"{100 * ((odds > 0) == (target > 0)).mean():.1f} %",
        "of those that tell": f"{100 * (odds > 0)[target > 0].mean():.1f} %",
        "of those that do not": f"{100 * (odds <= 0)[target == 0].mean():.1f} %",
    }
    for name, value in figures.items():
        print(f"{name:<28} {value}")
    lines = ["# Origin: fitted by examples/telling/fit.py on the project's own labels of who a sentence rests on, November 2026."]
    lines += ["# Log-odds in hundredths that a content rests on its source."]
    lines += [f"{name}\t{100 * weight:.0f}" for name, weight in zip(names, learning.logistic(matrix, target, PENALTY)) if abs(weight) >= 0.005]
    text = "\n".join(lines) + "\n"
    proof.deliver(FOLDER, text, options, "examples/telling/fit.py", {"penalty": PENALTY}, figures, {})


if __name__ == "__main__":
    main()
