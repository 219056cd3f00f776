"""Writes many projects, to measure kura with: python3 tools/projects.py --count 1000 --seed 1 --kind plain OUT_DIR

Each project has one to eight services and a pipeline; of the kind `aws` also a network and a cluster. They lie a
hundred to a folder, `OUT_DIR/team-00/app-00042/kura.toml`. A project follows from the seed and its number alone, so
that the first ten of a thousand are the same as ten. kura finds nothing wrong with any of them.
"""

import argparse
import pathlib
import random

# Images that others built, with the port and the numeric user of each.
BACKING = {"redis:7.4": (6379, 999), "memcached:1.6": (11211, 11211)}
WORDS = ["account", "basket", "catalog", "delivery", "invoice", "ledger", "orders", "payment", "search", "stock"]
HEAD = """\
kura = 1

[project]
name = "{name}"
{region}
[registry]
namespace   = "acme"
credentials = "dockerhub"

[jenkins]

[notifications.slack]
webhook = "slack_webhook"

[secrets]
dockerhub     = {{ jenkins = "dockerhub-login", kind = "username_password" }}
slack_webhook = {{ jenkins = "slack-webhook-url" }}
"""
AWS = """
[network]
cidr_block   = "10.{second}.0.0/16"
nat_gateways = "single"

[network.subnets]
public_a  = {{ tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.{second}.0.0/20" }}
public_b  = {{ tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.{second}.16.0/20" }}
private_a = {{ tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.{second}.64.0/18" }}
private_b = {{ tier = "private", availability_zone = "eu-west-1b", cidr_block = "10.{second}.128.0/18" }}

[cluster]
name    = "{name}"
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/Admin"]

[cluster.node_groups.workers]
instance_types = ["m6i.{size}"]
min_size       = 2
max_size       = {most}

[checks.rules]
single-nat-gateway = {{ severity = "allow", reason = "generated, and never applied" }}
local-state        = {{ severity = "allow", reason = "generated, and never applied" }}
"""
OWN = """
[images.{name}]
context = "{name}"

[services.{name}]
image    = "{name}"
port     = {port}
health   = "/healthz"
replicas = {replicas}
env      = {{ {env} }}
"""
OTHERS = """
[services.{name}]
image            = "{image}"
port             = {port}
security_context = {{ run_as_user = {user} }}
"""


def service(chance, name, before):
    """A service of one's own, or of an image that others built; `before` are the names of the earlier ones."""
    if before and chance.random() < 0.25:
        image = chance.choice(sorted(BACKING))
        port, user = BACKING[image]
        return OTHERS.format(name=name, image=image, port=port, user=user)
    env = [f'LEVEL = "{chance.choice(["debug", "info", "warn"])}"']
    env += [f'{other.upper()}_HOST = "{other}"' for other in before if chance.random() < 0.3]
    return OWN.format(name=name, port=chance.randrange(3000, 9000), replicas=chance.randint(1, 3), env=", ".join(env))


def project(seed, number, kind):
    """The text of one kura.toml, and the folders that its images are built from."""
    chance = random.Random(f"{seed} {number}")
    name = f"app-{number:05}"
    text = HEAD.format(name=name, region='region = "eu-west-1"\n' if kind == "aws" else "")
    if kind == "aws":
        size = chance.choice(["large", "xlarge"])
        text += AWS.format(name=name, second=chance.randrange(256), size=size, most=chance.randint(3, 6))
    names = chance.sample(WORDS, chance.randint(1, 8))
    text += "".join(service(chance, each, names[:at]) for at, each in enumerate(names))
    return text, [name for name in names if f"[images.{name}]" in text]


def main():
    """Writes the projects."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, required=True, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="other numbers give other projects")
    parser.add_argument("--kind", choices=["plain", "aws"], default="plain")
    parser.add_argument("out", type=pathlib.Path, metavar="OUT_DIR", help="a folder, made if it is not there")
    arguments = parser.parse_args()
    for number in range(arguments.count):
        folder = arguments.out / f"team-{number // 100:02}" / f"app-{number:05}"
        folder.mkdir(parents=True, exist_ok=True)
        text, contexts = project(arguments.seed, number, arguments.kind)
        (folder / "kura.toml").write_text(text, encoding="utf-8")
        for context in contexts:
            (folder / context).mkdir(exist_ok=True)
            (folder / context / "Dockerfile").write_text("FROM busybox:1.37\n", encoding="utf-8")


if __name__ == "__main__":
    main()
