#!/usr/bin/env python3
"""Fits src/sourcing/referent/weights.txt on labelled articles: whom "he", "her" and a bare role that speaks stand for.

    cargo build --release --example referents
    pip install numpy==2.4.6 scikit-learn==1.9.1
    OMP_NUM_THREADS=1 python3 examples/referents/fit.py --binary target/release/examples/referents --data ../shared/data

Read are `articles/*.jsonl` and `field/labels.jsonl` (pronouns with whom they stand for, quotations with their speakers) without the locked
fifth, and `sourcing/` (speakers). A pronoun of an article whose pronouns are labelled that has no label stands for nobody with a name.
The ranking is a conditional logistic model whose scores are boosted trees over the columns of src/sourcing/referent/evidence.rs, which
hold no word: of each place's candidates, nobody among them, one is meant. Prints what five such fits make of the fifths of the articles
that they never saw, and writes the weights and a manifest. The same seed, data and libraries give the same bytes on one machine; --check
fits again and compares. Who spoke before, and for whom the pronouns before stand, is read with the ranking itself, so it is fitted in rounds.
"""
import collections
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile

import numpy as np
from sklearn.tree import DecisionTreeRegressor

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import proof
from labelled import is_locked, text_of, words

FOLDER = os.path.normpath(os.path.join(HERE, "../../src/sourcing/referent"))
FOLDS = 5
ROUNDS = 2
TREES = 100
RATE = 0.12
TREE = {"max_leaf_nodes": 10, "min_samples_leaf": 40, "max_features": 0.5}
NOBODY = "-"
PRONOUNS = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
LIKELY = 0.5


def labelled(data):
    """The labelled articles: a name, the text, sentences, names, and pronouns if they are labelled."""
    articles = []
    for path in [*sorted(glob.glob(f"{data}/articles/*.jsonl")), f"{data}/field/labels.jsonl"]:
        with open(path, encoding="utf8") as file:
            for record in map(json.loads, file):
                if "sentences" not in record or is_locked(record["id"]):
                    continue
                record["text"] = text_of(record, data)
                articles.append(record)
    for path in sorted(glob.glob(f"{data}/sourcing/*.labels.jsonl")):
        stem = path[: -len(".labels.jsonl")]
        with open(path, encoding="utf8") as file, open(stem + ".txt", encoding="utf8", newline="") as source:
            sentences = [json.loads(line) for line in file if line.strip()]
            articles.append({"id": os.path.basename(stem) + ".txt", "text": source.read(), "sentences": sentences, "names": [], "pronouns": None})
    return articles


def read(binary, articles, weights, folder):
    """The columns' names and, of each article, what the built example prints."""
    paths = []
    for number, article in enumerate(articles):
        known = os.path.splitext(article["id"])[1] in {".md", ".markdown", ".mdx", ".html", ".htm", ".php", ".txt", ".text"}
        path = os.path.join(folder, f"{number:05}", article["id"] if known else article["id"].replace("/", "_") + ".txt")
        paths.append(path)
        if not os.path.exists(path):
            os.makedirs(os.path.dirname(path))
            with open(path, "w", encoding="utf8", newline="") as file:
                file.write(article["text"])
    chosen = []
    if weights:
        chosen = ["--weights", os.path.join(folder, "weights.txt")]
        with open(chosen[1], "w", encoding="utf8") as file:
            file.write(weights)
    out = {}
    for start in range(0, len(paths), 400):
        run = subprocess.run([binary, *chosen, *paths[start : start + 400]], check=True, capture_output=True, text=True)
        first, *lines = run.stdout.split("\n")
        names = json.loads(first)["names"]
        for line in filter(None, lines):
            article = json.loads(line)
            out[article["path"]] = article
    return names, [out.get(path) for path in paths]


def same(name, forms):
    """Whether an entity's name is one of a label's forms, by its last word."""
    last = {words(form)[-1] for form in forms if words(form)}
    return bool(words(name)) and words(name)[-1] in last


def gold_pronouns(article):
    """Where pronouns stand in labelled copy, with whom they stand for."""
    text, seen, gold = article["text"], collections.Counter(), {}
    for index, word, who in article["pronouns"]:
        if index >= len(article["sentences"]):
            continue
        sentence = article["sentences"][index]
        place = seen[index, word.lower()]
        seen[index, word.lower()] += 1
        hits = [hit for hit in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text[sentence["start"] : sentence["end"]], re.I)]
        if place < len(hits):
            gold[sentence["start"] + hits[place].start()] = who
    return gold


def places(articles, found):
    """Rows of candidates with which of them are right, one a place: the article's number, whether a pronoun, matrix, right, entities."""
    out = []
    for number, (article, read) in enumerate(zip(articles, found)):
        if not read:
            continue
        forms = {form: name["forms"] for name in article["names"] for form in name["forms"]}
        gold = gold_pronouns(article) if article.get("pronouns") else None
        for place in read["places"]:
            start, _ = place["span"]
            own = next((s for s in article["sentences"] if s["start"] <= start < s["end"]), None)
            pronoun = place["word"].lower() in PRONOUNS
            who = None
            if gold is not None and pronoun and own and not own.get("furniture"):
                who = gold.get(start, NOBODY)
            elif place["content"]:
                over = [s for s in article["sentences"] if s["quote"] in ("full", "partial") and s["speaker"] and any(s["start"] < b and s["end"] > a for a, b in place["content"])]
                if over:
                    who = over[0]["speaker"]
                    if article["names"] and who not in forms:
                        who = NOBODY
            if who is None:
                continue
            matrix = np.array([row for _, row in place["candidates"]], np.float32)
            ids = [candidate for candidate, _ in place["candidates"]]
            if who == NOBODY:
                right = np.array([candidate < 0 for candidate in ids])
            else:
                right = np.array([candidate >= 0 and same(read["people"][candidate][0], forms.get(who, [who])) for candidate in ids])
                if not right.any():
                    # Whoever it is cannot be had; nobody is better than somebody wrong.
                    right = np.array([candidate < 0 for candidate in ids])
            out.append((number, pronoun, matrix, right, np.array(ids), who == NOBODY))
    return out


def fit(chosen, seed):
    matrix = np.concatenate([place[2] for place in chosen])
    right = np.concatenate([place[3] for place in chosen])
    starts = np.cumsum([0] + [len(place[3]) for place in chosen])[:-1]
    group = np.repeat(np.arange(len(chosen)), [len(place[3]) for place in chosen])
    score, trees, rng = np.zeros(len(matrix)), [], np.random.RandomState(seed)
    for _ in range(TREES):
        every = np.exp(score - np.maximum.reduceat(score, starts)[group])
        chance = every / np.add.reduceat(every, starts)[group]
        correct = every * right
        target = correct / np.maximum(np.add.reduceat(correct, starts), 1e-12)[group]
        slope, curve = target - chance, np.maximum(chance * (1 - chance), 1e-3)
        tree = DecisionTreeRegressor(random_state=rng.randint(1 << 30), **TREE).fit(matrix, slope / curve, sample_weight=curve)
        step = RATE * np.clip(tree.predict(matrix), -4, 4)
        score += step
        trees.append(tree)
    return trees


def scores(trees, matrix):
    return sum(RATE * np.clip(tree.predict(matrix), -4, 4) for tree in trees)


def written(names, trees):
    """Weights as src/sourcing/referent/weights.rs reads them."""
    lines = ["# Origin: fitted by examples/referents/fit.py on the project's own labels of pronouns and speakers, November 2026."]
    used = sorted({int(feature) for tree in trees for feature in tree.tree_.feature if feature >= 0})
    number = {feature: index for index, feature in enumerate(used)}
    lines += [f"column\t{names[feature]}" for feature in used]
    for tree in trees:
        nodes = tree.tree_

        def preorder(at):
            if nodes.children_left[at] < 0:
                return [f"={RATE * float(np.clip(nodes.value[at].item(), -4, 4)):.4f}"]
            return [f"{number[int(nodes.feature[at])]}<={float(nodes.threshold[at]):.4f}", *preorder(nodes.children_left[at]), *preorder(nodes.children_right[at])]

        lines.append("tree\t" + " ".join(preorder(0)))
    return "\n".join(lines) + "\n"


def judge(chosen, trees, counts):
    for _, pronoun, matrix, right, ids, unnamed in chosen:
        score = scores(trees, matrix)
        every = np.exp(score - score.max())
        chance = every / every.sum()
        best = int(np.argmax(chance))
        key = "pronoun" if pronoun else "role"
        counts[key, "n"] += 1
        if unnamed:
            counts[key, "unnamed"] += 1
            counts[key, "unnamed, given a name"] += ids[best] >= 0 and chance[best] >= LIKELY
            continue
        counts[key, "named"] += 1
        counts[key, "had"] += bool((right & (ids >= 0)).any())
        if ids[best] >= 0 and chance[best] >= LIKELY:
            counts[key, "right" if right[best] else "wrong"] += 1


def main():
    options = proof.options(__doc__)
    articles = labelled(options.data)
    text = ""
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            names, found = read(options.binary, articles, text, folder)
            known = places(articles, found)
            trees = fit(known, options.seed)
            text = written(names, trees)
    order = list(range(len(articles)))
    random.Random(options.seed).shuffle(order)
    fold = {number: index % FOLDS for index, number in enumerate(order)}
    counts = collections.Counter()
    for left_out in range(FOLDS):
        fitted = fit([place for place in known if fold[place[0]] != left_out], options.seed)
        unseen = [articles[number] for number in range(len(articles)) if fold[number] == left_out]
        with tempfile.TemporaryDirectory() as folder:
            judge(places(unseen, read(options.binary, unseen, written(names, fitted), folder)[1]), fitted, counts)
    figures = {}
    for key in ("pronoun", "role"):
        of = lambda name: counts[key, name]
        figures[f"{key}s of people with names, articles left out"] = f"{of('right')} right, {of('wrong')} wrong of {of('named')}; {of('had')} have the person among the candidates"
        figures[f"{key}s of people without, articles left out"] = f"{of('unnamed, given a name')} given a name of {of('unnamed')}"
    for name, value in figures.items():
        print(f"{name:<55} {value}")
    settings = {"trees": TREES, "rate": RATE, "rounds": ROUNDS, **TREE}
    data = options.data
    inputs = {"articles": [f"{data}/articles"], "field": [f"{data}/field", f"{data}/field/files"], "sourcing": [f"{data}/sourcing"]}
    proof.deliver(FOLDER, text, options, "examples/referents/fit.py", settings, figures, {"read": len(articles), "places": len(known)}, inputs)


if __name__ == "__main__":
    main()
