"""The vocabulary of word pieces, those of the base model that open text needs, and how a sentence is cut into them.

The program cuts in the same way (src/model/encoder/pieces.rs)."""
import collections
import functools
import glob
import json
import re
import sys
import unicodedata

import numpy as np

sys.path.insert(0, __file__.rsplit("/", 2)[0])
from labelled import is_locked

UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
# The most pieces of a sentence; what comes behind them is not read.
LONGEST = 96
# How often open text must have a piece.
LEAST = 8


def words(text):
    """Where words stand in a text: runs of letters and digits, and every other character but white space by itself."""
    return [(found.start(), found.end()) for found in re.finditer(r"[^\W_]+|[^\s]", text)]


@functools.cache
def folded(letter):
    """A character in lower case and without accents."""
    return "".join(part for part in unicodedata.normalize("NFD", letter.lower()) if unicodedata.category(part) != "Mn")


def case_of(word):
    """0 without capitals, 1 begins with one, 2 all of two letters and more are capitals, 3 a capital stands further in."""
    if len(word) > 1 and word.isalpha() and word.isupper():
        return 2
    if any(letter.isupper() for letter in word[1:]):
        return 3
    return 1 if word[:1].isupper() else 0


class Pieces:
    def __init__(self, vocabulary):
        self.number = {piece: number for number, piece in enumerate(vocabulary)}
        self.known = {}

    def of_word(self, word):
        """The numbers of the longest pieces from the left that make up a word; of the unknown piece where none do."""
        if word not in self.known:
            rest, found = "".join(map(folded, word)), []
            while rest:
                end = next((end for end in range(len(rest), 0, -1) if ("##" if found else "") + rest[:end] in self.number), 0)
                if not end:
                    found = [self.number[UNKNOWN]]
                    break
                found.append(self.number[("##" if found else "") + rest[:end]])
                rest = rest[end:]
            self.known[word] = found
        return self.known[word]

    def of(self, text):
        """The numbers of a sentence's pieces, the case of the word of each, and where that word stands (code points)."""
        ids, case, places = [self.number[FIRST]], [0], [(0, 0)]
        for start, end in words(text):
            for piece in self.of_word(text[start:end]):
                ids.append(piece)
                case.append(case_of(text[start:end]))
                places.append((start, end))
        del ids[LONGEST - 1 :], case[LONGEST - 1 :], places[LONGEST - 1 :]
        return ids + [self.number[LAST]], case + [0], places + [(0, 0)]


def open_texts(data):
    """Texts that may be shipped: the vocabulary knows no others."""
    with open(f"{data}/articles/open.jsonl", encoding="utf8") as lines:
        for record in map(json.loads, lines):
            if record["ship"] == "words" and not is_locked(record["id"]):
                yield record["text"]
    with open(f"{data}/articles/unlabelled.jsonl", encoding="utf8") as lines:
        yield from (json.loads(line)["text"] for line in lines)
    with open(f"{data}/open/voa/raw.txt", encoding="utf8") as lines:
        yield from lines
    for path in sorted(glob.glob(f"{data}/open/masc/**/*", recursive=True)):
        if re.search(r"\.(txt|pos|tag)$", path):
            with open(path, encoding="utf8", errors="replace") as lines:
                yield from (" ".join(token.rsplit("_", 1)[0] for token in line.split()) for line in lines)


def prune(base, data):
    """The pieces that are kept, in the base vocabulary's order, and their numbers there."""
    known = [line.rstrip("\n") for line in open(f"{base}/vocab.txt", encoding="utf8")]
    whole, seen = Pieces(known), collections.Counter()
    for text in open_texts(data):
        for start, end in words(text):
            seen.update(whole.of_word(text[start:end]))
    single = re.compile(r"(##)?[\x21-\x7e\xa0-\u024f\u2010-\u2033\u20ac]")
    keep = [at for at, piece in enumerate(known) if piece in (UNKNOWN, FIRST, LAST) or seen[at] >= LEAST or single.fullmatch(piece)]
    return [known[at] for at in keep], np.array(keep)
