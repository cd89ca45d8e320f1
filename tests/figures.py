#!/usr/bin/env python3
"""Prints the figures on the development data and fails where one is below its floor. Standard library only.

    tests/figures.py --bin target/release/onrecord --shared ../shared
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

# (scorer, path below the data folder, path of the figure in the scorer's JSON, floor). Raise a floor when its figure rises for good.
FLOORS = [
    ("polnear", "polnear/dev", "content.overlap.f1", 86.0),
    ("polnear", "polnear/dev", "content.exact.f1", 68.0),
    ("polnear", "polnear/dev", "source.overlap.f1", 82.0),
    ("polnear", "polnear/dev", "source.exact.f1", 76.0),
    ("polnear", "polnear/dev", "cue.overlap.f1", 79.0),
    ("polnear", "polnear/dev", "cue.exact.f1", 71.0),
    ("polnear", "polnear/dev", "attribution.f1", 68.5),
    ("sourcing", "sourcing", "gap.useful", 70.0),
    ("sourcing", "sourcing", "gap.p", 54.0),
    ("sourcing", "sourcing", "gap.r", 55.0),
    ("sourcing", "sourcing", "vague.f1", 70.0),
    ("sourcing", "sourcing", "source_kinds.same_set", 85.0),
    ("sourcing", "sourcing", "source_kinds.has_source", 90.0),
    ("sourcing", "sourcing", "quotes.found", 98.0),
    ("sourcing", "sourcing", "quotes.speaker", 91.0),
    ("ner", "entities/gum_dev.jsonl", "all.f1", 76.5),
    ("ner", "entities/ner_worldwide_dev.jsonl", "all.f1", 77.0),
    ("chains", "entities/gum_dev.jsonl", "named.f1", 92.5),
    ("chains", "entities/gum_dev.jsonl", "pronoun.f1", 80.0),
    ("chains", "entities/articles_dev.jsonl", "named.f1", 95.0),
    ("chains", "entities/articles_dev.jsonl", "pronoun.f1", 80.0),
    ("chains", "entities/meantime_dev.jsonl", "named.f1", 87.0),
]


def figure(result, path):
    """The number at a dotted path."""
    value = result
    for key in path.split("."):
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return value if isinstance(value, (int, float)) else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--shared", required=True, type=Path)
    arguments = parser.parse_args()
    results, failed = {}, False
    for scorer, data, path, floor in FLOORS:
        if (scorer, data) not in results:
            command = [sys.executable, arguments.shared / "eval/score.py", "--bin", Path(arguments.bin).resolve(), "--json", scorer]
            run = subprocess.run([*map(str, command), str(arguments.shared / "data" / data)], capture_output=True, text=True)
            if run.returncode:
                sys.exit(f"{scorer} {data}: {run.stderr.strip()[-1000:]}")
            results[scorer, data] = json.loads(run.stdout)
        value = figure(results[scorer, data], path)
        if value is None:
            sys.exit(f"{scorer} {data}: the scorer prints no figure {path}; it has {json.dumps(results[scorer, data])[:400]}")
        low = value < floor
        failed |= low
        name = data.rpartition("/")[2].removesuffix(".jsonl")
        print(f"{'LOW ' if low else 'ok  '} {scorer:9} {name:18} {path:24} {value:6.1f}  (floor {floor:.1f})")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
