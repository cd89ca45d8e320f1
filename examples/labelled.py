"""What the fits on labelled articles share: their words, which of them are locked, and their text."""
import hashlib
import re


def words(text):
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower())


def is_locked(name):
    """Whether an article is of the fifth that is read for final figures only."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5 == 0


def text_of(record, data):
    """The text of a record: its own, or that of its file in the folder `data`/field."""
    if "text" in record:
        return record["text"]
    with open(f"{data}/field/files/{record['id']}", encoding="utf8", newline="") as file:
        return file.read()
