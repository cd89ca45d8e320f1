"""Articles as `main.rs` writes them, their annotations, and spans in tokens."""
import json
import os
import re
import struct
import zlib

import numpy as np

KINDS = ("source", "cue", "content")


class Article:
    """`ids` holds an array of feature ids a token; `sentences` the first token of each sentence and the number of tokens at the end."""

    def __init__(self, path, ids, start, end, sentences):
        self.path, self.ids, self.start, self.end, self.sentences = path, ids, start, end, sentences
        self.name = os.path.basename(path)[: -len(".txt")]
        self.words = np.zeros((len(ids), 0), int)

    def hash_words(self, buckets):
        """Gives each token its word and its word's first and last letters, hashed. Weights that see these can tell of the text."""
        with open(self.path, encoding="utf8", newline="") as file:
            text = file.read().lower()
        forms = [text[start:end] for start, end in zip(self.start, self.end)]
        number = lambda form: zlib.crc32(form.encode()) % buckets
        self.words = np.array([[number(form), number(f"{form[:4]}-"), number(f"-{form[-4:]}")] for form in forms]).reshape(-1, 3)


def read(path):
    """The groups of features, as (name, size), and the articles of a file that `main.rs features` wrote."""
    with open(path, "rb") as file:
        content = file.read()
    at = content.index(b"\n") + 1
    groups, articles = json.loads(content[: at - 1]), []

    def number():
        nonlocal at
        at += 4
        return struct.unpack_from("<I", content, at - 4)[0]

    while at < len(content):
        length = number()
        name = content[at : at + length].decode()
        at += length
        count = number()
        lengths = np.frombuffer(content, "<u4", count, at).astype(int)
        at += 4 * count
        count = number()
        ids, start, end = [], np.zeros(count, int), np.zeros(count, int)
        for token in range(count):
            start[token], end[token], width = struct.unpack_from("<IIH", content, at)
            ids.append(np.frombuffer(content, "<u2", width, at + 10))
            at += 10 + 2 * width
        articles.append(Article(name, ids, start, end, np.concatenate([[0], np.cumsum(lengths)])))
    return groups, articles


def annotations(folder, name):
    """The attributions of an article in brat standoff, by its first annotator: a dict from kind to spans in code points each."""
    files = sorted(file for file in os.listdir(f"{folder}/attributions") if file.startswith(name))
    if not files:
        return None
    spans, links = {}, []
    with open(f"{folder}/attributions/{files[0]}", encoding="utf8") as file:
        for line in file:
            part = line.rstrip("\n").split("\t")
            if re.fullmatch(r"T\d+", part[0]):
                spans[part[0]] = [tuple(map(int, span.split())) for span in part[1].split(" ", 1)[1].split(";")]
            elif re.fullmatch(r"E\d+", part[0]):
                link = {kind: [] for kind in KINDS}
                for item in part[1].split():
                    role, reference = item.split(":")
                    link.get(re.sub(r"\d+$", "", role).lower(), []).extend(spans.get(reference, []))
                links.append(link)
    return links


def annotate(article, folder):
    """Gives an article its annotated attributions in tokens and its label a token; whether there are any annotations."""
    links = annotations(folder, article.name)
    if links is not None:
        mark(article, links)
    return links is not None


def mark(article, links):
    """Gives an article its links in tokens and its label a token; spans are in code points."""
    article.links, article.labels = [], np.zeros(len(article.ids), int)
    for link in links:
        article.links.append({kind: [] for kind in KINDS})
        for number, kind in reversed(list(enumerate(KINDS))):
            for start, end in link[kind]:
                first = int(np.searchsorted(article.end, start, "right"))
                last = int(np.searchsorted(article.start, end, "left"))
                if first < last:
                    article.labels[first:last] = 2 * number + 2
                    article.labels[first] = 2 * number + 1
                    article.links[-1][kind].append((first, last))
    # A span that goes on over a sentence's end begins again there.
    for first in article.sentences[:-1]:
        if first < len(article.labels) and article.labels[first] in (2, 4, 6):
            article.labels[first] -= 1


def sentence_of(article, token):
    return int(np.searchsorted(article.sentences, token, "right") - 1)


def spans(article, labels):
    """The spans of a labelling, by sentence: three lists of token pairs each."""
    found = [[[], [], []] for _ in article.sentences[:-1]]
    for number, (first, last) in enumerate(zip(article.sentences[:-1], article.sentences[1:])):
        at = first
        while at < last:
            label = labels[at]
            end = at + 1
            if label:
                inside = label + label % 2
                while end < last and labels[end] == inside:
                    end += 1
                found[number][(label - 1) // 2].append((int(at), int(end)))
            at = end
    return found


def annotated_spans(article):
    """The annotated spans by sentence, cut at their ends, and which cue each content (and which source each cue) belongs to."""
    found, right = [[[], [], []] for _ in article.sentences[:-1]], {}
    for link in article.links:
        if not link["cue"]:
            continue
        cue = link["cue"][0]
        right["source", cue] = link["source"][0] if link["source"] else None
        for number, kind in enumerate(KINDS):
            for start, end in link[kind]:
                while start < end:
                    sentence = sentence_of(article, start)
                    cut = min(end, int(article.sentences[sentence + 1]))
                    if (start, cut) not in found[sentence][number]:
                        found[sentence][number].append((start, cut))
                    if kind == "content":
                        right["cue", (start, cut)] = cue
                    start = cut
    for sentence in found:
        for kind in sentence:
            kind.sort()
    return found, right


def scores(articles, labellings):
    """F1 of spans by kind, overlapping and exact, over sentences; labels against the annotated ones."""
    figures = {}
    for number, kind in enumerate(KINDS):
        counts = np.zeros(6)
        for article, labels in zip(articles, labellings):
            for wanted, got in zip(spans(article, article.labels), spans(article, labels)):
                wanted, got = wanted[number], got[number]
                touches = lambda one, others: any(one[0] < other[1] and other[0] < one[1] for other in others)
                exact = len(set(wanted) & set(got))
                counts += (sum(touches(span, wanted) for span in got), sum(touches(span, got) for span in wanted), exact, exact, len(got), len(wanted))
        ratio = lambda hits, of: hits / max(of, 1)
        f1 = lambda p, r: 200 * p * r / max(p + r, 1e-9)
        overlap = f1(ratio(counts[0], counts[4]), ratio(counts[1], counts[5]))
        figures[kind] = (overlap, f1(ratio(counts[2], counts[4]), ratio(counts[3], counts[5])))
    return figures
