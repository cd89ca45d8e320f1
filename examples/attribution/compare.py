"""Scores labellings of the part `dev` as the program would use them: spans linked by `links.txt`, judged by the shared scorer."""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

import articles as reading

LINKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/sourcing/attribution/network/links.txt")


def link_weights():
    """The weights of the options' features, by what is chosen."""
    table = np.loadtxt(LINKS, comments="#", delimiter="\t")
    weights = {"source": np.zeros(256), "cue": np.zeros(256)}
    for column, kind in enumerate(weights):
        weights[kind][table[:, 0].astype(int)] = table[:, column + 1]
    return weights


def attributions(binary, articles, labellings):
    """The attributions of each article, a dict from kind to token pairs each; a cue without a content is none."""
    weights, found = link_weights(), [{} for _ in articles]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for article, labels in zip(articles, labellings):
            file.write(json.dumps(reading.spans(article, labels)) + "\n")
        file.flush()
        command = [binary, "links", file.name, *(article.path for article in articles)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for choice in map(json.loads, printed.splitlines()):
        options = [(weights[choice["wanted"]][features].sum(), span) for span, features in choice["options"]]
        chosen, of = max(options, key=lambda option: option[0])[1], tuple(choice["of"])
        links = found[choice["article"]]
        cue = of if choice["wanted"] == "source" else chosen and tuple(chosen)
        if not cue:
            continue
        link = links.setdefault(cue, {"source": [], "cue": [cue], "content": []})
        if choice["wanted"] == "cue":
            link["content"].append(of)
        elif chosen:
            link["source"].append(chosen)
    return [[link for link in links.values() if link["content"]] for links in found]


def figures(binary, data, articles, labellings):
    """The scorer's figures, as one line of text, of labellings of the annotated articles of the part `dev`."""
    sys.path.insert(0, f"{data}/../eval")
    import score

    made = {}
    for article, links in zip(articles, attributions(binary, articles, labellings)):
        points = lambda pairs: {"spans": [[int(article.start[first]), int(article.end[last - 1])] for first, last in pairs]}
        made[article.name] = {"attributions": [{kind: points(pairs) for kind, pairs in link.items()} for link in links]}
    score.annotate = lambda _, texts: {name: made[name] for name in texts}
    result = score.polnear(None, f"{data}/polnear/dev", 0)
    parts = [f"{kind} {result[kind]['overlap']['f1']} / {result[kind]['exact']['f1']}" for kind in ("content", "source", "cue")]
    return ", ".join([*parts, f"linked {result['attribution']['f1']}"])
