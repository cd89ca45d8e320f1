#!/usr/bin/env python3
"""Fits src/sourcing/footing/weights.txt on labelled articles: whether a sentence rests on somebody, and on what kinds of source.

    cargo build --release --example footing
    pip install numpy==2.4.6 scikit-learn==1.9.1
    OMP_NUM_THREADS=1 python3 examples/footing/fit.py --binary target/release/examples/footing --data ../shared/data/sourcing

The folder holds NAME.txt and NAME.labels.jsonl, an object a sentence with `start`, `end` (code points) and `source` (kinds). Boosted trees
over the evidence of src/sourcing/footing/evidence.rs, which holds no open-class word, answer whether there is a source, and of those that
have one, for each kind whether it is among them. Prints how good five such fits are on the fifths of
the articles that they never saw, through the program itself, and writes the weights and a manifest. The same seed, data and libraries
give the same bytes on one machine; --check fits again and compares. --folds FOLDER keeps the five fits as 0.txt to 4.txt and, in
folds.json, which articles each never saw: what is fitted on what sentences rest on must read each article with the weights that never
saw it, else it trusts them too much.
"""
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import learning
import proof

FOLDER = os.path.normpath(os.path.join(HERE, "../../src/sourcing/footing"))
FOLDS = 5
# Evidence in fewer sentences than this is left out.
LEAST = 15
BOOSTING = {"max_leaf_nodes": 8, "min_samples_leaf": 25, "l2_regularization": 5, "max_features": 0.3}
RESTS = {"max_iter": 150, "learning_rate": 0.06}
OF_KIND = {"max_iter": 60, "learning_rate": 0.1}
# The kinds in the order of the program's own, with their names in the labels.
KINDS = {"named": "named", "organization": "org", "document": "document", "anonymous": "anon", "vague": "vague"}


def stem_of(path):
    return os.path.basename(path)[: -len(".txt")]


def read(binary, data, stems, weights=None):
    """What the built example prints of articles."""
    chosen = ["--weights", weights] if weights else []
    with tempfile.NamedTemporaryFile("wb", suffix=".jsonl") as file:
        subprocess.run([binary, *chosen, *(f"{data}/{stem}.txt" for stem in stems)], check=True, stdout=file)
        with open(file.name, encoding="utf8") as lines:
            return [json.loads(line) for line in lines]


def shared(label, sentence):
    return min(label["end"], sentence["end"]) - max(label["start"], sentence["start"])


def judge(sentences, labels):
    """How often the program knows that a labelled sentence has a source, and which kinds."""
    counts, by_stem = collections.Counter(), collections.defaultdict(list)
    for sentence in sentences:
        by_stem[stem_of(sentence["path"])].append(sentence)
    for stem, here in by_stem.items():
        for label in labels[stem]:
            size = lambda one: one["end"] - one["start"]
            under = [one for one in here if shared(label, one) > 0.5 * min(size(label), size(one))]
            kinds = {KINDS[kind] for one in under for kind in one["kinds"]}
            gold = set(label["source"])
            counts["n"] += 1
            counts["has"] += bool(kinds) == bool(gold)
            counts["same"] += kinds == gold
            counts["missed"] += bool(gold) and not kinds
            counts["false"] += bool(kinds) and not gold
            for kind in KINDS.values():
                counts[kind] += (kind in kinds) + (kind in gold)
                counts[f"both {kind}"] += kind in kinds and kind in gold
    return counts


def written(names, questions):
    """Weights as src/sourcing/footing.rs reads them."""
    lines = ["# Origin: fitted by examples/footing/fit.py on the project's own labels of who a sentence rests on, November 2026."]
    nodes = {question: [tree.nodes for (tree,) in trees._predictors] for question, trees in questions.items()}
    used = sorted({int(node["feature_idx"]) for trees in nodes.values() for tree in trees for node in tree if not node["is_leaf"]})
    number = {feature: index for index, feature in enumerate(used)}
    lines += [f"column\t{names[feature]}" for feature in used]
    for question, trees in questions.items():
        lines.append(f"{question}\t{float(trees._baseline_prediction[0, 0]):.4f}")
        lines += [f"{question}\t" + " ".join(learning.preorder(tree, number)) for tree in nodes[question]]
    return "\n".join(lines) + "\n"


def main():
    options = proof.options(__doc__, folds="folder where the five fits are kept")
    stems = sorted(name[: -len(".txt")] for name in os.listdir(options.data) if name.endswith(".txt"))
    labels = {}
    for stem in stems:
        with open(f"{options.data}/{stem}.labels.jsonl", encoding="utf8") as file:
            labels[stem] = [json.loads(line) for line in file if line.strip()]
    sentences = read(options.binary, options.data, stems)
    count = collections.Counter(name for sentence in sentences for name in sentence["evidence"])
    names = sorted(name for name in count if count[name] >= LEAST)
    column = {name: index for index, name in enumerate(names)}
    # As wide as the program's own numbers, so that no threshold falls between the two.
    matrix = np.zeros((len(sentences), len(names)), np.float32)
    sources, article = [None] * len(sentences), np.array([stems.index(stem_of(sentence["path"])) for sentence in sentences])
    for row, sentence in enumerate(sentences):
        for name, value in sentence["evidence"].items():
            if name in column:
                matrix[row, column[name]] = value
        label = max(labels[stems[article[row]]], key=lambda label: shared(label, sentence), default=None)
        if label and shared(label, sentence) > 0:
            sources[row] = set(label["source"])
    order = list(range(len(stems)))
    random.Random(options.seed).shuffle(order)
    place = np.empty(len(order), int)
    place[order] = np.arange(len(order)) % FOLDS

    def fit(rows):
        rows = np.flatnonzero(rows & np.array([found is not None for found in sources]))
        sourced = [row for row in rows if sources[row]]
        trees = lambda used, settings, target: HistGradientBoostingClassifier(random_state=options.seed, **BOOSTING, **settings).fit(matrix[used], target)
        return {
            "rests": trees(rows, RESTS, [bool(sources[row]) for row in rows]),
            **{kind: trees(sourced, OF_KIND, [label in sources[row] for row in sourced]) for kind, label in KINDS.items()},
        }

    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as passing:
        folder = options.folds or passing
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "folds.json"), "w", encoding="utf8") as file:
            json.dump({stem: int(place[number]) for number, stem in enumerate(stems)}, file)
        for left_out in range(FOLDS):
            weights = os.path.join(folder, f"{left_out}.txt")
            with open(weights, "w", encoding="utf8") as file:
                file.write(written(names, fit(place[article] != left_out)))
            unseen = [stem for number, stem in enumerate(stems) if place[number] == left_out]
            counts.update(judge(read(options.binary, options.data, unseen, weights), labels))
    figures = {
        "unseen articles, has a source": f"{100 * counts['has'] / counts['n']:.1f} % right; {counts['missed']} missed, {counts['false']} false of {counts['n']}",
        "unseen articles, same kinds": f"{100 * counts['same'] / counts['n']:.1f} % right",
        **{f"unseen articles, {kind}": f"F1 {200 * counts[f'both {label}'] / counts[label]:.1f}" for kind, label in KINDS.items()},
    }
    for name, value in figures.items():
        print(f"{name:<32} {value}")
    text = written(names, fit(np.full(len(sentences), True)))
    settings = {**BOOSTING, **{f"{name}_rests": value for name, value in RESTS.items()}, **{f"{name}_of_kind": value for name, value in OF_KIND.items()}}
    proof.deliver(FOLDER, text, options, "examples/footing/fit.py", settings, figures, {"articles": len(stems), "sentences": len(sentences)})


if __name__ == "__main__":
    main()
