"""Fits the reader's layer over the article on labelled articles that the encoder never saw, and writes `article.bin` (src/model/sequence.rs).

    article.py --binary READER --encoder encoder.bin --data ../shared/data --work FOLDER [--folds [--half 0|1]] [--out article.bin] [--without COLLECTION...] [--seed 2]

READER is the program `examples/reader/main.rs`; what it writes is kept in FOLDER and used again while the encoder and the program are the same. With
`--folds` the layer is fitted five times, each time on four fifths of the articles, and the figures on the others are printed by collection.
With `--without` what is written knows nothing of some collections: `onrecord annotate --reader FILE` has such a layer judge them.
Its weights hold no words: it sees what the encoder reads and the facts of the structure. The locked fifth is left out.
"""
import argparse
import copy
import glob
import hashlib
import json
import os
import struct
import subprocess
import sys

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, __file__.rsplit("/", 2)[0])
sys.path.insert(0, __file__.rsplit("/", 1)[0])
import teacher
from labelled import is_locked, text_of

WIDTH, UNITS = 128, 64
# Sentences of a passage that is learnt from.
LONGEST = 48
KINDS = ["named", "org", "document", "anon", "vague"]
CLAIMS = ["allegation", "private", "number", "disputed", "superlative", "motive", "cause", "prediction", "evaluation", "other"]
GAPS = {"no": 0, "soft": 1, "yes": 2}
ANSWERS = 5 + len(KINDS) + len(CLAIMS)
FORMATS = {".md", ".markdown", ".mdx", ".html", ".htm", ".php", ".txt", ".text"}


def labelled(data):
    """Collections of labelled articles that the encoder did not see: (collection, name, text, sentences)."""
    for collection, path in [("open", "articles/open"), ("broadcaster", "articles/broadcaster"), ("field", "field/labels")]:
        with open(f"{data}/{path}.jsonl", encoding="utf8") as lines:
            for record in map(json.loads, lines):
                if not is_locked(record["id"]) and (collection != "open" or record["ship"] != "words"):
                    yield collection, record["id"], text_of(record, data), record["sentences"]
    for path in sorted(glob.glob(f"{data}/sourcing/*.labels.jsonl")):
        name = os.path.basename(path)[: -len(".labels.jsonl")]
        with open(f"{data}/sourcing/{name}.txt", encoding="utf8", newline="") as file, open(path, encoding="utf8") as lines:
            yield "sourcing", name, file.read(), [json.loads(line) for line in lines if line.strip()]


class Article:
    """`read` and `facts` of each sentence, its target (gap; vague, carried, kinds of source and of claim), and whether it is labelled."""

    def __init__(self, collection, name, labels, line, rows):
        self.collection, self.name = collection, name
        self.read, self.facts = rows[:, : line["numbers"]], rows[:, line["numbers"] :]
        self.odds = np.array([np.nan if sentence["odds"] is None else sentence["odds"] for sentence in line["sentences"]])
        self.rests = np.array([sentence["rests"] for sentence in line["sentences"]])
        self.target, self.mask = np.zeros((len(rows), ANSWERS - 2), np.float32), np.zeros(len(rows), bool)
        for at, sentence in enumerate(line["sentences"]):
            near = [row for row in labels if row["start"] < sentence["end"] and row["end"] > sentence["start"]]
            shared = lambda row: min(row["end"], sentence["end"]) - max(row["start"], sentence["start"])
            best = max(near, key=shared, default=None)
            if best is None or best.get("furniture") or 2 * shared(best) < sentence["end"] - sentence["start"]:
                continue
            self.mask[at] = True
            self.target[at, 0] = GAPS[best["gap"]]
            self.target[at, 1:3] = best["weak"], best["carried"]
            self.target[at, 3:8] = [kind in best["source"] for kind in KINDS]
            self.target[at, 8:] = [kind in best["kinds"] for kind in CLAIMS]


def articles(chosen):
    """All articles, as the program reads them."""
    seen = hashlib.sha256()
    for path in (chosen.binary, chosen.encoder):
        with open(path, "rb") as file:
            seen.update(file.read())
    work = f"{chosen.work}/{seen.hexdigest()[:16]}"
    os.makedirs(work, exist_ok=True)
    records, paths = list(labelled(chosen.data)), []
    for number, (_, name, text, _) in enumerate(records):
        extension = os.path.splitext(name)[1]
        paths.append(f"{work}/{number:05}{extension if extension in FORMATS else '.txt'}")
        if not os.path.exists(f"{work}/read.f32"):
            with open(paths[-1], "w", encoding="utf8", newline="") as file:
                file.write(text)
    if not os.path.exists(f"{work}/read.f32"):
        subprocess.run([chosen.binary, chosen.encoder, f"{work}/new", *paths], check=True)
        os.rename(f"{work}/new.jsonl", f"{work}/read.jsonl")
        os.rename(f"{work}/new.f32", f"{work}/read.f32")
    with open(f"{work}/read.jsonl", encoding="utf8") as lines:
        lines = {os.path.basename(line["path"]): line for line in map(json.loads, lines)}
    numbers = np.memmap(f"{work}/read.f32", "<f4", "r")
    found, at = [], 0
    place = {os.path.basename(path): number for number, path in enumerate(paths)}
    for path, line in lines.items():
        width = line["numbers"] + line["facts"]
        count = len(line["sentences"])
        if count:
            collection, name, _, labels = records[place[path]]
            found.append(Article(collection, name, labels, line, np.array(numbers[at : at + count * width]).reshape(count, width)))
        at += count * width
    return found


def passages(some):
    """The labelled articles in passages of at most `LONGEST` sentences, which are quicker to learn from side by side."""
    for one in some:
        for first in range(0, len(one.mask), LONGEST):
            passage = copy.copy(one)
            for name in ("read", "facts", "target", "mask"):
                setattr(passage, name, getattr(one, name)[first : first + LONGEST])
            if passage.mask.any():
                yield passage


class Layer(torch.nn.Module):
    def __init__(self, numbers, facts):
        super().__init__()
        self.read = torch.nn.Linear(numbers, WIDTH)
        self.known = torch.nn.Linear(facts, WIDTH, bias=False)
        self.around = torch.nn.GRU(WIDTH, UNITS, bidirectional=True, batch_first=True)
        self.answer = torch.nn.Linear(WIDTH + 2 * UNITS, ANSWERS)

    def forward(self, read, facts, lengths):
        drop = lambda x, share: F.dropout(x, share, self.training)
        own = drop(torch.tanh(self.read(drop(read, 0.3)) + self.known(drop(facts, 0.2))), 0.3)
        packed = torch.nn.utils.rnn.pack_padded_sequence(own, lengths, batch_first=True, enforce_sorted=False)
        around, _ = torch.nn.utils.rnn.pad_packed_sequence(self.around(packed)[0], batch_first=True, total_length=own.shape[1])
        return self.answer(drop(torch.cat([own, around], -1), 0.3))


def batch(some, scale):
    """Articles side by side, padded."""
    long = max(len(one.mask) for one in some)
    read = np.zeros((len(some), long, some[0].read.shape[1]), np.float32)
    facts = np.zeros((len(some), long, some[0].facts.shape[1]), np.float32)
    target, mask = np.zeros((len(some), long, ANSWERS - 2), np.float32), np.zeros((len(some), long), bool)
    for row, one in enumerate(some):
        count = len(one.mask)
        read[row, :count] = (one.read - scale[0]) / scale[1]
        facts[row, :count] = (one.facts - scale[2]) / scale[3]
        target[row, :count], mask[row, :count] = one.target, one.mask
    return *map(torch.tensor, (read, facts, target, mask)), [len(one.mask) for one in some]


def fit(some, seed, passes=10, rate=2e-3):
    """A layer and the scale of what it sees, fitted on `some` articles. All collections weigh alike by sentence."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    some = list(passages(some))
    read, facts = np.concatenate([one.read for one in some]), np.concatenate([one.facts for one in some])
    scale = read.mean(0), read.std(0) + 1e-3, facts.mean(0), np.maximum(facts.std(0), 0.05)
    layer = Layer(read.shape[1], facts.shape[1])
    learner = torch.optim.AdamW(layer.parameters(), lr=rate, weight_decay=0.05)
    count = -(-len(some) // 8)
    schedule = torch.optim.lr_scheduler.OneCycleLR(learner, rate, total_steps=passes * count, pct_start=0.15)
    for turn in range(passes):
        total = 0.0
        order = rng.permutation(len(some))
        for first in range(0, len(order), 8):
            read, facts, target, mask, lengths = batch([some[at] for at in order[first : first + 8]], scale)
            said = layer(read, facts, lengths)
            asked = F.cross_entropy(said[..., :3].flatten(0, 1), target[..., 0].long().flatten(), reduction="none").view(mask.shape)
            rests = F.binary_cross_entropy_with_logits(said[..., 3:], target[..., 1:], reduction="none")
            loss = ((asked + 0.5 * rests[..., :7].sum(-1) + 0.15 * rests[..., 7:].sum(-1)) * mask).sum() / mask.sum().clamp(min=1)
            learner.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(layer.parameters(), 1.0)
            learner.step()
            schedule.step()
            total += loss.item()
        print(f"  pass {turn}: {total / count:.3f}", flush=True)
    layer.eval()
    return layer, scale


def answers(fitted, one):
    layer, scale = fitted
    read, facts, _, _, lengths = batch([one], scale)
    with torch.no_grad():
        return layer(read, facts, lengths)[0].numpy()


def report(some, said):
    """Figures by collection, over the labelled sentences of articles that the answers were not fitted on."""
    log_odds = lambda p: np.log(p / (1 - p))
    for collection in sorted({one.collection for one in some}):
        own = [(one, answer) for one, answer in zip(some, said) if one.collection == collection]
        gap = np.concatenate([one.target[one.mask, 0] for one, _ in own])
        scores = np.concatenate([answer[one.mask] for one, answer in own])
        formula = np.concatenate([np.nan_to_num(one.odds[one.mask], nan=-6) for one, _ in own])
        rests = np.concatenate([one.rests[one.mask] for one, _ in own])
        target = np.concatenate([one.target[one.mask] for one, _ in own])
        chance = np.exp(scores[:, :3]) / np.exp(scores[:, :3]).sum(1, keepdims=True)
        asked = log_odds(np.clip(1 - chance[:, 0], 1e-6, 1 - 1e-6))
        print(f"{collection}: {len(own)} articles, {len(gap)} sentences, {int((gap == 2).sum())} yes, {int((gap == 1).sum())} soft")
        for name, odds in [("formula", formula), ("reader", asked), ("both", 0.75 * asked + 0.25 * formula)]:
            order = np.argsort(-odds)
            ranked = gap[order]
            recall = np.cumsum(ranked == 2) / max(1, (gap == 2).sum())
            useful = np.cumsum(ranked != 0) / np.arange(1, len(ranked) + 1)
            strict = np.cumsum(ranked == 2) / np.maximum(1, np.cumsum(ranked != 1))
            at = [np.searchsorted(recall, share) for share in (0.2, 0.3, 0.4, 0.5, 0.6)]
            print(f"  {name:8} useful/strict at recall 20 to 60:", " ".join(f"{100 * useful[i]:.0f}/{100 * strict[i]:.0f}" for i in at))
        line = []
        for low, high in [(0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 1)]:
            inside = (1 - chance[:, 0] >= low) & (1 - chance[:, 0] < high)
            line.append(f"{low}: {100 * (gap[inside] != 0).mean() if inside.any() else 0:.0f}% of {inside.sum()}")
        print("  calibration", ", ".join(line))
        kinds = scores[:, 5:10] > 0
        has = kinds.any(1) == target[:, 3:8].any(1)
        same = (kinds == (target[:, 3:8] > 0)).all(1)
        print(f"  has {100 * has.mean():.1f} (footing {100 * ((rests > 0.5) == target[:, 3:8].any(1)).mean():.1f}), same {100 * same.mean():.1f}")
        weak = scores[:, 3] > 0
        both = (weak & (target[:, 1] > 0)).sum()
        print(f"  vague p {100 * both / max(1, weak.sum()):.0f} r {100 * both / max(1, target[:, 1].sum()):.0f}")
        useful = gap > 0
        best = scores[:, 10:].argmax(1)
        print(f"  kind of claim {100 * target[useful][np.arange(useful.sum()), 8 + best[useful]].mean():.0f}")


def export(fitted, path):
    """The scale of what is seen goes into the weights."""
    layer, (read_mean, read_spread, facts_mean, facts_spread) = fitted
    plain = lambda tensor: tensor.detach().numpy()
    short = lambda array: np.ascontiguousarray(array, "<f2").tobytes()
    read, known = plain(layer.read.weight) / read_spread, plain(layer.known.weight) / facts_spread
    bias = plain(layer.read.bias) - read @ read_mean - known @ facts_mean
    with open(path, "wb") as out:
        out.write(struct.pack("<5I", read.shape[1], known.shape[1], WIDTH, UNITS, ANSWERS))
        out.write(short(read.T) + short(bias) + short(known.T))
        for side in ("", "_reverse"):
            # Torch's update gate says how much of the old state stays, the program's how much goes.
            turn = np.ones(3 * UNITS)
            turn[UNITS : 2 * UNITS] = -1
            of = lambda name: (plain(getattr(layer.around, f"{name}_l0{side}")).T * turn).T
            # Torch keeps two biases; only the candidate's recurrent one stands by itself.
            bias, recurrent = of("bias_ih"), of("bias_hh")
            bias[: 2 * UNITS] += recurrent[: 2 * UNITS]
            out.write(short(of("weight_ih").T) + short(of("weight_hh").T) + short(bias) + short(recurrent[2 * UNITS :]))
        out.write(short(plain(layer.answer.weight).T) + short(plain(layer.answer.bias)))


def manifest(chosen):
    """What the weights are and what they were fitted on, beside them."""
    def entry(kind, name, path):
        with open(path, "rb") as file:
            content = file.read()
        return f'[[{kind}]]\nfile = "{name}"\nbytes = {len(content)}\nsha256 = "{hashlib.sha256(content).hexdigest()}"\n'

    folder = os.path.dirname(os.path.abspath(chosen.out))
    parts = [
        "# Written by `examples/reader/article.py`; see src/model/CARD.md.",
        f'seed = {chosen.seed}\ntorch = "{torch.__version__.split("+")[0]}"\n',
        *(entry("weights", name, f"{folder}/{name}") for name in ("encoder.bin", "article.bin")),
        *(entry("data", name, f"{chosen.data}/{name}") for name in ("articles/open.jsonl", "articles/unlabelled.jsonl", "articles/broadcaster.jsonl", "field/labels.jsonl")),
    ]
    with open(f"{folder}/manifest.toml", "w", encoding="utf8") as file:
        file.write("\n".join(parts))


def main():
    arguments = argparse.ArgumentParser()
    for name in ("binary", "encoder", "data", "work"):
        arguments.add_argument(f"--{name}", required=True)
    arguments.add_argument("--out")
    arguments.add_argument("--folds", action="store_true")
    arguments.add_argument("--half", type=int, choices=(0, 1), help="with --folds: the figures of the articles that the encoder's teacher did not see")
    arguments.add_argument("--without", nargs="*", default=[])
    arguments.add_argument("--seed", type=int, default=2)
    chosen = arguments.parse_args()
    some = articles(chosen)
    if chosen.folds:
        fold = [int(hashlib.sha256(f"fold {one.name}".encode()).hexdigest(), 16) % 5 for one in some]
        said = [None] * len(some)
        for number in range(5):
            fitted = fit([one for one, own in zip(some, fold) if own != number], chosen.seed)
            for at, one in enumerate(some):
                if fold[at] == number:
                    said[at] = answers(fitted, one)
            print("fold", number, flush=True)
        wanted = [at for at, one in enumerate(some) if chosen.half is None or teacher.half_of(one.name) == chosen.half]
        report([some[at] for at in wanted], [said[at] for at in wanted])
        np.save(f"{chosen.work}/folds.npy", np.array(said, object), allow_pickle=True)
    if chosen.out:
        export(fit([one for one in some if one.collection not in chosen.without], chosen.seed), chosen.out)
        if os.path.exists(f"{os.path.dirname(os.path.abspath(chosen.out))}/encoder.bin"):
            manifest(chosen)


if __name__ == "__main__":
    main()
