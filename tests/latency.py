#!/usr/bin/env python3
"""How long a keystroke waits for its findings, beside another language server on the same articles in the same run.

One table: keystroke (median and 99th percentile) at 5 KB, 100 KB and 1 MB, hover, start and memory. The figures mean something on a
machine that does nothing else.

    cargo build --release
    python3 tests/latency.py --install [--edits 200] [--server NAME=COMMAND]...

A keystroke is one inserted character in the middle of the article: from just before the change is written to the last byte of the
findings for that version. Each waits for the one before. Hovers are asked for along the edited line. Start is from spawning the process
to the first findings. Times in milliseconds, memory (resident, its peak) in MB.

Without --server it is onrecord and, where it is installed (--install does it, in some minutes), typos-lsp. That one looks words up in a
list of misspellings: it is here as the pace of a server that hardly reads.
"""

import argparse
import json
import math
import os
import pathlib
import queue
import shlex
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TYPOS = ROOT / "target/clients/typos/bin/typos-lsp"
SIZES = {"5 KB": 5_000, "100 KB": 100_000, "1 MB": 1_000_000}
TYPED = "the presidnet sayd that teh officials woud annouce a new polcy on tuesday, an sources close to "
PATIENCE = 60.0
# The pause between an answer and the next keystroke, so that a server's idle work is not counted as an answer.
PAUSE = 0.005


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--edits", type=int, default=200, help="keystrokes at 5 KB; a quarter of them at 1 MB")
    arguments.add_argument("--server", action="append", default=[], metavar="NAME=COMMAND", help="measure this one instead")
    arguments.add_argument("--install", action="store_true", help="install typos-lsp below target/ first")
    given = arguments.parse_args()
    if given.install and not TYPOS.exists():
        place = ["--root", str(TYPOS.parent.parent)]
        subprocess.run(["cargo", "install", "typos-lsp", "--version", "0.1.57", "--locked", *place], check=True)
    servers = dict(server.split("=", 1) for server in given.server) or installed()
    rows = [["", *(f"keystroke {size}" for size in SIZES), "hover 5 KB", "start 5 KB", "memory 5 KB"]]
    with tempfile.TemporaryDirectory() as folder:
        for name, command in servers.items():
            print(f"measuring {name} …", file=sys.stderr)
            measured = {size: measure(command, pathlib.Path(folder), length, given.edits) for size, length in SIZES.items()}
            small = measured["5 KB"]
            hover = pair(small["hovers"]) if small["hovers"] else "none"
            keystrokes = [pair(one["keystrokes"]) for one in measured.values()]
            rows.append([name, *keystrokes, hover, f"{small['start']:.0f}", f"{small['memory']:.0f}"])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rows.insert(1, ["-" * width for width in widths])
    for row in rows:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
    print("\nmilliseconds, median / 99th percentile; start: milliseconds; memory: MB")
    return 0


def installed() -> dict[str, str]:
    """The servers that are there, by name, with their command lines."""
    found = {"onrecord": f"{shlex.quote(str(ROOT / 'target/release/onrecord'))} lsp"}
    if TYPOS.exists():
        found["typos-lsp"] = shlex.quote(str(TYPOS))
    else:
        print("typos-lsp is not installed (see --help), so onrecord is measured alone", file=sys.stderr)
    return found


def article(length: int) -> str:
    """The sample articles one after another, `length` characters of them; a paragraph that comes again is another one."""
    paragraphs = []
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        paragraphs += [paragraph for paragraph in seed.read_text("utf-8").split("\n") if paragraph]
    text, turn = "", 0
    while len(text) < length:
        extra = f" That was on day {turn}." if turn else ""
        text += "".join(f"{paragraph}{extra}\n\n" for paragraph in paragraphs)
        turn += 1
    return text[:length].rsplit(" ", 1)[0] + ".\n"


def measure(command: str, folder: pathlib.Path, length: int, edits: int) -> dict:
    """All samples of one server on one article: milliseconds, and MB of memory."""
    text = article(length)
    # A folder of its own: the article of another run would be indexed in this one's memory and time.
    folder = pathlib.Path(tempfile.mkdtemp(dir=folder))
    file = folder / f"{length}.txt"
    file.write_text(text, "utf-8")
    uri = file.as_uri()
    began = time.monotonic()
    server = Server(command)
    capabilities = server.initialize(folder)
    server.notify("textDocument/didOpen", textDocument={"uri": uri, "languageId": "plaintext", "version": 1, "text": text})
    start = (server.findings(uri, 1) - began) * 1000
    whole = capabilities.get("textDocumentSync")
    whole = (whole if isinstance(whole, int) else (whole or {}).get("change")) == 1

    at = text.index(" ", len(text) // 2) + 1
    line, column = text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1
    keystrokes = []
    for turn in range(edits if length < 500_000 else edits // 4):
        time.sleep(PAUSE)
        server.forget()
        letter = TYPED[turn % len(TYPED)]
        place = {"line": line, "character": column + turn}
        change = {"range": {"start": place, "end": place}, "text": letter}
        if whole:
            text = text[: at + turn] + letter + text[at + turn :]
            change = {"text": text}
        version = turn + 2
        sent = time.monotonic()
        server.notify("textDocument/didChange", textDocument={"uri": uri, "version": version}, contentChanges=[change])
        keystrokes.append((server.findings(uri, version, sent) - sent) * 1000)

    hovers = []
    for turn in range(100 if capabilities.get("hoverProvider") else 0):
        sent = time.monotonic()
        place = {"line": line, "character": turn * (column + edits) // 100}
        received, _ = server.request("textDocument/hover", textDocument={"uri": uri}, position=place)
        hovers.append((received - sent) * 1000)
    memory = server.memory()
    server.end()
    return {"start": start, "keystrokes": keystrokes, "hovers": hovers, "memory": memory}


def pair(samples: list[float]) -> str:
    """The median and the 99th percentile."""
    ordered = sorted(samples)
    return " / ".join(f"{ordered[max(0, math.ceil(part * len(ordered)) - 1)]:.1f}" for part in (0.5, 0.99))


class Server:
    """A language server and what it sent, each message with the time of its last byte."""

    def __init__(self, command: str):
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(shlex.split(command), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self.received: queue.Queue = queue.Queue()
        self.last = 0
        threading.Thread(target=self._read, daemon=True).start()

    def initialize(self, folder: pathlib.Path) -> dict:
        """Begins the session as a client that is sent its findings; returns the server's capabilities."""
        text = {"publishDiagnostics": {"versionSupport": True}, "hover": {"contentFormat": ["markdown"]}}
        root = {"uri": folder.as_uri(), "name": folder.name}
        parameters = {"processId": os.getpid(), "rootUri": root["uri"], "workspaceFolders": [root]}
        _, answer = self.request("initialize", **parameters, capabilities={"textDocument": text})
        self.notify("initialized")
        return answer["capabilities"]

    def request(self, method: str, **parameters) -> tuple[float, dict]:
        """Asks; returns when the answer came, and the answer."""
        self.last += 1
        self._send({"id": self.last, "method": method, "params": parameters})
        while True:
            received, message = self._next(method)
            if message.get("id") == self.last and "method" not in message:
                return received, message.get("result")

    def notify(self, method: str, **parameters) -> None:
        """Tells."""
        self._send({"method": method, "params": parameters})

    def findings(self, uri: str, version: int, after: float = 0.0) -> float:
        """When the findings for this version came; a server that names no version is taken at its first answer."""
        while True:
            received, message = self._next(f"the findings of version {version}")
            parameters = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and parameters["uri"] == uri and received > after:
                if parameters.get("version") is None or parameters["version"] >= version:
                    return received

    def forget(self) -> None:
        """Drops what came meanwhile."""
        while not self.received.empty():
            self.received.get()

    def memory(self) -> float:
        """The most memory that was resident, in MB; on Linux alone."""
        try:
            status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return math.nan
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def end(self) -> None:
        """Ends the session."""
        self.request("shutdown")
        self.notify("exit")
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _next(self, what: str) -> tuple[float, dict]:
        try:
            received, message = self.received.get(timeout=PATIENCE)
        except queue.Empty:
            sys.exit(f"{self.process.args[0]}: waited {PATIENCE:.0f} s for {what}")
        if message is None:
            sys.exit(f"{self.process.args[0]}: ended while {what} was waited for")
        return received, message

    def _send(self, message: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> None:
        output = self.process.stdout
        while header := output.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                header = output.readline()
            body = output.read(length)
            received = time.monotonic()
            message = json.loads(body)
            if "method" in message and "id" in message:
                # The server asks for settings and the like; there are none.
                items = (message.get("params") or {}).get("items", [])
                self._send({"id": message["id"], "result": [None] * len(items) or None})
            else:
                self.received.put((received, message))
        self.received.put((time.monotonic(), None))


if __name__ == "__main__":
    sys.exit(main())
