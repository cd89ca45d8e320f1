#!/usr/bin/env python3
"""Fits src/entity/role/weights.txt on labelled articles: which of the words beside somebody's name tell the role, or none.

    cargo build --profile quick --example roles
    pip install numpy==2.4.6 scipy==1.17.1
    python3 examples/roles/fit.py --binary target/quick/examples/roles --data ../shared/data

The folder holds articles/open.jsonl, articles/broadcaster.jsonl, field/labels.jsonl and field/files (the locked fifth, SHA-256 of the id
modulo 5 is 0, is left out). A person of the program's is a labelled one where most of its places are. The choice is a conditional logistic
model: of each person's offers and "none" one is right; right are those whose words agree with the label (F1 of 0.6 or more, eight words at
most), "none" where the label tells no role or no offer agrees. Prints what is told and what is wrong on articles it never saw, five folds by
article, and writes the weights, log-odds in hundredths, and a manifest. There is no chance in it but the order of the folds (--seed);
--check fits again and compares. The features hold no word of an article.
"""
import collections
import hashlib
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
from labelled import is_locked, text_of, words

FOLDER = os.path.normpath(os.path.join(HERE, "../../src/entity/role"))
SETS = ["articles/open.jsonl", "articles/broadcaster.jsonl", "field/labels.jsonl"]
PENALTY = 0.5
FOLDS = 5
# A wrong role costs more than a missing one, so the fit sees "none" with a handicap that the program does not give it.
CAUTION = -0.5
SKIP = {"the", "a", "an", "of", "for", "at", "in", "and", "its", "his", "her"}
STRAIGHT = str.maketrans("“”‘’\u00a0", "\"\"'' ")


def unlocked(path):
    with open(path, encoding="utf8") as file:
        for article in map(json.loads, file):
            if not is_locked(article["id"]):
                yield article


def places(article, text):
    """Where forms of each labelled person stand: offset to the person's number."""
    plain, taken, found = text.translate(STRAIGHT), set(), {}
    forms = [(form.translate(STRAIGHT), number) for number, name in enumerate(article["names"]) for form in name["forms"] if form]
    shared = collections.Counter(form for form, _ in set(forms))
    for form, number in sorted(forms, key=lambda pair: -len(pair[0])):
        for match in re.finditer(r"(?<!\w)" + r"\s+".join(map(re.escape, form.split())) + r"(?!\w)", plain):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                if shared[form] == 1:
                    found[match.start()] = number
    return found


def judge(told, given):
    """Whether words agree with the label, and whether they have nothing in common with it."""
    want, have = set(words(told)) - SKIP, set(words(given)) - SKIP
    agree = bool(want and have) and 2 * len(want & have) >= 0.6 * (len(want) + len(have)) and len(words(given)) <= 8
    return agree, bool(have) and not want & have


def read(binary, data):
    """The features' names; of each labelled person the article, a row of features an offer, whether it agrees, whether it is wrong, and
    whether the label tells a role."""
    articles = {}
    with tempfile.TemporaryDirectory() as folder:
        for part in SETS:
            for article in unlocked(f"{data}/{part}"):
                text = text_of(article, data)
                name = article["id"] if "." in article["id"] else article["id"] + ".txt"
                path = os.path.join(folder, f"{len(articles):05}", name)
                os.makedirs(os.path.dirname(path))
                with open(path, "w", encoding="utf8", newline="") as file:
                    file.write(text)
                articles[path] = article, text
        lines = []
        paths = sorted(articles)
        for start in range(0, len(paths), 200):
            run = subprocess.run([binary, *paths[start : start + 200]], check=True, capture_output=True, text=True)
            names, *more = run.stdout.splitlines()
            lines += more
        names, people = json.loads(names)["names"], []
        for line in map(json.loads, lines):
            article, text = articles[line["path"]]
            where = places(article, text)
            mine = collections.defaultdict(collections.Counter)
            for index, person in enumerate(line["people"]):
                for place in person["places"]:
                    if place in where:
                        mine[where[place]][index] += 1
            for number, name in enumerate(article["names"]):
                if name["type"] != "P":
                    continue
                told = name.get("role", "")
                offers = line["people"][mine[number].most_common(1)[0][0]]["offers"] if mine[number] else []
                matrix = np.zeros((len(offers), len(names)))
                for row, (_, features) in enumerate(offers):
                    matrix[row, features] = 1
                judged = [judge(told, given) for given, _ in offers]
                agree, wrong = np.array([a for a, _ in judged], bool), np.array([w for _, w in judged], bool)
                people.append((article["id"], matrix, agree, wrong, bool(set(words(told)) - SKIP)))
    return names, people


def fit(people, width):
    rows = []
    for _, matrix, agree, _, told in people:
        if len(matrix):
            right = np.append(agree, not agree.any())
            rows.append((np.vstack([matrix, np.zeros(width)]), right, 1.0 if agree.any() or not told else 0.5))

    def loss(weights):
        total, slope = PENALTY * weights @ weights / 2, PENALTY * weights
        for matrix, right, share in rows:
            score = matrix @ weights
            score[-1] += CAUTION
            every = np.exp(score - score.max())
            correct = every * right
            total += share * (np.log(every.sum()) - np.log(correct.sum()))
            slope = slope + share * (matrix.T @ (every / every.sum() - correct / correct.sum()))
        return total, slope

    return minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B").x


def count(people, weights):
    """People whose role is told, roles given, those that agree, those that are wrong, and people with an offer that agrees."""
    sums = np.zeros(5, int)
    for _, matrix, agree, wrong, told in people:
        score = matrix @ weights
        best = int(np.argmax(score)) if len(score) and score.max() > 0 else None
        sums += [told, best is not None, best is not None and agree[best], best is not None and wrong[best], agree.any()]
    return sums


def shown(sums):
    told, given, right, wrong, possible = sums
    return f"told {100 * right / told:.1f} of {told} (offered {100 * possible / told:.1f}), wrong {100 * wrong / given:.1f} of {given}"


def written(names, weights):
    lines = ["# Origin: fitted by examples/roles/fit.py on the project's own labels of what people are, November 2026."]
    lines += ["# Log-odds in hundredths that the words are the role, against that the article tells none, by what holds of them."]
    lines += [f"{name}\t{100 * weight:.0f}" for name, weight in zip(names, weights) if abs(weight) >= 0.005]
    return "\n".join(lines) + "\n"


def main():
    options = proof.options(__doc__)
    names, people = read(options.binary, options.data)
    stems = sorted({stem for stem, *_ in people})
    random.Random(options.seed).shuffle(stems)
    fold = {stem: index % FOLDS for index, stem in enumerate(stems)}
    unseen = np.zeros(5, int)
    field = np.zeros(5, int)
    for left_out in range(FOLDS):
        weights = fit([person for person in people if fold[person[0]] != left_out], len(names))
        held = [person for person in people if fold[person[0]] == left_out]
        unseen += count(held, weights)
        field += count([person for person in held if "." in person[0]], weights)
    weights = fit(people, len(names))
    text = written(names, weights)
    figures = {
        "articles left out": shown(unseen),
        "of those, raw files of outlets": shown(field),
        "articles fitted on": shown(count(people, weights)),
    }
    for name, value in figures.items():
        print(f"{name:<32} {value}")
    settings = {"penalty": PENALTY, "caution": CAUTION, "folds": FOLDS}
    inputs = {part: hashlib.sha256(open(f"{options.data}/{part}", "rb").read()).hexdigest() for part in SETS}
    proof.deliver(FOLDER, text, options, "examples/roles/fit.py", settings, figures, {"people": len(people)}, inputs)


if __name__ == "__main__":
    main()
