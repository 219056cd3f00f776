#!/usr/bin/env python3
"""Writes a kura.toml with as many things of each kind as asked for, which passes every rule.

    tools/large_project.py --services 2000 --node-groups 20 --secrets 2000 --routes 500 --stages 500 OUT

OUT is a folder, made where there is none. The same arguments give the same bytes.
"""

import argparse
import pathlib

# An Application Load Balancer takes 100 rules: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
ROUTES_OF_AN_INGRESS = 50

HEAD = """\
# Made by tools/large_project.py.
kura = 1

[project]
name   = "large"
region = "eu-west-1"

[network]
cidr_block         = "10.0.0.0/16"
availability_zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
nat_gateways       = "per_availability_zone"

[terraform]
backend = { bucket = "acme-state" }

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/Admin"]

[cluster.addons]
external-secrets = true

[registry]
namespace   = "acme"
credentials = "dockerhub"

[jenkins.agents.builder]
tools = ["aws", "docker", "helm", "kubectl"]

[notifications.slack]
webhook = "slack_webhook"

[secrets]
dockerhub     = { jenkins = "dockerhub-login", kind = "username_password" }
slack_webhook = { jenkins = "slack-webhook-url" }
"""


def main():
    arguments = parse()
    services = [f"s{number:04}" for number in range(arguments.services)]
    text = HEAD
    for number in range(arguments.secrets):
        text += f'k{number:04} = {{ kubernetes = "k{number:04}", keys = ["value"], secrets_manager = "large/k{number:04}" }}\n'
    secrets = [f"k{number:04}" for number in range(arguments.secrets)]
    for number in range(arguments.node_groups):
        text += node_group(number, arguments.services // arguments.node_groups)
    for number, name in enumerate(services):
        text += service(name, secrets[number :: len(services)])
    for number in range(0, arguments.routes, ROUTES_OF_AN_INGRESS):
        text += ingress(number, min(arguments.routes - number, ROUTES_OF_AN_INGRESS), services)
    text += stages(arguments.stages)
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "kura.toml").write_text(text)


def node_group(number, services):
    # A node of this type takes 234 pods.
    nodes = 2 + services // 200
    return f"""
[cluster.node_groups.g{number:02}]
instance_types = ["m7i.4xlarge"]
desired_size   = {nodes}
max_size       = {nodes}
"""


def service(name, secrets):
    env = "".join(f', {secret.upper()} = {{ secret = "{secret}", key = "value" }}' for secret in secrets)
    return f"""
[services.{name}]
image            = "ghcr.io/acme/{name}:1.4"
port             = 8080
health           = "/healthz"
replicas         = 2
max_surge        = 0
max_unavailable  = 1
security_context = {{ run_as_user = 1000 }}
requests         = {{ cpu = "100m", memory = "128Mi" }}
env              = {{ LOG_LEVEL = "info"{env} }}
"""


def ingress(number, routes, services):
    text = f"""
[ingresses.i{number:04}]
host   = "i{number:04}.example.com"
tls    = {{ certificate = "acm", zone = "example.com" }}

[ingresses.i{number:04}.routes]
"""
    for route in range(number, number + routes):
        text += f'"/r{route:04}" = "{services[route % len(services)]}"\n'
    return text


def stages(count):
    text = "\n[jenkins.stages]\n"
    for number in range(count):
        after = f"t{number - 1:04}" if number else "deploy"
        text += f't{number:04} = {{ after = "{after}", sh = "make check-{number}" }}\n'
    return text


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--services", type=int, default=50)
    parser.add_argument("--node-groups", type=int, default=1)
    parser.add_argument("--secrets", type=int, default=0)
    parser.add_argument("--routes", type=int, default=0)
    parser.add_argument("--stages", type=int, default=0)
    parser.add_argument("out", type=pathlib.Path, metavar="OUT")
    return parser.parse_args()


if __name__ == "__main__":
    main()
