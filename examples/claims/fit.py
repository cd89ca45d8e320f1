#!/usr/bin/env python3
"""Refits src/sourcing/claim/weights.txt (needs numpy and scipy).

    cargo run --profile quick --example claims -- LABELLED/*.txt > features.jsonl
    python3 examples/claims/fit.py features.jsonl LABELLED > src/sourcing/claim/weights.txt

LABELLED holds NAME.txt and NAME.labels.jsonl, an object a sentence with `start`, `end` (code points) and `gap`: yes, soft or no.
Sentences are ranked with a soft doubt counted a third; the last step then turns ranks into the probability that somebody asks. What
a sentence's article adds is fitted on readings of articles left out, five folds by article.
"""
import collections
import json
import os
import random
import sys

import numpy as np
from scipy.optimize import minimize

RANKED = {"yes": 1.0, "soft": 0.35, "no": 0.0}
ASKED = {"yes": 1.0, "soft": 0.8, "no": 0.0}


def read(features, folder):
    labels, rows = {}, []
    for line in open(features, encoding="utf8"):
        sentence = json.loads(line)
        stem = os.path.basename(sentence["path"])[: -len(".txt")]
        if stem not in labels:
            with open(f"{folder}/{stem}.labels.jsonl", encoding="utf8") as file:
                labels[stem] = [json.loads(label) for label in file]
        overlap = lambda label: min(label["end"], sentence["end"]) - max(label["start"], sentence["start"])
        label = max(labels[stem], key=overlap)
        if overlap(label) <= 0:
            continue
        values, triggers = sentence["features"], sentence["triggers"]
        values.pop("mean of the article", None)
        sourced = all(covered for _, _, covered in triggers) if triggers else "source in the sentence" in values
        rows.append((stem, values, label["gap"], not sourced and "source carried over" not in values))
    return rows


def logistic(matrix, target, penalty, free):
    scale = np.maximum(matrix.std(0), 0.1)
    scale[free] = 1
    scaled, weight = matrix / scale, np.full(matrix.shape[1], float(penalty))
    weight[free] = 1e-3

    def loss(w):
        odds = scaled @ w
        rest = 1 / (1 + np.exp(-odds)) - target
        return (np.logaddexp(0, odds) - target * odds).sum() + 0.5 * (weight * w * w).sum(), scaled.T @ rest + weight * w

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x / scale


def main():
    rows = read(*sys.argv[1:3])
    counts = collections.Counter(name for _, values, *_ in rows for name in values)
    names = sorted(name for name, count in counts.items() if count >= 15)
    column = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for row, (_, values, *_) in enumerate(rows):
        for name, value in values.items():
            if name in column:
                matrix[row, column[name]] = value
    ranked = np.array([RANKED[gap] for _, _, gap, _ in rows])
    asked = np.array([ASKED[gap] for _, _, gap, _ in rows])
    bias = column["bias"]
    # What rests on somebody is read, for the mean of its article, but teaches nothing.
    used = np.array([open_claim for *_, open_claim in rows])
    first = logistic(matrix[used], ranked[used], 30, bias)

    articles = sorted({stem for stem, *_ in rows})
    random.Random(0).shuffle(articles)
    fold = np.array([articles.index(stem) % 5 for stem, *_ in rows])
    odds = np.zeros(len(rows))
    for left_out in range(5):
        seen = (fold != left_out) & used
        odds[fold == left_out] = matrix[fold == left_out] @ logistic(matrix[seen], ranked[seen], 30, bias)
    means = {stem: np.mean([value for value, (other, *_) in zip(odds, rows) if other == stem]) for stem in articles}
    ones = np.ones(len(rows))
    both = np.stack([odds, [means[stem] for stem, *_ in rows], ones], 1)
    second = logistic(both[used], ranked[used], 0.01, 2)
    slope, shift = logistic(np.stack([both @ second, ones], 1)[used], asked[used], 0.01, 1)
    second *= slope
    second[2] += shift

    print("# Origin: fitted by examples/claims/fit.py on the project's own labels of who needs a source, November 2026.")
    print("# Logistic coefficients by feature; the last three join a sentence's first odds with the mean of its article.")
    for name, value in [*zip(names, first), *zip(("second own", "second article", "second shift"), second)]:
        if abs(value) >= 0.005 or name.startswith("second"):
            print(f"{name}\t{value:.3f}")


main()
