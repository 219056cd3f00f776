#!/usr/bin/env python3
"""Runs a pipeline, and then again and again, each time with another of its outside commands failing.

    jenkins_failures.py KURA_TOML JENKINSFILE WORKSPACE

The first run must succeed, apply after it has pushed, roll out once, leave no login behind, and call on each agent only the
tools that kura.toml says it has; that of a branch which is not deployed must change nothing. In each other run, as the trace of jenkins_run.groovy tells:

- the build fails, unless the command only cleans up or asks something;
- whoever kura.toml wants to hear of a failure hears of it;
- no stage runs that comes after the one that failed, but those beside it;
- every registry that was logged in to is logged out of, in the Docker configuration of that stage alone;
- there is no problem.

A line per finding, exit 1 if there is one; else a line with the count of runs.
"""
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

SUITE = pathlib.Path(__file__).parent
# What only cleans up, or makes good: that it fails does not change what the build has done.
CLEANS_UP = r"docker (logout|image ls|image rm|image prune|system prune|builder prune|context rm)|kubectl rollout undo"
# What asks, and whose failure is an answer: the image is not there yet, the digests differ.
ASKS = r"docker buildx imagetools inspect|git diff --cached --quiet"
TOLERATED = re.compile(f"{CLEANS_UP}|{ASKS}")
LOGIN = re.compile(r"(?:docker|helm registry|crane auth) login\b(?:.*--password-stdin ?(\S*)$)?")
LOGOUT = re.compile(r"(?:docker|helm registry|crane auth) logout\b ?(\S*)$")
CHANGES_CLUSTER = re.compile(
    r"kubectl (?!kustomize|get|set image --local|logs|wait)|helm (upgrade|install|uninstall)"
    r"|terraform .*\b(apply|destroy)\b|git .*push"
)
# What an agent has only if kura.toml says so.
PROGRAMS = {"aws", "docker", "eksctl", "helm", "kubectl", "terraform", "trivy"}
FEATURE_BRANCH = "feature/not-deployed"


def run(jenkinsfile, workspace, *options):
    """The trace of one run, and what it printed."""
    with tempfile.NamedTemporaryFile(suffix=".json") as trace:
        command = ["groovy", SUITE / "jenkins_run.groovy", jenkinsfile, "--workspace", workspace, "--trace", trace.name, *options]
        done = subprocess.run(command, capture_output=True, text=True)
        text = pathlib.Path(trace.name).read_text(encoding="utf-8")
    return (json.loads(text) if text else {"result": "CRASH", "problems": [done.stdout + done.stderr]}), done.stdout


def exactly(call):
    """The regular expression for grep -E of a command line's first line."""
    return "^" + re.sub(r"([][\\.^$*+?(){}|])", r"\\\1", call.splitlines()[0]) + "$"


class Wanted:
    """Who wants to hear of a failure, and which agent has what, according to kura.toml."""

    def __init__(self, path, jenkinsfile):
        config = tomllib.loads(path.read_text(encoding="utf-8"))
        jenkins = config.get("jenkins", {})
        self.multibranch = jenkins.get("job") == "multibranch"
        self.tools = {}
        for name, agent in jenkins.get("agents", {}).items():
            agent = {**config.get("defaults", {}).get("agents", {}), **agent}
            self.tools.setdefault(agent.get("label", name), set()).update(agent.get("tools", []))
        pipelines = jenkins.get("pipelines", {})
        here = {name for name, p in pipelines.items() if p["jenkinsfile"] == jenkinsfile} or {None}
        secrets = config.get("secrets", {})
        self.webhooks, self.steps, self.all_webhooks = {}, {}, set()
        for name, table in config.get("notifications", {}).items():
            webhook = secrets.get(table.get("webhook"), {}).get("jenkins")
            self.all_webhooks.add(webhook)
            if "failure" not in table.get("on", ["failure", "fixed"]) or not here & set(table.get("pipelines", here)):
                continue
            if webhook:
                self.webhooks[name] = webhook
            else:
                self.steps[name] = table.get("channel") or table["email"][0]

    def notifies(self, script):
        return bool(self.all_webhooks & set(script["secrets"]))

    def lacking(self, trace):
        """The commands of stages that their agent does not have."""
        for script in trace["scripts"]:
            if (tools := self.tools.get(script["agent"])) is not None:
                for program in sorted({call.split()[0] for call in script["calls"]} & PROGRAMS - tools):
                    yield f"the stage {script['stage']} calls {program}, which its agent {script['agent']} does not have"

    def unheard(self, trace):
        """Those who have not been told that the build failed."""
        for name, webhook in self.webhooks.items():
            if not any(webhook in s["secrets"] and any("FAILURE" in c for c in s["calls"]) for s in trace["scripts"]):
                yield name
        for name, address in self.steps.items():
            steps = [s for s in trace["steps"] if s["name"] in ("slackSend", "emailext", "mail")]
            if not any(address in argument for s in steps for argument in s["arguments"]):
                yield name


def too_late(tree, failed_path, succeeded):
    """The stages that ran although they come after the one that failed, and not beside it."""
    order = [tuple(stage["path"]) for stage in succeeded]
    beside = {tuple(s["path"][:-1]) for s in succeeded if s["parallel"] and s["path"] == failed_path[: len(s["path"])]}
    for stage in tree:
        path = tuple(stage["path"])
        shares = any(path[: len(parent)] == parent for parent in beside)
        if path in order and order.index(path) > order.index(tuple(failed_path)) and not shares:
            yield path[-1]


def findings(call, script, trace, wanted, succeeded):
    yield from trace["problems"]
    if trace["result"] == "SUCCESS":
        if not TOLERATED.match(call):
            yield "the build succeeds all the same"
        return
    if trace["result"] != "FAILURE":
        yield f"the build ends as {trace['result']}"
        return
    for name in wanted.unheard(trace):
        yield f"{name} does not hear of the failure"
    path = next((s["path"] for s in succeeded if s["path"][-1] == script["stage"]), None)
    if path:
        for stage in too_late(trace["tree"], path, succeeded):
            yield f"the stage {stage} runs all the same"
    yield from left_logged_in(trace, call)


def left_logged_in(trace, failed=None):
    """The logins that nobody ends, or that stages share."""
    logins = {}
    for script in trace["scripts"]:
        config = script["dockerConfig"]
        for call in script["calls"]:
            if (login := LOGIN.match(call)) and call != failed:
                if not config:
                    yield f"`{call}` logs in for every build of the agent: it has no DOCKER_CONFIG"
                logins[config, login[1]] = call
            elif logout := LOGOUT.match(call):
                logins.pop((config, logout[1]), None)
    for (config, _), call in logins.items():
        yield f"`{call}` stays logged in, in {config}"


def structure(trace, wanted):
    """What is wrong about a run that succeeds."""
    yield from left_logged_in(trace)
    yield from wanted.lacking(trace)
    users = {}
    for script in trace["scripts"]:
        if any(map(LOGIN.match, script["calls"])):
            users.setdefault(script["dockerConfig"], set()).add(script["stage"])
    yield from (f"the stages {sorted(stages)} share a DOCKER_CONFIG" for stages in users.values() if len(stages) > 1)
    again = re.compile(r"kubectl set image (?!.*--local)|kubectl rollout restart")
    yield from (f"`{call}` rolls out a second time" for call in trace["calls"] if again.match(call))
    pushes = [i for i, call in enumerate(trace["calls"]) if call.startswith("docker push")]
    applies = [i for i, call in enumerate(trace["calls"]) if re.match(r"kubectl (apply|rollout)", call)]
    if pushes and applies and applies[0] < pushes[-1]:
        yield f"`{trace['calls'][applies[0]]}` comes before the last push"


def main():
    kura_toml, jenkinsfile, workspace = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    wanted = Wanted(kura_toml, str(pathlib.Path(jenkinsfile).relative_to(workspace)))
    found, scripts = [], {}
    # What is asked is answered in both ways: an image that is there is not built, digests that are the same not committed.
    for answer in ([], [f"^({ASKS})"]):
        trace, said = run(jenkinsfile, workspace, *(["--fail", answer[0]] if answer else []))
        if trace["result"] != "SUCCESS" or trace["problems"]:
            print(said, *trace["problems"], sep="\n")
            sys.exit(1)
        found += [f"where nothing fails: {finding}" for finding in structure(trace, wanted)]
        for script in trace["scripts"]:
            if not wanted.notifies(script):
                for call in script["calls"]:
                    scripts.setdefault(call, (script, trace["tree"], answer))
        if not any(re.match(ASKS, call) for call in trace["calls"]):
            break
    if wanted.multibranch:
        feature, said = run(jenkinsfile, workspace, "--branch", FEATURE_BRANCH)
        calls = [f"`{call}` is called" for call in feature["calls"] if CHANGES_CLUSTER.match(call)]
        found += [f"on {FEATURE_BRANCH}: {finding}" for finding in feature["problems"] + calls]

    def fail(call):
        script, succeeded, answer = scripts[call]
        failed, _ = run(jenkinsfile, workspace, "--fail", "|".join([exactly(call), *answer]))
        return [f"where `{call}` fails: {finding}" for finding in findings(call, script, failed, wanted, succeeded)]

    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        found += [line for lines in pool.map(fail, scripts) for line in lines]
    print("\n".join(found) or f"{len(scripts)} commands failed as they should")
    sys.exit(bool(found))


main()
