#!/usr/bin/env python3
"""Writes a random project whose Terraform is worth planning: random_projects.py SEED NUMBER FOLDER

It follows from the seed and the number alone. Every table that makes something in AWS is there at times, with names and
texts at the edges of what kura takes; what kura refuses, the caller draws again.
"""
import pathlib
import random
import sys

# Texts that AWS takes in some places, and kura must not let through to the others.
TAGS = ["platform", "42", "one two", "a:b/c=d+e@f.g-h_i", "Größe", "日本", "", "x" * 256, "a&b", "*"]
NAMES = ["shop", "e-commerce", "a1", "x9-y8-z7", "long-name-of-a-project-1"]
STATEMENT = '{{ Own = {{ actions = ["{action}"], resources = ["arn:aws:s3:::{bucket}/*"] }} }}'


class Project:
    """The text of one kura.toml, table by table."""

    def __init__(self, seed, number):
        self.chance = random.Random(f"{seed} {number}")
        self.lines = ["kura = 1"]

    def one(self, *values):
        return self.chance.choice(values)

    def maybe(self, share=0.5):
        return self.chance.random() < share

    def table(self, name, *lines):
        self.lines += ["", f"[{name}]", *filter(None, lines)]

    def key(self, text, share=0.5):
        """A line that is there at times."""
        return text if self.maybe(share) else ""

    def head(self):
        tags = ", ".join(f"T{n} = {quoted(self.one(*TAGS))}" for n in range(self.one(0, 1, 2, 5)))
        self.zones = ["eu-west-1a", "eu-west-1b"]
        name = self.one(*NAMES)
        self.table("project", f'name = "{name}"', 'region = "eu-west-1"', self.key('environment = "test"'), f"tags = {{ {tags} }}")
        self.table("terraform", 'backend = { bucket = "acme-state" }')

    def network(self):
        gateways = self.one("single", "per_availability_zone")
        optional = [self.key(f"{key} = true") for key in ("flow_logs", "s3_endpoint")]
        zones = ", ".join(map(quoted, self.zones))
        block = self.one("10.0.0.0/16", "172.28.0.0/16", "192.168.0.0/18")
        name = self.key(f"name = {quoted(self.one('Vpc_', 'one two', 'a.b', 'vpc:1', chr(39)))}")
        self.table("network", f'cidr_block = "{block}"', f'nat_gateways = "{gateways}"', f"availability_zones = [{zones}]", name, *optional)

    def cluster(self):
        optional = [
            self.key("encrypt_secrets = true"),
            self.key('addon_identity = "irsa"'),
            self.key('enabled_log_types = ["api", "audit"]'),
            self.key('public_access_cidrs = ["203.0.113.0/24"]'),
            self.key(f'name = "{self.one("C1", "a_b-c", "x" * 40)}"'),
        ]
        version = self.one("1.33", "1.34", "1.35")
        self.table("cluster", f'version = "{version}"', 'admins = ["arn:aws:iam::123456789012:role/ops"]', *optional)
        for name in self.chance.sample(["workers", "api-1", "spot_b", "g" * 30], self.one(1, 2, 3)):
            self.table(
                f"cluster.node_groups.{name}",
                f'instance_types = ["{self.one("t3.large", "m6i.large", "m7i.xlarge")}"]',
                f"min_size = {self.one(1, 2)}",
                f"max_size = {self.one(2, 5)}",
                self.key('capacity_type = "SPOT"'),
                self.key(f"disk_size = {self.one(20, 100)}"),
                self.key('labels = { "example.com/role" = "one" }'),
                self.key('taints = ["dedicated=api:NoSchedule"]', 0.2),
            )
        addons = [f"{name} = true" for name in ("metrics-server", "external-secrets", "amazon-cloudwatch-observability") if self.maybe()]
        self.table("cluster.addons", *addons)

    def databases(self):
        for name in self.chance.sample(["main", "orders", "a" * 20], self.one(0, 1, 2)):
            engine, version = self.one(("postgres", "17.7"), ("postgres", "16"), ("mysql", "8.4"), ("mariadb", "11.8"))
            self.table(
                f"databases.{name}",
                f'engine = "{engine}"',
                f'engine_version = "{version}"',
                f'instance_class = "{self.one("db.t4g.micro", "db.m7g.large")}"',
                "deletion_protection = false",
                self.key(f"allocated_storage = {self.one(20, 100)}"),
                self.key("multi_az = true"),
                self.key(f"backup_retention_period = {self.one(1, 7, 35)}"),
            )

    def team(self):
        users = ["ada", "grace.hopper@example.com", "x+y=z,1", "_" * 3]
        self.table(
            "team.groups.devs",
            f"users = [{', '.join(map(quoted, self.chance.sample(users, self.one(1, 2))))}]",
            self.key('policies = ["ReadOnlyAccess"]'),
            "statements = " + STATEMENT.format(action="s3:GetObject", bucket="acme-reports"),
            self.key('cluster_access = "view"'),
        )

    def monitoring(self):
        days = self.one(1, 30, 365)
        self.table("monitoring", 'email = ["ops@example.com"]', f"log_retention_in_days = {days}")
        alarms = [self.key(line) for line in ("node_cpu = 75", "node_memory = true", "pod_restarts = true")]
        errors = self.key(f'errors = {{ log_pattern = {quoted(self.one("ERROR", "?ERROR ?WARN", "it" + chr(39) + "s"))}, threshold = 10 }}')
        self.table("monitoring.alarms", *alarms, errors)

    def services(self):
        self.table("registry", 'kind = "ecr"')
        self.table("images.web", 'context = "."', "user = 1000")
        backup = self.key('data = { mount_path = "/data", size = "1Gi", backup_retention_days = 35 }')
        identity = self.key("iam = { statements = " + STATEMENT.format(action="s3:PutObject", bucket="acme-site") + " }")
        self.table("services.web", 'image = "web"', "port = 8000", 'health = "/"', "replicas = 1", identity, f"volumes = {{ {backup} }}")
        if self.maybe():
            host = self.one("shop.example.com", "www.a-b.example.com", "*.example.com")
            self.table("ingresses.public", f'host = "{host}"', 'tls = { certificate = "acm", zone = "example.com" }', 'routes = { "/" = "web" }')

    def hosts(self):
        self.table("jenkins", 'git = { url = "https://github.com/acme/shop.git", branch = "main" }')
        self.table("jenkins.controller", f'instance_type = "{self.one("t3.medium", "m7i.large")}"', 'allowed_cidrs = ["203.0.113.0/24"]')
        for name in self.chance.sample(["docker", "eks_1", "build-2"], self.one(1, 2)):
            self.table(
                f"jenkins.agents.{name}",
                f'label = "{name}"',
                'tools = ["docker", "aws", "kubectl", "helm", "terraform"]',
                'instance_type = "t3.large"',
                'key_name = "jenkins"',
                'credentials = "agent_key"',
                self.key(f"name = {quoted(self.one('Agent_', 'one two', 'a(b)'))}"),
            )
        self.table("secrets", 'agent_key = { jenkins = "agent-key", kind = "ssh_key" }')

    def text(self):
        self.head()
        self.network()
        self.cluster()
        self.databases()
        self.services()
        for part in (self.team, self.monitoring, self.hosts):
            if self.maybe():
                part()
        return "\n".join(self.lines) + "\n"


def quoted(text):
    return '"' + text + '"'


def main():
    seed, number, folder = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kura.toml").write_text(Project(seed, number).text(), encoding="utf-8")
    (folder / "Dockerfile").write_text("FROM busybox:1.37\n", encoding="utf-8")


main()
