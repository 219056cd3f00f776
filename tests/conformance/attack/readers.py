"""Reads what kura writes with readers that are not kura's, as trees of dicts, lists and texts.

HashiCorp's own HCL parser (pygohcl), PyYAML (YAML 1.1), Groovy 2.4 in one process, shfmt's parser of shell, nginx's
crossplane, and a reader of Dockerfiles by the reference of Docker. A reader raises `Unreadable` where a file is broken.
"""

import functools
import json
import os
import pathlib
import re
import shlex
import subprocess
import tempfile

import crossplane
import pygohcl
import yaml

SUITE = pathlib.Path(__file__).parent


class Unreadable(Exception):
    """What a reader says of a broken file."""


class Groovy:
    """One JVM that reads many files."""

    def __init__(self):
        self.process = None

    def read(self, text):
        if self.process is None:
            self.folder = tempfile.mkdtemp()
            self.process = subprocess.Popen(["groovy", SUITE / "groovy_tree.groovy"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        path = pathlib.Path(self.folder, "Jenkinsfile")
        path.write_text(text, encoding="utf-8", newline="")
        self.process.stdin.write(f"{path}\n".encode())
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        if "error" in said:
            raise Unreadable(said["error"])
        return with_scripts(said)


GROOVY = Groovy()


def with_scripts(node):
    """The tree with the scripts of `sh` steps as trees of their own."""
    if isinstance(node, list):
        return [with_scripts(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("call") == {"text": "sh"}:
        return {**node, "with": scripts(node["with"])}
    return {key: with_scripts(item) for key, item in node.items()}


def scripts(node):
    if isinstance(node, list):
        return [scripts(item) for item in node]
    if isinstance(node, dict) and set(node) == {"text"}:
        return Script(node["text"])
    return {key: item if key == "call" else scripts(item) for key, item in node.items()} if isinstance(node, dict) else node


class Script(str):
    """A shell script inside another file: it is compared as a script where its text differs."""


class Instruction(dict):
    """An instruction of a Dockerfile, and its line as it stands there."""

    def __init__(self, tree, line):
        super().__init__(tree)
        self.line = line


def shell(text):
    # The second opinion of the shell that runs it.
    checked = subprocess.run(["bash", "-n"], input=text.encode(), capture_output=True)
    if checked.returncode:
        raise Unreadable(checked.stderr.decode(errors="replace"))
    done = subprocess.run(["shfmt", "--to-json", "-ln", "bash"], input=text.encode(), capture_output=True)
    if done.returncode:
        raise Unreadable(done.stderr.decode(errors="replace"))
    return words(json.loads(done.stdout))


PLACES = {"Pos", "End", "ValuePos", "ValueEnd", "Left", "Right", "OpPos", "Position", "Semicolon", "ThenPos", "FiPos", "DoPos", "DonePos", "Lparen", "Rparen", "Lbrace", "Rbrace", "Dollar", "In", "Esac", "ForPos", "WhilePos", "Hash", "Comments"}


def words(node):
    """The tree without places and comments, and with each word as the text it stands for."""
    if isinstance(node, list):
        return [words(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "Parts" in node:
        return word(node["Parts"], False)
    found = {key: words(item) for key, item in node.items() if key not in PLACES and not key.endswith("Pos") and not is_place(item)}
    if "Hdoc" in node:
        # A backslash is one in a document, but before what is expanded there.
        is_quoted = any(part["Type"] != "Lit" for part in node["Word"]["Parts"])
        found["Hdoc"] = word(node["Hdoc"]["Parts"], "document") if not is_quoted else "".join(part["Value"] for part in node["Hdoc"]["Parts"])
    return found


def is_place(node):
    return isinstance(node, dict) and "Offset" in node


# What a backslash hides: anywhere, between double quotes, and in a document.
ESCAPED = {False: r"\\(.)", True: r'\\([$`"\\])', "document": r"\\([$`\\])"}


def word(parts, quoted):
    """A word as one text where nothing in it is expanded, else as its pieces."""
    pieces = []
    for part in parts:
        kind, value = part.get("Type"), part.get("Value", "")
        if kind == "Lit":
            found = [re.sub(ESCAPED[quoted], r"\1", value if quoted == "document" else value.replace("\\\n", ""), flags=re.S)]
        elif kind == "SglQuoted":
            found = ["$'" + value] if part.get("Dollar") else [value]
        elif kind == "DblQuoted":
            inner = word(part.get("Parts", []), True)
            found = [inner] if isinstance(inner, str) else inner
        else:
            found = [words(part)]
        for piece in found:
            if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += piece
            else:
                pieces.append(piece)
    return "".join(pieces) if all(isinstance(piece, str) for piece in pieces) else pieces


def hcl(text):
    try:
        return pygohcl.loads(text)
    except (pygohcl.HCLParseError, pygohcl.HCLInternalError, ValueError) as error:
        raise Unreadable(str(error)) from error


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def manifest(text):
    try:
        documents = list(yaml.load_all(text, Loader=LOADER))
    except yaml.YAMLError as error:
        raise Unreadable(str(error)) from error
    return [expanded(document) for document in documents]


def expanded(node):
    """What Kubernetes makes of `$` in the variables, commands and arguments of a container.

    Source: https://github.com/kubernetes/kubernetes/blob/master/third_party/forked/golang/expansion/expand.go
    """
    if isinstance(node, list):
        return [expanded(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {}
    for key, value in node.items():
        if key in ("command", "args") and isinstance(value, list):
            found[key] = [variables(item) for item in value]
        elif key == "env" and isinstance(value, list):
            found[key] = [{**item, "value": variables(item["value"])} if "value" in item else item for item in value]
        else:
            found[key] = expanded(value)
    return found


def variables(text):
    pieces = re.split(r"(\$\$|\$\([^)]*\))", text) if isinstance(text, str) else [text]
    if not any(str(piece).startswith("$(") for piece in pieces):
        return "".join("$" if piece == "$$" else piece for piece in pieces) if isinstance(text, str) else text
    return {"expands": pieces}


def dockerfile(text):
    """Instructions with their words, by https://docs.docker.com/reference/dockerfile/."""
    lines, found = text.split("\n"), []
    while lines:
        line = lines.pop(0)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        whole = line
        while re.search(r"\\[ \t]*$", whole) and lines:
            following = lines.pop(0)
            if following.lstrip().startswith("#"):
                continue
            whole = re.sub(r"\\[ \t]*$", "", whole) + following
        name, _, rest = whole.lstrip().partition(" ")
        if name not in {"FROM", "RUN", "CMD", "LABEL", "EXPOSE", "ENV", "ADD", "COPY", "ENTRYPOINT", "VOLUME", "USER", "WORKDIR", "ARG", "ONBUILD", "STOPSIGNAL", "HEALTHCHECK", "SHELL"}:
            raise Unreadable(f"no instruction: {whole[:80]}")
        rest, documents = rest.strip(), []
        for end in re.findall(r"<<-?['\"]?(\w+)", rest) if name in ("RUN", "COPY", "ADD") else []:
            document = []
            while lines and lines[0].strip() != end:
                document.append(lines.pop(0))
            if not lines:
                raise Unreadable(f"{end} is missing")
            lines.pop(0)
            documents.append("\n".join(document))
        found.append(Instruction({name: arguments(name, rest), "documents": documents}, whole))
    if not found:
        raise Unreadable("no instruction")
    return found


def arguments(name, rest):
    flags = []
    while name in ("RUN", "COPY", "ADD", "HEALTHCHECK", "FROM") and (flag := re.match(r"(--\S+)\s+", rest)):
        flags.append(flag[1])
        rest = rest[flag.end() :]
    command = re.match(r"CMD\s+", rest) if name == "HEALTHCHECK" else None
    rest = rest[command.end() :] if command else rest
    if name in ("RUN", "CMD", "ENTRYPOINT", "COPY", "ADD", "VOLUME", "SHELL", "HEALTHCHECK"):
        try:
            listed = json.loads(rest)
            if isinstance(listed, list) and all(isinstance(item, str) for item in listed):
                return {"flags": flags, "list": listed} if name != "RUN" else {"flags": flags, "script": script(listed)}
        except ValueError:
            pass
        if rest.startswith("["):
            raise Unreadable(f"neither a list nor a command: {rest[:80]}")
    if name in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"):
        return {"flags": flags, "script": Script(rest)}
    if name in ("ENV", "LABEL", "ARG", "COPY", "ADD", "WORKDIR", "USER", "EXPOSE", "FROM", "STOPSIGNAL", "VOLUME"):
        return {"flags": flags, "list": docker_words(rest)}
    return {"flags": flags, "text": rest}


def script(listed):
    """What a RUN does is the same as a list and as a script, which is given to `/bin/sh -c`; only a list can say a line break."""
    return Script(listed[2] if listed[:2] == ["/bin/sh", "-c"] and len(listed) == 3 else shlex.join(listed))


def docker_words(rest):
    """Words as Docker splits them: quotes and backslashes as in the shell, `$NAME` is expanded."""
    try:
        tree = shell("x " + re.sub(r"[;&|<>()#]", lambda sign: sign[0] if inside(rest, sign.start()) else "\\" + sign[0], rest))
    except Unreadable as error:
        raise Unreadable(f"{rest[:80]}: {error}") from error
    # As the list that it could be written as.
    arguments = tree["Stmts"][0]["Cmd"]["Args"][1:]
    return arguments


def inside(text, place):
    """Whether a place of a text stands in quotes or behind a backslash."""
    quote, escaped = None, False
    for sign in text[:place]:
        if escaped:
            escaped = False
        elif sign == "\\" and quote != "'":
            escaped = True
        elif quote is None and sign in "'\"":
            quote = sign
        elif sign == quote:
            quote = None
    return quote is not None or escaped


def nginx(text):
    with tempfile.NamedTemporaryFile("w", suffix=".conf", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        said = crossplane.parse(file.name, combine=False, single=True, check_ctx=False, check_args=False)
    if said["status"] != "ok":
        raise Unreadable(str(said["errors"]))
    return directives(said["config"][0]["parsed"])


def directives(parsed):
    return [[d["directive"], d["args"], directives(d.get("block", []))] for d in parsed]


def ignored(text):
    """The lines of a `.dockerignore` without what hides a character, and with `<>` around what means more than itself."""
    return [re.sub(r"\\(.)|([*?\[\]])", lambda sign: sign[1] or f"<{sign[2]}>", line) for line in text.splitlines()]


def attributes(text):
    """What each line of a `.gitattributes` says of its path: of the same paths, however they are called, the same."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return sorted((line.rsplit('" ', 1) if line.startswith('"') else line.split(" ", 1))[-1] for line in lines)


@functools.lru_cache(maxsize=400)
def read(path, text):
    """The tree of a file by the language that its name says; a `kura.lock` has none."""
    name = os.path.basename(path)
    if name == "kura.lock":
        return None
    if "\r" in text or "\0" in text:
        raise Unreadable("a carriage return or a NUL is written")
    for ends, reader in ((".tf", hcl), (".yaml", manifest), (".yml", manifest), (".sh", shell), (".json", json.loads), (".nginx.conf", nginx), ("nginx.conf", nginx), (".dockerignore", ignored), (".gitattributes", attributes)):
        if name.endswith(ends):
            return reader(text)
    if "Dockerfile" in name or "Containerfile" in name:
        return dockerfile(text)
    if text.startswith("// Generated by kura"):
        return GROOVY.read(text)
    if re.search(r"^FROM \S", text, re.M):
        return dockerfile(text)  # which the user called otherwise
    raise Unreadable(f"nothing reads {path}")
