"""Fits a larger encoder on every labelled article and lets it label open articles that have no labels; the encoder that ships learns from those.

    teacher.py --base MODEL --data ../shared/data --out FOLDER --binary READER --encoder encoder.bin [--half 0|1] [--layers 6] [--passes 3] [--resume]

READER is the program `examples/reader/main.rs` and `encoder.bin` any encoder: they only say where sentences stand. The locked fifth is left out.
With `--half` only every other article whose words may not ship is learnt from: an encoder of such a teacher is measured on the others.
Writes `labels.pt` (a list of what `encoder.loss_of` wants) into FOLDER. The teacher itself never ships: it has read words that may not.
"""
import glob
import hashlib
import json
import os
import subprocess
import sys
import tempfile

import torch

sys.path.insert(0, __file__.rsplit("/", 2)[0])
sys.path.insert(0, __file__.rsplit("/", 1)[0])
import encoder
import pieces
from labelled import is_locked, text_of

# The most sentences of an article that are labelled, as in the labelled articles.
LONGEST = 45


def half_of(name):
    return hashlib.sha256(f"half {name}".encode()).digest()[0] % 2


def records(chosen):
    """Labelled articles of every collection: those whose words may ship, and of the others all or half."""
    yield from encoder.open_records(chosen.data)
    wanted = lambda name: chosen.half is None or half_of(name) == chosen.half
    for path in ("articles/open", "articles/broadcaster", "field/labels"):
        with open(f"{chosen.data}/{path}.jsonl", encoding="utf8") as lines:
            for record in map(json.loads, lines):
                if record["ship"] != "words" and not is_locked(record["id"]) and wanted(record["id"]):
                    rows = [row for row in record["sentences"] if not row.get("furniture")]
                    yield {"text": text_of(record, chosen.data), "sentences": rows, "names": record["names"]}
    for path in sorted(glob.glob(f"{chosen.data}/sourcing/*.labels.jsonl")):
        name = os.path.basename(path)[: -len(".labels.jsonl")]
        if wanted(name):
            with open(f"{chosen.data}/sourcing/{name}.txt", encoding="utf8", newline="") as file, open(path, encoding="utf8") as lines:
                yield {"text": file.read(), "sentences": [json.loads(line) for line in lines if line.strip()], "names": None}


def unlabelled(chosen):
    """Open articles and where their sentences stand."""
    with open(f"{chosen.data}/articles/unlabelled.jsonl", encoding="utf8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        paths = [f"{folder}/{number:04}.txt" for number in range(len(texts))]
        for path, text in zip(paths, texts):
            with open(path, "w", encoding="utf8", newline="") as file:
                file.write(text)
        subprocess.run([chosen.binary, chosen.encoder, f"{folder}/read", *paths], check=True)
        with open(f"{folder}/read.jsonl", encoding="utf8") as lines:
            for line in map(json.loads, lines):
                if line["sentences"]:
                    yield texts[int(os.path.basename(line["path"])[:4])], line["sentences"][:LONGEST]


def main():
    arguments = encoder.options(__doc__.splitlines()[0], layers=6, passes=3)
    arguments.add_argument("--binary", required=True)
    arguments.add_argument("--encoder", required=True)
    arguments.add_argument("--half", type=int, choices=(0, 1))
    chosen = arguments.parse_args()
    net, vocabulary = encoder.begun(chosen)
    cutter = pieces.Pieces(vocabulary)
    articles = [encoder.article_of(record, cutter) for record in records(chosen)]
    print(len(articles), "articles,", sum(len(article[1]) for article in articles), "sentences", flush=True)
    encoder.train(net, articles, chosen)
    torch.save(net.state_dict(), f"{chosen.out}/teacher.pt")
    said = []
    with torch.no_grad():
        for text, rows in unlabelled(chosen):
            cut, facts = encoder.seen_of(text, rows, cutter)
            groups, _ = encoder.groups_of(cut)
            facts = torch.tensor(facts)
            answers, tags = net(groups, facts)
            chances = torch.cat([answers[:, :3].softmax(-1), answers[:, 3:].sigmoid()], -1)
            said.append((groups, facts, chances, tags.softmax(-1)))
    torch.save(said, f"{chosen.out}/labels.pt")


if __name__ == "__main__":
    main()
