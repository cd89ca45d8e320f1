#!/usr/bin/env python3
"""What the program asks of the system, seen by strace: no socket, and nothing written but where SECURITY.md says.

    tests/trace.py [--bin target/debug/onrecord]

Exit code 0: held; 1: not; 3: strace is not here or may not look at other processes.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ARTICLE = """Vellmouth sells its last ferry

Marit Oru, the mayor, said on Monday that the ferry had been sold. \u201cWe had no choice,\u201d she said.

The contractor skimmed the harbour fund. See https://vellmouth.example/ferry. It was XXX who signed.
"""

# What speaks to another machine or program, and what starts one.
NETWORK = {"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg", "recvfrom", "recvmsg"}
STARTS = {"execve", "execveat", "fork", "vfork"}
# What changes a file by its name.
CHANGES = {
    "creat", "mkdir", "mkdirat", "mknod", "mknodat", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat",
    "unlink", "unlinkat", "rmdir", "truncate", "chmod", "fchmodat", "fchmodat2", "chown", "lchown", "fchownat", "utimensat", "setxattr",
    "mount", "umount2",
}
OPENS = {"open", "openat", "openat2"}
WRITING = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)")
# A call, with the process before it where there are several.
CALL = re.compile(r"^(?:\[pid +\d+\] +|\d+ +)?(\w+)\((.*)$")
# A folder, or a path from the folder before it.
PLACE = re.compile(r'(?:AT_FDCWD|\d+)<([^>]*)>|"((?:[^"\\]|\\.)*)"')
# Devices that keep nothing.
DEVICES = ("/dev/null", "/dev/tty", "/dev/full")


def paths(arguments, folder):
    """The paths of a call, whole. strace -y writes the folder behind each descriptor."""
    start = folder
    found = []
    for part in PLACE.finditer(arguments):
        if part.group(1) is not None:
            start = part.group(1)
        else:
            found.append(os.path.normpath(os.path.join(start, part.group(2))))
    return found


def faults(trace, folder, allowed):
    """What a run should not have asked for. `allowed`: folders that it may write into."""
    wrong, calls, programs = [], 0, 0
    for line in open(trace, encoding="utf-8", errors="replace"):
        call = CALL.match(line)
        if not call:
            continue
        calls += 1
        name, arguments = call.groups()
        programs += name in ("execve", "execveat")
        if name in NETWORK or (name in STARTS and programs > 1) or name == "fork":
            wrong.append(line)
        elif name in CHANGES or (name in OPENS and WRITING.search(arguments)):
            for path in paths(arguments, folder):
                inside = any(path == place or path.startswith(place + "/") for place in allowed)
                if not inside and not path.startswith("/proc/self/") and path not in DEVICES:
                    wrong.append(line)
                    break
    if calls < 20:
        wrong.append(f"only {calls} calls were seen\n")
    return wrong


def session(folder):
    """A session of the server: what an editor says from its start to its end."""
    article = f"file://{folder}/a.md"
    document = {"uri": article}
    place = {"textDocument": document, "position": {"line": 2, "character": 3}}
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    can = {
        "window": {"showDocument": {"support": True}, "workDoneProgress": True},
        "textDocument": {"hover": {"contentFormat": ["markdown"]}, "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}},
        "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}},
    }
    opened = {"uri": article, "languageId": "markdown", "version": 1, "text": ARTICLE}
    said = [
        ("initialize", {"processId": None, "rootUri": f"file://{folder}", "capabilities": can}),
        ("initialized", {}, None),
        ("textDocument/didOpen", {"textDocument": opened}, None),
        ("textDocument/hover", place),
        ("textDocument/definition", place),
        ("textDocument/references", {**place, "context": {"includeDeclaration": True}}),
        ("textDocument/rename", {**place, "newName": "Marit Holm"}),
        ("textDocument/completion", place),
        ("textDocument/documentSymbol", {"textDocument": document}),
        ("textDocument/documentLink", {"textDocument": document}),
        ("textDocument/codeAction", {"textDocument": document, "range": whole, "context": {"diagnostics": []}}),
        ("workspace/symbol", {"query": "oru"}),
        ("workspace/executeCommand", {"command": "onrecord.ledger", "arguments": [article]}),
        ("workspace/executeCommand", {"command": "onrecord.page", "arguments": ["placeholder"]}),
        ("textDocument/didClose", {"textDocument": document}, None),
        ("shutdown", None),
        ("exit", None, None),
    ]
    return said


def message(number, said):
    method, params = said[0], said[1]
    body = {"jsonrpc": "2.0", "method": method}
    if params is not None:
        body["params"] = params
    if len(said) == 2:
        body["id"] = number
    data = json.dumps(body).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(data), data)


def answer(stream, number):
    """Reads messages up to the answer to a request; the server's own questions are left unanswered."""
    while True:
        length = 0
        while (line := stream.readline()).strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if not length:
            raise SystemExit("the server has gone")
        said = json.loads(stream.read(length))
        if said.get("id") == number and "method" not in said:
            return said


def serve(command, folder, environment):
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder, env=environment)
    for number, said in enumerate(session(folder), 1):
        server.stdin.write(message(number, said))
        server.stdin.flush()
        if len(said) == 2:
            answer(server.stdout, number)
    return server.wait(60)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="target/debug/onrecord")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.bin)
    if not shutil.which("strace"):
        print("strace is not here")
        return 3
    if subprocess.run(["strace", "-o", os.devnull, "true"], stderr=subprocess.DEVNULL).returncode != 0:
        print("strace may not look at other processes")
        return 3
    failed = 0
    with tempfile.TemporaryDirectory() as work:
        work = os.path.realpath(work)
        folder, home = os.path.join(work, "news"), os.path.join(work, "home")
        os.makedirs(folder)
        os.makedirs(home)
        for name in ("a.txt", "a.md"):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(ARTICLE)
        environment = {"PATH": os.environ["PATH"], "HOME": home}
        trace = os.path.join(work, "trace")
        strace = ["strace", "-f", "-y", "-qq", "-s", "4096", "-o", trace, program]
        own = os.path.join(home, ".cache", "onrecord")
        state, cache = os.path.join(home, ".local"), os.path.join(work, "cache")
        runs = [
            (["check", "."], 1, []),
            (["check", ".", "--format", "json"], 1, []),
            (["check", ".", "--format", "github"], 1, []),
            (["check", ".", "--format", "sarif"], 1, []),
            (["annotate", "."], 0, []),
            (["annotate", ".", "--cache", cache], 0, [cache, state]),
            (["rule", "placeholder"], 0, []),
            (["completions", "bash"], 0, []),
            (["--help"], 0, []),
            (["init"], 0, [folder]),
            (["lsp"], 0, [os.path.join(home, ".cache"), own]),
        ]
        for typed, code, allowed in runs:
            if typed == ["lsp"]:
                ended = serve(strace + typed, folder, environment)
            else:
                ended = subprocess.run(strace + typed, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL).returncode
            wrong = faults(trace, folder, allowed)
            if ended != code:
                wrong.append(f"the exit code is {ended} and not {code}\n")
            print(f"{'no' if wrong else 'ok'}  onrecord {' '.join(typed)}".replace(work, "…"))
            sys.stdout.writelines("    " + line for line in wrong[:20])
            failed += bool(wrong)
        left = [name for name in os.listdir(own) if name.startswith("session-")]
        if left:
            print(f"no  a ledger was left: {left}")
            failed += 1
        # A test that sees nothing would hold everything: this run speaks to a socket and must be seen.
        speaks = [sys.executable, "-c", "import socket; socket.socket(); open('written', 'w')"]
        subprocess.run(strace[:-1] + speaks, cwd=folder, env=environment, check=True)
        seen = faults(trace, folder, [])
        if not any("socket(" in line for line in seen) or not any("written" in line for line in seen):
            print("no  a socket and a file were made, and the trace did not show them")
            failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
