#!/usr/bin/env python3
"""Fits the formula of who needs a source, src/sourcing/claim/weights.txt, on labelled articles.

    cargo build --release --example claims
    pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
    OMP_NUM_THREADS=1 python3 examples/claims/fit.py --binary target/release/examples/claims --data ../shared/data/sourcing \\
        --footing FOLDER

The folder holds NAME.txt and NAME.labels.jsonl, an object a sentence with `start`, `end` (code points) and `gap`: yes, soft or no.
Writes the weights and a manifest of what they were made from; prints how good such a fit is on articles it never saw, five folds by
article. FOLDER holds the fits that examples/footing/fit.py kept (--folds): what a sentence rests on is read with the one that never saw
its article, since footings are surer of the articles that they were fitted on than of any other. The same seed, data and libraries give
the same bytes on one machine; --check fits again and compares. What the real program shows with a formula fitted on four fifths of the
articles, on the fifth, is printed by folds.py. The features hold no open-class word (see src/sourcing/claim/feature.rs). Nothing here is
needed to build or run the program.
"""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

import formula

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import proof

FOLDER = os.path.normpath(os.path.join(HERE, "../../src/sourcing/claim"))


def sentences(binary, data, footing=None):
    """The labelled sentences of a folder, read by the built example; with a folder of fits that examples/footing/fit.py kept, each article
    by the one that never saw it."""
    parts = {None: sorted(name[: -len(".txt")] for name in os.listdir(data) if name.endswith(".txt"))}
    if footing:
        with open(os.path.join(footing, "folds.json"), encoding="utf8") as file:
            part_of = json.load(file)
        parts = {part: [stem for stem in parts[None] if part_of[stem] == part] for part in sorted(set(part_of.values()))}
    with tempfile.NamedTemporaryFile("wb", suffix=".jsonl") as file:
        for part, stems in parts.items():
            weights = [] if part is None else ["--footing", os.path.join(footing, f"{part}.txt")]
            subprocess.run([binary, *weights, *(f"{data}/{stem}.txt" for stem in stems)], check=True, stdout=file)
        return formula.Sentences(formula.read(file.name, data))


def figures(found, odds):
    """Of the open sentences flagged when so many of the yes are: the share labelled yes or soft, and of yes among yes and no."""
    flagged = np.flatnonzero(found.open)
    flagged = flagged[np.argsort(-odds[flagged], kind="stable")]
    yes, soft = (np.cumsum(found.gaps[flagged] == gap) for gap in ("yes", "soft"))
    total, every = np.arange(1, len(flagged) + 1), (found.gaps == "yes").sum()
    for recall in (30, 40, 50, 60):
        at = int(np.argmax(100 * yes >= recall * every))
        useful, precise = 100 * (yes[at] + soft[at]) / total[at], 100 * yes[at] / (total[at] - soft[at])
        weight = 1 / (1 + np.exp(-odds[flagged[at]]))
        yield f"unseen articles, recall {recall}", f"useful {useful:.1f}, precision {precise:.1f}, from weight {weight:.2f}"


def main():
    options = proof.options(__doc__, footing="folder of fits that examples/footing/fit.py kept")

    found = sentences(options.binary, options.data, options.footing)
    score, _, fold = found.unseen(options.seed)
    odds = np.zeros(len(score))
    for left_out in range(formula.FOLDS):
        slope, shift, most = found.line(score, fold != left_out)
        odds[fold == left_out] = np.minimum(slope * score[fold == left_out] + shift, most)
    printed = dict(figures(found, odds))
    for name, value in printed.items():
        print(f"{name:<28} {value}")
    print("| weight | sentences | mean weight | asked (yes or soft) | yes |\n|---|---|---|---|---|")
    print("\n".join(formula.calibration(1 / (1 + np.exp(-odds[found.open])), found.gaps[found.open])))

    everything = np.full(len(score), True)
    text = found.text(found.fit(everything, options.seed)[0], found.line(score, everything))
    settings = {"penalty": formula.PENALTY, **formula.BOOSTING}
    counts = {"articles": len(found.stems), "sentences": len(found.gaps)}
    proof.deliver(FOLDER, text, options, "examples/claims/fit.py", settings, printed, counts)


if __name__ == "__main__":
    main()
