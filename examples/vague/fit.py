#!/usr/bin/env python3
"""Fits src/sourcing/vague/weights.txt on labelled articles: whether words that may name nobody leave a reader without anybody to ask.

    cargo build --release --example vague
    pip install numpy==2.4.6
    python3 examples/vague/fit.py --binary target/release/examples/vague --data ../shared/data/sourcing

The folder holds NAME.txt and NAME.labels.jsonl, an object a sentence with `start`, `end` (code points), `source` (kinds) and `weak`
(every source is vague). A sentence is right to flag if it is weak or `vague` is among its kinds. Which of its words are to blame is not
labelled: of such a sentence only the likeliest candidate teaches, found by fitting a few times over; of any other all of them teach what
is not. The formula is logistic. Prints how right the decision is on articles that the formula never saw, five folds by article, drawn
three times, and writes the weights, log-odds in hundredths, and a manifest. No chance but the order of the folds (--seed); --check fits again and compares.
"""
import collections
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

FOLDER = os.path.normpath(os.path.join(HERE, "../../src/sourcing/vague"))
PENALTY, ROUNDS, FOLDS, DRAWS = 4.0, 4, 5, 3
# From this chance on the program shows a finding: `vague::LIKELY`.
LIKELY = 0.4


def read(binary, data):
    """The names of the evidence; the labels by article; of each candidate its (article, sentence) and a row of evidence."""
    paths = [f"{data}/{name}" for name in sorted(os.listdir(data)) if name.endswith(".txt")]
    lines = iter(subprocess.run([binary, *paths], check=True, capture_output=True, text=True).stdout.splitlines())
    names, articles = json.loads(next(lines))["names"], collections.defaultdict(list)
    for line in lines:
        candidate = json.loads(line)
        articles[os.path.basename(candidate["path"])[: -len(".txt")]].append(candidate)
    labels, places, rows = {}, [], []
    for path in paths:
        stem = os.path.basename(path)[: -len(".txt")]
        with open(f"{data}/{stem}.labels.jsonl", encoding="utf8") as file:
            labels[stem] = [json.loads(line) for line in file if line.strip()]
        for candidate in articles[stem]:
            for index, label in enumerate(labels[stem]):
                if candidate["start"] < label["end"] and candidate["end"] > label["start"]:
                    row = np.zeros(len(names))
                    row[candidate["evidence"]] = 1
                    places.append((stem, index))
                    rows.append(row)
                    break
    return names, labels, places, np.array(rows)


def is_vague(label):
    return label["weak"] or "vague" in label["source"]


def fit(matrix, target, places, chosen):
    """The weights from the candidates `chosen`; of a vague sentence only the likeliest teaches."""
    sentences = collections.defaultdict(list)
    for index in chosen:
        sentences[places[index]].append(index)
    weights = learning.logistic(matrix[chosen], target[chosen], PENALTY)
    for _ in range(ROUNDS):
        odds = matrix @ weights
        kept = []
        for found in sentences.values():
            kept += [max(found, key=lambda index: odds[index])] if target[found[0]] else found
        weights = learning.logistic(matrix[kept], target[kept], PENALTY)
    return weights


def decide(chances, places):
    """The chance of each sentence that holds a candidate: its likeliest."""
    best = collections.defaultdict(float)
    for place, chance in zip(places, chances):
        best[place] = max(best[place], chance)
    return best


def figures_of(best, labels):
    right = shown = found = weak = vague = kinds = 0
    for stem, rows in labels.items():
        for index, label in enumerate(rows):
            flagged = best.get((stem, index), 0) >= LIKELY
            shown += flagged
            right += flagged and is_vague(label)
            weak += label["weak"]
            found += flagged and label["weak"]
            kinds += "vague" in label["source"]
            vague += flagged and "vague" in label["source"]
    precision, recall = right / shown, found / weak
    return 100 * np.array([precision, recall, 2 * precision * recall / (precision + recall), 2 * vague / (shown + kinds)])


def main():
    options = proof.options(__doc__)
    names, labels, places, matrix = read(options.binary, options.data)
    target = np.array([float(is_vague(labels[stem][index])) for stem, index in places])
    everything = np.arange(len(places))
    draws, bins = [], collections.defaultdict(list)
    for draw in range(DRAWS):
        stems = sorted(labels)
        random.Random(options.seed + draw).shuffle(stems)
        folds = {stem: at % FOLDS for at, stem in enumerate(stems)}
        fold = np.array([folds[stem] for stem, _ in places])
        chances = np.zeros(len(places))
        for left_out in range(FOLDS):
            weights = fit(matrix, target, places, everything[fold != left_out])
            chances[fold == left_out] = 1 / (1 + np.exp(-matrix[fold == left_out] @ weights))
        best = decide(chances, places)
        draws.append(figures_of(best, labels))
        for (stem, index), chance in best.items():
            bins[min(int(chance * 5), 4)].append((chance, is_vague(labels[stem][index])))
    weights = fit(matrix, target, places, everything)
    seen = figures_of(decide(1 / (1 + np.exp(-matrix @ weights)), places), labels)
    told = lambda row: f"precision {row[0]:.1f}, recall {row[1]:.1f}, F1 {row[2]:.1f}; kind vague, F1 {row[3]:.1f}"
    figures = {
        "candidates": f"{len(places)}, in {len(set(places))} sentences, {len({place for place, yes in zip(places, target) if yes})} of them vague",
        "unseen articles, mean": told(np.mean(draws, axis=0)),
        "unseen articles, F1 by draw": ", ".join(f"{row[2]:.1f}" for row in draws),
        "the articles fitted on": told(seen),
    }
    for low in sorted(bins):
        chance, yes = np.mean(np.array(bins[low], dtype=float), axis=0)
        figures[f"weight {low / 5:.1f} to {low / 5 + 0.2:.1f}"] = f"{len(bins[low]) / DRAWS:.0f} sentences, mean {100 * chance:.0f} %, vague {100 * yes:.0f} %"
    for name, value in figures.items():
        print(f"{name:<28} {value}")
    lines = ["# Origin: fitted by examples/vague/fit.py on the project's own labels of who a sentence rests on, November 2026."]
    lines += ["# Log-odds in hundredths that a reader is left without anybody to ask."]
    lines += [f"{name}\t{100 * weight:.0f}" for name, weight in zip(names, weights) if abs(weight) >= 0.005]
    text = "\n".join(lines) + "\n"
    settings = {"penalty": PENALTY, "rounds": ROUNDS, "likely": LIKELY}
    proof.deliver(FOLDER, text, options, "examples/vague/fit.py", settings, figures, {})


if __name__ == "__main__":
    main()
