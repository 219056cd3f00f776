#!/usr/bin/env python3
"""Starts the pod of a service, and those of the services that it passes requests on to, and asks it what others would.

    pods.py REPOSITORY SCRATCH SERVICE

Runs in network, process and mount namespaces of its own. SCRATCH/images.json says where images.py has put each image; a
pod with an image that is not there is not started. What images.py says of pods is found out here.
"""
import functools
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request

import yaml

SECONDS = 60  # in which a pod has to answer
UNKNOWN = "conformance"  # the value of a secret
# Enters a root file system of which only volumes can be written to, and becomes the command that follows them.
ENTER = """
root=$1 hosts=$2
shift 2
touch "$root/etc/hosts"
mount --bind "$root" "$root"
mount --bind -o remount,ro "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$hosts" "$root/etc/hosts"
while [ "$1" != -- ]; do
  mount --bind "$1" "$root$2"
  shift 2
done
shift
exec setpriv --no-new-privs "$@"
"""


class Pod:
    """What a Deployment or StatefulSet makes of its images."""

    def __init__(self, workload, images, manifests, secrets, scratch):
        self.name = workload["metadata"]["name"]
        self.spec = workload["spec"]["template"]["spec"]
        self.images, self.manifests, self.secrets, self.scratch = images, manifests, secrets, scratch

    def containers(self):
        return self.spec.get("initContainers", []) + self.spec["containers"]

    def image(self, container):
        return self.images.get(container["image"].rpartition(":")[0])

    def user(self, container):
        """The numbers of user and group; ends everything where the image has others."""
        context = {**self.spec.get("securityContext", {}), **container.get("securityContext", {})}
        user, group = context["runAsUser"], context["runAsGroup"]
        image = self.image(container)["config"].get("User", "")
        if image != f"{user}:{group}":
            sys.exit(f"the image is of the user {image or 'root'}, and the pod runs as {user}:{group}")
        return str(user), str(group)

    def environment(self, container):
        values = dict(pair.split("=", 1) for pair in self.image(container)["config"].get("Env") or [])
        for source in container.get("envFrom", []):
            values |= self.config_map(source["configMapRef"]["name"])
        for variable in container.get("env", []):
            reference = variable.get("valueFrom", {}).get("configMapKeyRef", {})
            known = self.config_map(reference.get("name")).get(reference.get("key"), UNKNOWN)
            values[variable["name"]] = variable.get("value", known)
        return [f"{name}={value}" for name, value in {"HOME": "/", **values}.items()]

    def config_map(self, name):
        maps = (o for o in self.manifests if o["kind"] == "ConfigMap" and o["metadata"]["name"] == name)
        return next(maps, {}).get("data", {})

    def volumes(self, container):
        """Folders that can be written to, or hold the keys of a secret, and where they are mounted."""
        secrets = {v["name"]: v["secret"]["secretName"] for v in self.spec.get("volumes", []) if "secret" in v}
        group = self.spec.get("securityContext", {}).get("fsGroup", 0)
        for mount in container.get("volumeMounts", []):
            folder = self.scratch / self.name / mount["name"]
            folder.mkdir(parents=True, exist_ok=True)
            os.chown(folder, 0, group)
            folder.chmod(0o2775)
            for key in self.secrets.get(secrets.get(mount["name"]), []):
                (folder / key).write_text(UNKNOWN, encoding="utf-8")
            inside = pathlib.Path(self.image(container)["root"] + mount["mountPath"])
            inside.mkdir(parents=True, exist_ok=True)
            yield from (folder, mount["mountPath"])

    def start(self, container, argv=None):
        """Starts a container, or another command in it."""
        image, (user, group) = self.image(container), self.user(container)
        command = container.get("command") or image["config"].get("Entrypoint") or []
        overridden = "command" in container or "args" in container
        arguments = container.get("args", []) if overridden else image["config"].get("Cmd") or []
        folder = container.get("workingDir") or image["config"].get("WorkingDir") or "/"
        enter = [shutil.which("unshare"), "--root", image["root"], "--wd", folder]
        enter += ["--setgid", group, "--setuid", user, "--"]
        start = ["unshare", "--mount", "sh", "-ec", ENTER, "sh", image["root"], self.scratch / "hosts"]
        start += [*self.volumes(container), "--", shutil.which("env"), "-i", *self.environment(container)]
        start += [*enter, *(argv or command + arguments)]
        log = open(self.scratch / f"{self.name}.{container['name']}.log", "a")
        os.chown(log.fileno(), int(user), int(group))  # as runc does, for what opens /dev/stdout
        return subprocess.Popen(start, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)

    def log(self, container):
        return (self.scratch / f"{self.name}.{container['name']}.log").read_text(errors="replace")[-4000:]

    def run(self):
        """Runs the init containers, starts the others and waits until they are ready."""
        for setting in self.spec.get("securityContext", {}).get("sysctls", []):
            pathlib.Path("/proc/sys", setting["name"].replace(".", "/")).write_text(setting["value"])
        for container in self.spec.get("initContainers", []):
            if self.start(container).wait(SECONDS):
                sys.exit(f"the init container {container['name']} fails:\n{self.log(container)}")
        for container in self.spec["containers"]:
            process = self.start(container)
            asked = self.questions(container)
            waits_until = time.monotonic() + SECONDS
            while failed := [name for name, ask in asked.items() if not ask()]:
                if process.poll() is not None or time.monotonic() > waits_until:
                    sys.exit(f"{container['name']} does not hold: {', '.join(failed)}\n{self.log(container)}")
                time.sleep(0.2)
            print(f"{self.name}: {container['name']}: {', '.join(asked) or 'started'}")

    def questions(self, container):
        """The probes and the HEALTHCHECK, each as a function that says whether it succeeds."""
        ports = {port["name"]: port["containerPort"] for port in container.get("ports", [])}
        asked = {}
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            action = container.get(probe, {})
            if http := action.get("httpGet"):
                port = ports.get(http["port"], http["port"])
                asked[f"{probe} {http['path']}"] = lambda port=port, path=http["path"]: 200 <= get(port, path)[0] < 400
            elif tcp := action.get("tcpSocket"):
                asked[probe] = functools.partial(connects, ports.get(tcp["port"], tcp["port"]))
            elif execute := action.get("exec"):
                asked[probe] = lambda argv=execute["command"]: self.start(container, argv).wait() == 0
        check = self.image(container)["config"].get("Healthcheck", {}).get("Test", [])
        if check[:1] == ["CMD"]:
            asked["HEALTHCHECK"] = lambda: self.start(container, check[1:]).wait() == 0
        return asked


def get(port, path):
    """The status of an answer, 0 for none, and the answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


def connects(port):
    with socket.socket() as to:
        return to.connect_ex(("127.0.0.1", port)) == 0


def wrong_pages(port, image, upstreams):
    """What a static site answers otherwise than its image says."""
    index = pathlib.Path(image["root"], "usr/share/nginx/html/index.html").read_bytes()
    for path in ("/", "/no/such/page"):
        if get(port, path) != (200, index):
            yield f"{path} is not the page: {get(port, path)}"
    if get(port, "/no-such-file.js")[0] != 404:
        yield "/no-such-file.js is found"
    for path, upstream in upstreams.items():
        answer = get(port, path)
        if answer != get(upstream, path) or answer[0] != 200:
            yield f"{path} is not passed on: {answer}"


def main():
    repository, scratch, key = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    project = tomllib.loads((repository / "kura.toml").read_text(encoding="utf-8"))
    services = project["services"]
    secrets = {s["kubernetes"]: s.get("keys", []) for s in project.get("secrets", {}).values() if "kubernetes" in s}
    images = json.loads((scratch / "images.json").read_text(encoding="utf-8"))
    files = [path.read_text(encoding="utf-8") for path in sorted(repository.rglob("*.yaml"))]
    manifests = [o for text in files for o in yaml.safe_load_all(text) if isinstance(o, dict) and "kind" in o]
    names = [o["metadata"]["name"] for o in manifests if o["kind"] == "Service"]
    (scratch / "hosts").write_text("".join(f"127.0.0.1 {name}\n" for name in ["localhost", *names]))
    workloads = {o["metadata"]["name"]: o for o in manifests if o["kind"] in ("Deployment", "StatefulSet")}

    def pod(service):
        pod = Pod(workloads[services[service].get("name", service)], images, manifests, secrets, scratch)
        return pod if all(map(pod.image, pod.containers())) else None

    this = pod(key)
    if not this:
        return
    image = this.image(this.spec["containers"][0])
    site = "static" in image["table"] and "nginx_config" not in image["table"]
    upstreams = {}
    for prefix, name in image["table"].get("proxy", {}).items():
        health = services.get(name, {}).get("health", "")
        health = health.get("path", "") if isinstance(health, dict) else health
        if name in services and health.startswith(prefix) and (other := pod(name)):
            other.run()
            upstreams[health] = services[name]["port"]
    this.run()
    if site:
        port = this.spec["containers"][0]["ports"][0]["containerPort"]
        wrong = list(wrong_pages(port, image, upstreams))
        print(f"{this.name}: the page{''.join(f', {path} of another' for path in upstreams)}")
        if wrong:
            sys.exit("\n".join(wrong))


main()
