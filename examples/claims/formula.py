"""The formula of who needs a source: how it is fitted, and how it is written for src/sourcing/claim/formula.rs.

A logistic formula ranks sentences first, a soft doubt counted a third. Boosted trees then see the same features, and what the formula
says of the sentences around: they learn what only holds together. A line turns the sum of both into the log odds that somebody asks.
Whatever one step gives to the next is read on articles left out of its fitting.
"""
import collections
import json
import os
import random
import sys

import numpy as np
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import learning

RANKED = {"yes": 1.0, "soft": 0.35, "no": 0.0}
ASKED = {"yes": 1.0, "soft": 1.0, "no": 0.0}
FOLDS = 5
# A feature in fewer sentences than this is left out.
LEAST = 15
# Stands for the odds of a sentence that is not there.
NOBODY = -3.0
# Features of the source that a sentence rests on.
SOURCES = ("source ", "share of its words that a source", "weight of its surest", "chance of a source")
AROUND = ("odds", "article mean", "article most", "article spread", "one before", "one after", "two before", "two after", "paragraph mean", "rank")
PENALTY = 30
# So many of the highest scores say how sure a finding can be at most.
HIGHEST = 200
BOOSTING = {"max_iter": 120, "learning_rate": 0.06, "max_leaf_nodes": 8, "min_samples_leaf": 30, "l2_regularization": 5, "max_features": 0.3}


def read(features, folder):
    """A row a sentence: article, features, label, whether its claims are open, whether it teaches, whether it opens a paragraph."""
    labels, rows = {}, []
    for line in open(features, encoding="utf8"):
        sentence = json.loads(line)
        stem = os.path.basename(sentence["path"])[: -len(".txt")]
        if stem not in labels:
            with open(f"{folder}/{stem}.labels.jsonl", encoding="utf8") as file:
                labels[stem] = [json.loads(label) for label in file if label.strip()]
        overlap = lambda label: min(label["end"], sentence["end"]) - max(label["start"], sentence["start"])
        label = max(labels[stem], key=overlap)
        gap = label["gap"] if overlap(label) > 0 else "no"
        values, triggers = sentence["features"], sentence["triggers"]
        sourced = all(covered for _, _, covered in triggers) if triggers else "source in the sentence" in values
        is_open = not sourced and "source carried over" not in values
        rows.append((stem, values, gap, is_open, is_open or not label["source"], sentence["opens"]))
    return rows


def logistic(matrix, target, penalty, free):
    """Coefficients; `free` is a column that is not drawn towards nought."""
    scale = np.maximum(matrix.std(0), 0.1)
    scale[free] = 1.0
    columns, weights = matrix / scale, np.full(matrix.shape[1], penalty)
    weights[free] = 0.01

    def loss(w):
        odds = columns @ w
        return np.logaddexp(0, odds).sum() - (target * odds).sum() + (weights * w * w).sum() / 2, columns.T @ (1 / (1 + np.exp(-odds)) - target) + weights * w

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x / scale


class Sentences:
    """All rows as a matrix, and the steps of the fit on any part of them."""

    def __init__(self, rows):
        counts = collections.Counter(name for _, values, *_ in rows for name in values)
        self.names = sorted(name for name, count in counts.items() if count >= LEAST)
        column = {name: index for index, name in enumerate(self.names)}
        # As wide as the program's own numbers, so that no threshold falls between the two.
        self.matrix = np.zeros((len(rows), len(self.names)), np.float32).astype(float)
        for row, (_, values, *_) in enumerate(rows):
            for name, value in values.items():
                if name in column:
                    self.matrix[row, column[name]] = value
        self.bias = column["bias"]
        names = sorted({stem for stem, *_ in rows})
        self.article = np.array([names.index(stem) for stem, *_ in rows])
        self.stems = names
        self.ranked = np.array([RANKED[gap] for _, _, gap, *_ in rows])
        self.asked = np.array([ASKED[gap] for _, _, gap, *_ in rows])
        self.gaps = np.array([gap for _, _, gap, *_ in rows])
        # What rests on somebody is read, for what it says of its article, but teaches nothing, unless the labels know of no source.
        self.open = np.array([is_open for *_, is_open, _, _ in rows])
        self.teaches = np.array([teaches for *_, teaches, _ in rows])
        starts = np.r_[True, self.article[1:] != self.article[:-1]]
        # Of those, only the words are taught: their sources are ones that the labels deny.
        denied = [at for at, name in enumerate(self.names) if name.startswith(SOURCES)]
        self.taught = self.matrix.copy()
        self.taught[np.ix_(self.teaches & ~self.open, denied)] = 0
        self.paragraph = np.cumsum(np.array([opens for *_, opens in rows]) | starts)
        self.columns = [*self.names, *AROUND]

    def mean(self, values):
        """The mean of each row's article."""
        return (np.bincount(self.article, values) / np.bincount(self.article))[self.article]

    def folds(self, seed, count):
        """The fold of each row; an article is in one."""
        order = list(range(len(self.stems)))
        random.Random(seed).shuffle(order)
        place = np.empty(len(order), int)
        place[order] = np.arange(len(order)) % count
        return place[self.article]

    def first(self, rows):
        used = rows & self.teaches
        return logistic(self.taught[used], self.ranked[used], PENALTY, self.bias)

    def around(self, odds):
        """The columns `AROUND` of every row."""
        mean = self.mean(odds)
        spread = np.sqrt(np.maximum(0, self.mean((odds - mean) ** 2)))
        most = np.full(len(self.stems), -np.inf)
        np.maximum.at(most, self.article, odds)

        def beside(step):
            moved, kept = np.full(len(odds), NOBODY), slice(max(0, step), len(odds) + min(0, step))
            source = slice(max(0, -step), len(odds) + min(0, -step))
            moved[kept] = np.where(self.article[kept] == self.article[source], odds[source], NOBODY)
            return moved

        size = np.bincount(self.paragraph)[self.paragraph]
        others = np.where(size > 1, (np.bincount(self.paragraph, odds)[self.paragraph] - odds) / np.maximum(1, size - 1), NOBODY)
        rank = np.zeros(len(odds))
        for article in range(len(self.stems)):
            here = np.flatnonzero(self.article == article)
            rank[here] = np.searchsorted(np.sort(odds[here]), odds[here]) / max(1, len(here))
        return np.stack([odds, mean, most[self.article], spread, beside(1), beside(-1), beside(2), beside(-2), others, rank], 1)

    def fit(self, rows, seed):
        """All steps but the line, on `rows`; with the score of every row."""
        first = self.first(rows)
        odds, part = self.matrix @ first, self.folds(seed + 1, 4)
        for left_out in range(4):
            here = rows & (part == left_out)
            odds[here] = self.taught[here] @ self.first(rows & (part != left_out))
        around, used = self.around(odds), np.flatnonzero(rows & self.teaches)
        both = np.stack([around[:, 0], around[:, 1], np.ones(len(odds))], 1)
        joined = logistic(both[used], self.ranked[used], 0.01, 2)
        # A soft doubt is a yes and a no, each with its share.
        target, share = np.repeat([1, 0], len(used)), np.r_[self.ranked[used], 1 - self.ranked[used]]
        taught, twice = np.column_stack([self.taught, around]), np.r_[used, used][share > 0]
        trees = HistGradientBoostingClassifier(random_state=seed, **BOOSTING)
        trees.fit(taught[twice], target[share > 0], sample_weight=share[share > 0])
        return (first, joined, trees), both @ joined + trees.decision_function(np.column_stack([self.matrix, around]))

    def line(self, score, rows):
        """What turns scores into the log odds that somebody asks: slope, shift, and the most that those with the highest scores bear out."""
        used = np.flatnonzero(rows & self.open)
        slope, shift = logistic(np.stack([score, np.ones(len(score))], 1)[used], self.asked[used], 0.01, 1)
        share = self.asked[used[np.argsort(-score[used], kind="stable")][:HIGHEST]].mean()
        return slope, shift, np.log(share / (1 - share))

    def unseen(self, seed):
        """Every row's score by a fit that never saw its article, the parts of the fits, and the fold of each row."""
        fold, score, parts = self.folds(seed, FOLDS), np.zeros(len(self.gaps)), []
        for left_out in range(FOLDS):
            part, scores = self.fit(fold != left_out, seed)
            score[fold == left_out] = scores[fold == left_out]
            parts.append(part)
        return score, parts, fold

    def text(self, part, line):
        """A formula as src/sourcing/claim/formula.rs reads it."""
        first, joined, trees = part
        lines = ["# Origin: fitted by examples/claims/fit.py on the project's own labels of who needs a source, November 2026."]
        lines += [f"{name}\t{value:.3f}" for name, value in zip(self.names, first) if abs(value) >= 0.0005]
        lines += [f"{name}\t{value:.4f}" for name, value in zip(("second own", "second article", "second shift", "last slope", "last shift", "last most"), (*joined, *line))]
        lines.append(f"trees\t{float(trees._baseline_prediction[0, 0]):.4f}")
        nodes = [tree.nodes for (tree,) in trees._predictors]
        used = sorted({int(node["feature_idx"]) for tree in nodes for node in tree if not node["is_leaf"]})
        number = {feature: index for index, feature in enumerate(used)}
        lines += [f"column\t{self.columns[feature]}" for feature in used]
        lines += ["tree\t" + " ".join(learning.preorder(tree, number)) for tree in nodes]
        return "\n".join(lines) + "\n"


def calibration(weights, gaps):
    """Lines of a table: how often somebody asks where the weight says so."""
    for low in np.arange(0, 1, 0.1):
        here = (weights >= low) & (weights < low + 0.1)
        if here.any():
            asked, yes = (gaps[here] != "no").mean(), (gaps[here] == "yes").mean()
            yield f"| {low:.1f} to {low + 0.1:.1f} | {here.sum()} | {100 * weights[here].mean():.0f} % | {100 * asked:.0f} % | {100 * yes:.0f} % |"
