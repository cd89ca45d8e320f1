"""The network in JAX: embeddings of features, gated recurrent layers, a conditional random field. `src/model/network.rs` reads what
it learns. Others that it is compared with live here too: with a window it is a linear model, with dilations a convolution, and with
words it sees hashed words beside the features."""
import collections
import random
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

jax.config.update("jax_default_prng_impl", "unsafe_rbg")

LABELS = 7
LENGTHS = (12, 24, 36, 52, 80, 160, 512)
# A further word of a span comes only behind a word of that span.
ALLOWED = np.array([[after == 0 or after % 2 == 1 or before in (after, after - 1) for after in range(LABELS)] for before in range(LABELS)])
FORBIDDEN = np.where(ALLOWED, 0.0, -1e4)
FORBIDDEN_START = np.where([label == 0 or label % 2 == 1 for label in range(LABELS)], 0.0, -1e4)


class Sentences:
    """The sentences of articles, with the kept features renumbered by `column` (-1: not kept)."""

    def __init__(self, articles, column):
        self.articles, self.features, self.labels, self.places, self.words = articles, [], [], [], []
        self.width = int(column.max()) + 1
        for number, article in enumerate(articles):
            for first, last in zip(article.sentences[:-1], article.sentences[1:]):
                if last > first:
                    kept = [column[ids] for ids in article.ids[first:last]]
                    self.features.append([ids[ids >= 0] for ids in kept])
                    self.labels.append(article.labels[first:last])
                    self.places.append((number, first, last))
                    self.words.append(article.words[first:last])


def batches(sentences, tokens, lot=None, forget=0.0):
    """Batches of sentences of like length, about `tokens` each: indices, a row of 0 and 1 a token, hashed words, labels (-1 behind the end)."""
    groups = collections.defaultdict(list)
    for index, features in enumerate(sentences.features):
        groups[next(length for length in LENGTHS if len(features) <= length)].append(index)
    parts = []
    for length, indices in sorted(groups.items()):
        if lot:
            lot.shuffle(indices)
        size = max(1, tokens // length)
        parts += [(length, size, indices[at : at + size]) for at in range(0, len(indices), size)]
    if lot:
        lot.shuffle(parts)
    draw = np.random.default_rng(lot.getrandbits(32)) if lot else None
    for length, size, indices in parts:
        matrix, labels = np.zeros((size * length, sentences.width), np.float32), -np.ones((size, length), np.int32)
        words = np.zeros((size, length, sentences.words[0].shape[1]), np.int32)
        rows, columns = [], []
        for place, index in enumerate(indices):
            features = sentences.features[index]
            labels[place, : len(features)] = sentences.labels[index]
            words[place, : len(features)] = sentences.words[index]
            rows.append(np.repeat(np.arange(place * length, place * length + len(features)), [len(ids) for ids in features]))
            columns.append(np.concatenate(features))
        rows, columns = np.concatenate(rows), np.concatenate(columns)
        if forget:
            kept = draw.random(len(rows)) >= forget
            rows, columns = rows[kept], columns[kept]
        matrix[rows, columns] = 1
        yield indices, (matrix.reshape(size, length, -1), words), labels


def start(options, width):
    """Weights to begin with."""
    draw = np.random.default_rng(options.seed)
    normal = lambda *shape: draw.normal(0, 1 / np.sqrt(np.prod(shape[:-1])), shape)
    weights = {"transitions": np.zeros((LABELS, LABELS)), "start": np.zeros(LABELS), "output bias": np.zeros(LABELS)}
    if options.window:
        weights["output"] = np.zeros((2 * options.window + 1, width, LABELS))
    else:
        weights["embedding"] = draw.normal(0, 0.1, (width, options.width))
        if options.words:
            weights["words"] = draw.normal(0, 0.1, (options.words, options.width))
        inputs = options.width
        for layer, _ in enumerate(options.dilations):
            weights[f"kernel {layer}"] = normal(3, inputs, inputs)
            weights[f"kernel bias {layer}"] = np.zeros(inputs)
        for layer in range(options.layers):
            for side in range(2):
                weights[f"input {layer} {side}"] = normal(inputs, 3 * options.hidden)
                weights[f"recurrent {layer} {side}"] = normal(options.hidden, 3 * options.hidden)
                weights[f"bias {layer} {side}"] = np.zeros(3 * options.hidden)
                weights[f"candidate {layer} {side}"] = np.zeros(options.hidden)
            inputs = 2 * options.hidden
        weights["output"] = normal(inputs, LABELS)
    return {name: jnp.asarray(value, jnp.float32) for name, value in weights.items()}


def recur(inputs, mask, weights, recurrent, bias, candidate, backwards):
    hidden = recurrent.shape[0]
    gates = inputs @ weights + bias

    def step(state, now):
        gate, here = now
        own = state @ recurrent
        reset = jax.nn.sigmoid(gate[:, :hidden] + own[:, :hidden])
        update = jax.nn.sigmoid(gate[:, hidden : 2 * hidden] + own[:, hidden : 2 * hidden])
        new = jnp.tanh(gate[:, 2 * hidden :] + reset * (own[:, 2 * hidden :] + candidate))
        state = jnp.where(here[:, None], state + update * (new - state), state)
        return state, state

    _, states = jax.lax.scan(step, jnp.zeros((inputs.shape[0], hidden)), (gates.transpose(1, 0, 2), mask.T), reverse=backwards)
    return states.transpose(1, 0, 2)


def drop(values, rate, key):
    return values if key is None else values * jax.random.bernoulli(key, 1 - rate, values.shape) / (1 - rate)


def normalized(values):
    return (values - values.mean(-1, keepdims=True)) * jax.lax.rsqrt(values.var(-1, keepdims=True) + 1e-5)


def convolve(values, mask, kernel, bias, dilation):
    """What three tokens, `dilation` apart, add to each."""
    length = values.shape[1]
    padded = jnp.pad(normalized(values) * mask[:, :, None], ((0, 0), (dilation, dilation), (0, 0)))
    return jax.nn.relu(sum(padded[:, dilation * at : dilation * at + length] @ kernel[at] for at in range(3)) + bias)


def scores(weights, seen, mask, options, key=None):
    """The score of each label for each token."""
    matrix, words = seen
    if options.window:
        length, window = matrix.shape[1], options.window
        padded = jnp.pad(matrix, ((0, 0), (window, window), (0, 0)))
        return sum(padded[:, at : at + length] @ weights["output"][at] for at in range(2 * window + 1)) + weights["output bias"]
    count = options.layers + len(options.dilations) + 1
    keys = [None] * count if key is None else jax.random.split(key, count)
    values = matrix @ weights["embedding"]
    if options.words:
        values += weights["words"][words].sum(2)
    values = drop(jax.nn.relu(values), options.drop, keys[0])
    for layer, dilation in enumerate(options.dilations):
        new = convolve(values, mask, weights[f"kernel {layer}"], weights[f"kernel bias {layer}"], dilation)
        values += drop(new, options.drop, keys[-1 - layer])
    for layer in range(options.layers):
        sides = []
        for side in range(2):
            own = [weights[f"{name} {layer} {side}"] for name in ("input", "recurrent", "bias", "candidate")]
            sides.append(recur(values, mask, *own, side == 1))
        values = drop(jnp.concatenate(sides, -1), options.drop, keys[layer + 1])
    return values @ weights["output"] + weights["output bias"]


def log_likelihood(scores, labels, mask, weights):
    """Of the paths `labels`, by sentence."""
    transitions, first = weights["transitions"] + FORBIDDEN, weights["start"] + FORBIDDEN_START
    known = jnp.maximum(labels, 0)
    own = (jnp.take_along_axis(scores, known[:, :, None], 2)[:, :, 0] * mask).sum(1)
    own += first[known[:, 0]] + (transitions[known[:, :-1], known[:, 1:]] * mask[:, 1:]).sum(1)

    def step(sums, now):
        score, here = now
        new = jax.nn.logsumexp(sums[:, :, None] + transitions[None], 1) + score
        return jnp.where(here[:, None], new, sums), None

    sums, _ = jax.lax.scan(step, first + scores[:, 0], (scores[:, 1:].transpose(1, 0, 2), mask[:, 1:].T))
    return own - jax.nn.logsumexp(sums, -1)


def train(sentences, options, report=None):
    """Trains on `sentences`; `report(epoch, loss, seconds, weights)` is called after each epoch."""
    weights, lot = start(options, sentences.width), random.Random(options.seed)
    count = sum(1 for _ in batches(sentences, options.tokens))
    rate = optax.warmup_cosine_decay_schedule(0, options.rate, count * options.epochs // 20, count * options.epochs, 1e-5)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=options.decay))
    state = optimizer.init(weights)

    @jax.jit
    def step(weights, state, seen, labels, key):
        def loss(weights):
            mask = labels >= 0
            found = scores(weights, seen, mask, options, key)
            return -log_likelihood(found, labels, mask, weights).sum() / mask.sum()

        value, gradient = jax.value_and_grad(loss)(weights)
        change, state = optimizer.update(gradient, state, weights)
        return optax.apply_updates(weights, change), state, value

    key, began = jax.random.PRNGKey(options.seed), time.time()
    for epoch in range(options.epochs):
        losses = []
        for _, seen, labels in batches(sentences, options.tokens, lot, options.forget):
            key, own = jax.random.split(key)
            weights, state, value = step(weights, state, seen, labels, own)
            losses.append(float(value))
        if report:
            report(epoch, np.mean(losses), time.time() - began, weights)
    return weights


def label(weights, sentences, options):
    """The best labels of every article."""
    forward = jax.jit(lambda weights, seen, mask: scores(weights, seen, mask, options))
    transitions = np.asarray(weights["transitions"]) + FORBIDDEN
    first = np.asarray(weights["start"]) + FORBIDDEN_START
    labels = [np.zeros(len(article.ids), int) for article in sentences.articles]
    for indices, seen, known in batches(sentences, 2 * options.tokens):
        found = np.asarray(forward(weights, seen, known >= 0))
        for row, index in enumerate(indices):
            number, start, end = sentences.places[index]
            labels[number][start:end] = path(found[row, : end - start], transitions, first)
    return labels


def path(scores, transitions, first):
    best, back = first + scores[0], []
    for score in scores[1:]:
        ways = best[:, None] + transitions
        back.append(ways.argmax(0))
        best = ways.max(0) + score
    labels = [int(best.argmax())]
    for before in reversed(back):
        labels.append(int(before[labels[-1]]))
    return np.array(labels[::-1])


def packed(weights, column, options):
    """The bytes that `src/model/network.rs` reads."""
    embedding = np.zeros((len(column), options.width))
    embedding[column >= 0] = np.asarray(weights["embedding"])[column[column >= 0]]
    parts = [embedding]
    for layer in range(options.layers):
        for side in range(2):
            parts += [weights[f"{name} {layer} {side}"] for name in ("input", "recurrent", "bias", "candidate")]
    parts += [weights["output"], weights["output bias"], np.asarray(weights["transitions"]) + FORBIDDEN, np.asarray(weights["start"]) + FORBIDDEN_START]
    sizes = np.array([len(column), options.width, options.hidden, options.layers, LABELS, 0], "<u4")
    return sizes.tobytes() + b"".join(np.asarray(part).astype("<f2").tobytes() for part in parts)
