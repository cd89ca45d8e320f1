#!/usr/bin/env python3
"""What the program shows on articles that its formula never saw, five folds by article, through the program itself.

    cargo build --release --example claims --bin onrecord
    OMP_NUM_THREADS=1 python3 examples/claims/folds.py --binary target/release/examples/claims --program target/release/onrecord \\
        --data ../shared/data/sourcing --score ../shared/eval/score.py --footing FOLDER

Five formulas are fitted, each on four fifths of the articles (see fit.py), and given to `onrecord annotate --model FILE` for the fifth
that it never saw. Prints what SCORE says of the findings pooled; the same where sentences that have a source by their labels are left
out; the same for other bars than the rules' own; and how often a desk asks where the weight says so. `--folder` keeps the formulas and
the names of each fold's articles.
"""
import argparse
import collections
import importlib.util
import json
import os
import stat
import tempfile

import numpy as np

import fit
import formula


def scorer(path):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def program_with(options, model, left_out, folder):
    """The program with a formula, and with what sentences rest on judged by weights that never saw the fold."""
    footing = f'--footing "{os.path.abspath(options.footing)}/{left_out}.txt"' if options.footing else ""
    path = os.path.join(folder, os.path.basename(model) + ".sh")
    with open(path, "w", encoding="utf8") as file:
        file.write(f'#!/bin/sh\ncommand=$1; shift\nexec "{os.path.abspath(options.program)}" "$command" --model "{model}" {footing} "$@"\n')
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
    return path


def ratios(flagged, yes):
    """Useful, precision and recall of counts by label; `yes` is how many there are."""
    useful = 100 * (flagged["yes"] + flagged["soft"]) / max(1, sum(flagged.values()))
    precise = 100 * flagged["yes"] / max(1, flagged["yes"] + flagged["no"])
    return f"useful {useful:.1f}, precision {precise:.1f}, recall {100 * flagged['yes'] / max(1, yes):.1f}"


def rows_of(score, program, data, stems):
    """For every labelled sentence of some articles: its label, and the highest weight of a claim's finding on it, shown or hinted."""
    texts = {}
    for stem in stems:
        with open(f"{data}/{stem}.txt", encoding="utf8", newline="") as file:
            texts[stem] = file.read()
    found = score.annotate(program, texts)
    for stem in stems:
        claims = [one for one in found[stem]["findings"] if score.GAP.match(one["rule"])]
        with open(f"{data}/{stem}.labels.jsonl", encoding="utf8") as file:
            for line in file:
                if not line.strip():
                    continue
                label = json.loads(line)
                here = [one for one in claims if one["start"] < label["end"] and one["end"] > label["start"]]
                weight = max((one["weight"] for one in here), default=-1)
                yield label, weight, any(one["severity"] != "hint" for one in here)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="the built example")
    parser.add_argument("--program", required=True, help="the built program")
    parser.add_argument("--data", required=True, help="folder of labelled articles")
    parser.add_argument("--score", required=True, help="the scorer")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--footing", help="folder of fits that examples/footing/fit.py kept with the same seed")
    parser.add_argument("--folder", help="where the formulas are kept")
    options = parser.parse_args()
    score = scorer(options.score)

    found = fit.sentences(options.binary, options.data, options.footing)
    scores, parts, fold = found.unseen(options.seed)
    pooled, gold, warnings, words, rows = collections.Counter(), collections.Counter(), 0.0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        kept = options.folder or folder
        os.makedirs(kept, exist_ok=True)
        for left_out, part in enumerate(parts):
            model = os.path.join(os.path.abspath(kept), f"fold{left_out}.txt")
            with open(model, "w", encoding="utf8") as file:
                file.write(found.text(part, found.line(scores, fold != left_out)))
            stems = [found.stems[article] for article in sorted(set(found.article[fold == left_out]))]
            articles = os.path.join(kept, f"fold{left_out}")
            os.makedirs(articles, exist_ok=True)
            for stem in stems:
                for ending in (".txt", ".labels.jsonl"):
                    if not os.path.exists(os.path.join(articles, stem + ending)):
                        os.symlink(os.path.abspath(f"{options.data}/{stem}{ending}"), os.path.join(articles, stem + ending))
            program = program_with(options, model, left_out, folder)
            result = score.sourcing(program, articles, 0)
            pooled.update(result["gap"]["flagged"])
            gold.update(result["gap"]["gold"])
            of_fold = sum(len(open(f"{articles}/{stem}.txt", encoding="utf8").read().split()) for stem in stems)
            words += of_fold
            warnings += result["warnings_per_1000_words"] * of_fold
            rows += rows_of(score, program, options.data, stems)
    print(f"shown                        {ratios(pooled, gold['yes'])}; {dict(pooled)} of {dict(gold)}")
    print(f"warnings per 1,000 words     {warnings / words:.1f}")
    shown = collections.Counter(label["gap"] for label, _, shown in rows if shown and not label["source"])
    print(f"with the sources of the labels  {ratios(shown, gold['yes'])}")
    for bar in np.arange(0.3, 0.76, 0.05):
        flagged = collections.Counter(label["gap"] for label, weight, _ in rows if weight >= bar)
        unsourced = collections.Counter(label["gap"] for label, weight, _ in rows if weight >= bar and not label["source"])
        print(f"every finding from {bar:.2f}: {ratios(flagged, gold['yes'])}; with the sources of the labels: {ratios(unsourced, gold['yes'])}")
    weights = np.array([weight for _, weight, _ in rows if weight >= 0])
    gaps = np.array([label["gap"] for label, weight, _ in rows if weight >= 0])
    print("| weight | findings | mean weight | asked (yes or soft) | yes |\n|---|---|---|---|---|")
    print("\n".join(formula.calibration(weights, gaps)))


if __name__ == "__main__":
    main()
