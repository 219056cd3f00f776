#!/usr/bin/env python3
"""Gives kura random texts in every place of a pipeline, runs the pipeline, and looks whether they arrive unchanged.

    escaping.py KURA

Texts go through TOML, kura, Groovy and the shell, as jenkins_run.groovy runs them. ESCAPING_SEED and ESCAPING_RUNS make
other texts, and more of them. Prints what arrives otherwise, exit 1.
"""
import html
import json
import os
import pathlib
import random
import shlex
import subprocess
import sys

SUITE = pathlib.Path(__file__).parent
SEED, RUNS = int(os.environ.get("ESCAPING_SEED", "1")), int(os.environ.get("ESCAPING_RUNS", "2"))
# What means something to TOML, Groovy, the shell, JSON, HTML, printf, sed or a glob, or is cut where bytes are counted.
PIECES = ["'", '"', "'''", '"""', "\\", "\\\\", "\\'", "\\n", "\\u0041", "$", "$$", "${", "}", "${HOME}", "$HOME", "$(id)", "`id`", "*/", "/*", "//"]
PIECES += ["#", "%", "%s", "%n", "&", "&amp;", "<", ">", "|", ";", "!", "*", "?", "[", "]", "(", ")", "{", "~", "=", ":", ",", "@", "+", "-", "--help"]
PIECES += [" ", "  ", "a", "Z", "0", "é", "ß", "漢字", "🦀", "\u00a0", "\u2028", "e\u0301", "<!channel>", "<<EOF", "EOF", "set -e", "-n", "\\0", "\\c"]
LINES = ["\n", "\n\n", "\n    ", "\t", "\n# ", " \\\n"]


class Texts:
    """Random texts; each holds several pieces."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def line(self):
        while not (text := "".join(self.random.choices(PIECES, k=self.random.randint(1, 9)))).strip():
            pass
        return text

    def lines(self, more=()):
        return "".join(self.random.choices(PIECES + LINES + [*more], k=self.random.randint(1, 14)))

    def several(self, make, count):
        return [make() for _ in range(count)]


def toml(value):
    """A TOML value; a TOML string is written as JSON's, but for DEL."""
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


class Project:
    """A project full of texts, and where each of them has to arrive."""

    def __init__(self, texts, folder):
        self.folder, self.expected = folder, []
        environment = dict(enumerate(texts.several(lambda: texts.lines(["\r"]), 40)))
        stage = dict(enumerate(texts.several(lambda: texts.lines(["\r"]), 40)))
        commands, posts = texts.several(texts.lines, 30), texts.several(texts.lines, 3)
        names = list(dict.fromkeys(texts.several(texts.line, 10)))
        self.parameters = texts.several(lambda: (texts.lines(["\r"]), texts.lines(["\r"])), 20)
        self.choices = list(dict.fromkeys(texts.several(texts.line, 5)))
        self.questions = texts.several(texts.line, 3)
        self.arguments, self.args = texts.line(), texts.several(texts.line, 10)
        self.server, self.project_key = texts.line(), texts.line()
        self.job, self.branch, self.names = texts.line(), texts.line(), names
        self.text = "\n".join([
            'kura = 1\n[project]\nname = "shop"\n[registry]\nnamespace = "acme"\ncredentials = "hub"\n[images.web]',
            "build_args = {", ",\n".join(f"A{i} = {toml(value)}" for i, value in enumerate(self.args)), "}",
            '[secrets]\nhook = { jenkins = "hook" }\nhub = { jenkins = "hub", kind = "username_password" }',
            '[notifications]\nhook = { webhook = "hook", on = ["success"] }\nchannel = { channel = "#shop", on = ["success"] }',
            'mail = { email = ["ops@example.com"], on = ["success"] }\n[jenkins]\njob = "multibranch"\n[jenkins.environment]',
            *(f"V{i} = {toml(value)}" for i, value in environment.items()),
            "[jenkins.parameters]",
            *(f'P{i} = {{ type = "string", default = {toml(d)}, description = {toml(t)} }}' for i, (d, t) in enumerate(self.parameters)),
            f'C = {{ type = "choice", choices = {toml(self.choices)} }}',
            "[jenkins.post.always]", f"sh = {toml(self.shows('post', posts))}",
            "[jenkins.stages.sonarqube]", f"server = {toml(self.server)}\nproject_key = {toml(self.project_key)}\nquality_gate = \"none\"",
            "[jenkins.stages.dependency_check]", f'installation = "odc"\narguments = {toml(self.arguments)}',
            *(f'[jenkins.stages.{toml(name)}]\nafter = "push"\nsh = "true"' for name in names),
            *(f'[jenkins.stages.q{i}]\nafter = "push"\nsh = "true"\ninput = {toml(text)}' for i, text in enumerate(self.questions)),
            "[jenkins.stages.commands]", 'after = "push"', f"sh = {toml(self.shows('command', commands))}",
            *(f'[jenkins.stages.c{i}]\nafter = "push"\nsh = {toml(self.shows(f"c{i}", [text]))}' for i, text in enumerate(commands)),
            "[jenkins.stages.variables]", 'after = "push"',
            f"sh = {toml(self.shows('environment', list(environment.values()), 'V') + self.shows('stage', list(stage.values()), 'S'))}",
            "[jenkins.stages.variables.environment]",
            *(f"S{i} = {toml(value)}" for i, value in stage.items()),
        ])

    def shows(self, name, texts, variable=None):
        """A script that writes texts into a file: as words of its own, or out of variables."""
        file = self.folder / f"said-{name}"
        self.expected.append((name, file, texts))
        words = [f'"${variable}{i}"' for i in range(len(texts))] if variable else map(shlex.quote, texts)
        return f"printf '%s\\0' {' '.join(words)} > {file}\n"

    def check(self, trace):
        for name, file, texts in self.expected:
            said = file.read_bytes().decode().split("\0")[:-1] if file.exists() else []
            yield from ((name, text, got) for text, got in zip(texts, said + [None] * len(texts)) if text != got)
        shown = {p["name"]: p for p in trace["parameters"]}
        for i, (default, description) in enumerate(self.parameters):
            yield ("default", default, shown[f"P{i}"]["defaultValue"])
            yield ("description", description, shown[f"P{i}"]["description"])
        yield ("choices", self.choices, shown["C"]["choices"])
        yield from (("question", text, next((q for q in trace["questions"] if q == text), None)) for text in self.questions)
        yield from (("stage", name, next((s for s in trace["stages"] if s == name), None)) for name in self.names)
        build = next(call for call in trace["calls"] if call.startswith("docker build "))
        for i, value in enumerate(self.args):
            yield ("build argument", True, f" --build-arg A{i}={value} " in build)
        steps = {name: [s["arguments"][0] for s in trace["steps"] if s["name"] == name] for name in ("withSonarQubeEnv", "dependencyCheck", "slackSend", "mail")}
        yield ("server", f"[installationName:{self.server}]", steps["withSonarQubeEnv"][0])
        scan = next(call for call in trace["calls"] if call.startswith("sonar-scanner"))
        yield ("project key", True, f"-Dsonar.projectKey={self.project_key}" in scan)
        yield ("arguments", True, self.arguments in steps["dependencyCheck"][0])
        yield from (("job", True, f"{self.job} #7" in steps[step][0]) for step in ("slackSend", "mail"))
        post = next(call for call in trace["calls"] if call.startswith("curl "))
        said = json.loads(post.partition(" --data ")[2])["text"]
        wanted = f"<https://jenkins.example/job/x/7/|{html.escape(self.job, quote=False)} #7>: SUCCESS on branch {html.escape(self.branch, quote=False)} at commit "
        yield ("message", wanted, said[: len(wanted)])


def run(seed, kura):
    with_texts = pathlib.Path("project-%d" % seed).absolute()
    with_texts.mkdir()
    project = Project(Texts(seed), with_texts)
    (with_texts / "kura.toml").write_text(project.text, encoding="utf-8", newline="")
    (with_texts / "Dockerfile").write_text("FROM scratch\n")
    built = subprocess.run([kura, "build"], cwd=with_texts, capture_output=True, text=True)
    if built.returncode:
        return [built.stdout + built.stderr]
    jenkins = ["groovy", SUITE / "jenkins_run.groovy", with_texts / "Jenkinsfile", "--trace", with_texts / "trace.json"]
    done = subprocess.run([*jenkins, "--job", project.job, "--branch", project.branch], capture_output=True, text=True)
    if done.returncode:
        return [done.stdout[-6000:] + done.stderr[-3000:]]
    trace = json.loads((with_texts / "trace.json").read_text(encoding="utf-8"))
    return [f"{place}: {text!r} arrives as {got!r}" for place, text, got in project.check(trace) if text != got]


def main():
    for seed in range(SEED, SEED + RUNS):
        if found := run(seed, sys.argv[1]):
            sys.exit("\n".join([f"ESCAPING_SEED={seed}", *found]))


main()
