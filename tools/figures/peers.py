"""Beside others: the CPU time of each, divided by kura's for all files of the same project"""

import json
import os
import pathlib
import re
import shutil
import subprocess

from measure import cost, median
from report import Absent

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/deployment-9"
CACHE = ROOT / "target/figures"
PACKAGES = ["cdk8s@2.70.106", "cdktf@0.21.0", "constructs@10"]

# As many objects as kura writes, read from its manifests; a person's own program would compute them besides.
CDK8S = """
const { App, ApiObject, Chart, Yaml } = require("cdk8s");
const [, , file, outdir] = process.argv;
const chart = new Chart(new App({ outdir }), "chart");
Yaml.load(file).forEach((object, index) => new ApiObject(chart, `object-${index}`, object));
chart.node.root.synth();
"""
# The resources that kura writes, without their arguments.
CDKTF = """
const { App, TerraformResource, TerraformStack } = require("cdktf");
const [, , outdir, ...types] = process.argv;
const app = new App({ outdir });
const stack = new TerraformStack(app, "stack");
types.forEach((terraformResourceType, index) => new TerraformResource(stack, `resource-${index}`, { terraformResourceType }));
app.synth();
"""


def figures(report, kura, folder):
    """Each peer that is here."""
    project = folder / "peers"
    shutil.copytree(EXAMPLE, project)
    cost([kura, "build", project])
    own = median([kura, "build", project]).cpu
    kustomizations = sorted(project.rglob("kustomization.yaml"), key=lambda path: len(path.parts))
    manifests, modules = kustomizations[0].parent, sorted({path.parent for path in project.rglob("*.tf")})

    def beside(what, command, at_least=None, runs=9):
        report.figure(what, median(command, runs).cpu / own, "×", at_least=at_least)

    report.attempt("kubectl kustomize", lambda: beside("kubectl kustomize", [*tool("kubectl"), "kustomize", manifests], 20))
    report.attempt("terraform validate", lambda: beside("terraform validate", terraform(modules[0]), runs=5))
    report.attempt("cdk8s synth", lambda: beside("cdk8s synth", cdk8s(manifests, folder)))
    report.attempt("cdktf synth", lambda: beside("cdktf synth", cdktf(modules, folder)))


def tool(name):
    """A command that must be on PATH."""
    if not shutil.which(name):
        raise Absent(f"{name} is not on PATH")
    return [name]


def terraform(module):
    """`terraform validate` of a module whose provider is at hand."""
    tool("terraform")
    mirror = subprocess.run([ROOT / "tests/conformance/terraform_mirror"], capture_output=True, text=True, check=False)
    plugins = [f"-plugin-dir={mirror.stdout.strip()}"] if mirror.stdout.strip() else []
    os.environ |= {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0"}
    cost(["terraform", f"-chdir={module}", "init", "-backend=false", *plugins])
    return ["terraform", f"-chdir={module}", "validate"]


def node(name, text):
    """The command that runs a program with the packages of the peers."""
    tool("node")
    CACHE.mkdir(parents=True, exist_ok=True)
    if not (CACHE / "node_modules/cdktf").exists():
        cost([*tool("npm"), "install", "--silent", "--no-fund", "--no-audit", "--prefix", CACHE, *PACKAGES])
    program = CACHE / name
    program.write_text(text)
    return ["node", program]


def cdk8s(manifests, folder):
    """The objects of the manifests, through cdk8s."""
    objects = folder / "objects.yaml"
    said = subprocess.run([*tool("kubectl"), "kustomize", manifests], capture_output=True, check=True)
    objects.write_bytes(said.stdout)
    return [*node("cdk8s.js", CDK8S), objects, folder / "cdk8s"]


def cdktf(modules, folder):
    """The resources of the modules, through cdktf."""
    texts = [path.read_text() for module in modules for path in sorted(module.glob("*.tf"))]
    types = re.findall(r'^resource "(\w+)"', "".join(texts), re.MULTILINE)
    os.environ["CDKTF_CONTEXT_JSON"] = json.dumps({"excludeStackIdFromLogicalIds": "true"})
    return [*node("cdktf.js", CDKTF), folder / "cdktf", *types]
