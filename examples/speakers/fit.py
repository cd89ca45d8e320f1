#!/usr/bin/env python3
"""Refits src/sourcing/speaker/weights.txt (needs numpy and scipy).

    cargo run --profile quick --example speakers -- LABELLED/*.txt > places.jsonl
    python3 examples/speakers/fit.py places.jsonl LABELLED src/sourcing/speaker/weights.txt

LABELLED holds NAME.txt and NAME.labels.jsonl, an object a sentence with `start`, `end` (code points), `quote` and `speaker`. A place
counts where its content overlaps a quotation whose speaker is labelled and among the candidates. The ranking is a conditional
logistic model: of each place's candidates one speaks. Prints how often the first is right, five folds by article; the written
weights, log-odds in hundredths, are fitted on all. There is no chance in it, so there is no seed.
"""
import json
import os
import re
import sys

import numpy as np
from scipy.optimize import minimize

PENALTY = 1.0
FOLDS = 5


def labels(folder):
    found = {}
    for name in os.listdir(folder):
        if name.endswith(".labels.jsonl"):
            rows = (json.loads(line) for line in open(f"{folder}/{name}", encoding="utf8") if line.strip())
            found[name[: -len(".labels.jsonl")]] = [row for row in rows if row["quote"] in ("full", "partial") and row["speaker"]]
    return found


def read(path, folder):
    """The features' names, and of each place its article, a row of features a candidate, and which of them are right."""
    lines = (json.loads(line) for line in open(path, encoding="utf8"))
    names, spoken, places = next(lines)["names"], labels(folder), []
    for place in lines:
        article = os.path.basename(place["path"])[: -len(".txt")]
        over = [row for row in spoken.get(article, ()) if any(row["start"] < end and row["end"] > start for start, end in place["content"])]
        if not over or not place["candidates"]:
            continue
        last = re.sub(r"\W+$", "", over[0]["speaker"].lower()).split()[-1]
        right = np.array([last in name.lower() for name, _ in place["candidates"]])
        matrix = np.zeros((len(right), len(names)))
        for row, (_, features) in enumerate(place["candidates"]):
            matrix[row, features] = 1
        places.append((article, matrix, right))
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
    return [bool(right[np.argmax(matrix @ weights)]) for _, matrix, right in places]


def main():
    names, places = read(*sys.argv[1:3])
    articles = sorted({article for article, *_ in places})
    fold = {article: index % FOLDS for index, article in enumerate(articles)}
    unseen = []
    for left_out in range(FOLDS):
        weights = fit([place for place in places if fold[place[0]] != left_out], len(names))
        unseen += first_right([place for place in places if fold[place[0]] == left_out], weights)
    reachable = sum(right.any() for *_, right in places)
    weights = fit(places, len(names))
    print(f"{len(places)} places, the speaker is a candidate at {reachable}")
    print(f"the first is right at {sum(unseen)} (articles left out), {sum(first_right(places, weights))} (articles fitted on)")
    with open(sys.argv[3], "w", encoding="utf8") as file:
        file.write("# Origin: fitted by examples/speakers/fit.py on the project's own labels of who speaks, November 2026.\n")
        file.write("# Log-odds in hundredths that the candidate speaks, by what holds of it.\n")
        for name, value in zip(names, weights):
            if round(100 * value):
                file.write(f"{name}\t{round(100 * value)}\n")


if __name__ == "__main__":
    main()
