#!/usr/bin/env python3
"""Builds the images of an example, and starts the pods of its manifests from them.

    images.py BASE REPOSITORY SCRATCH

BASE holds what stands in for the images that the Dockerfiles start from: base.tar and settings. REPOSITORY holds
kura.toml and what it compiles to. An image of another base, or of Poetry, is left out. Of every other one:

- each stage builds, the one that runs the tests included;
- nothing that must stay out of an image comes into it, although it lies in the context;
- it is of the user that the pod runs as;
- init containers, then containers, run as the pod says: as that user, the root file system read-only, volumes mounted;
- the probes of the pod and the HEALTHCHECK of the image succeed;
- a static site has its page for the paths of the page's router, 404 for a file that is missing, and passes on the rest.

Prints what does not hold, exit 1; exit 80 where nothing can be built.
"""
import json
import pathlib
import re
import subprocess
import sys
import tomllib

NONE = 80
STANDS_IN_FOR = re.compile(r"(python|node|nginx):")
POETRY = "poetry install"  # asks PyPI for each version's JSON, which a mirror of its packages need not have
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
BASE = f"""FROM scratch
ADD base.tar /
COPY settings /
ENV NODE_EXTRA_CA_CERTS={AUTHORITIES} REQUESTS_CA_BUNDLE={AUTHORITIES} SSL_CERT_FILE={AUTHORITIES}
"""
# What a developer may have in the context, and nobody may find in an image.
PRIVATE = [".env", ".git/config", "id.key", "terraform.tfstate", "prod.tfvars", ".npmrc", "db.sqlite3", "debug.log"]


class Failure(Exception):
    """What a command said that failed."""


def run(*command):
    """What a command prints."""
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise Failure("\n".join([f"`{' '.join(words)}` exits with {done.returncode}:", *said[-40:]]))
    return done.stdout.strip()


class Image:
    """An image of kura.toml."""

    def __init__(self, key, table, config):
        registry = config.get("registry", {})
        self.key, self.table = key, table
        repository = table.get("repository") or "/".join(filter(None, [registry.get("namespace"), key]))
        self.name = "/".join(filter(None, [registry.get("host"), repository]))
        self.context = table.get("context", ".")
        self.dockerfile = table.get("dockerfile", f"{self.context}/Dockerfile")

    def bases(self, repository):
        """The images that its Dockerfile starts from, without its own stages."""
        text = (repository / self.dockerfile).read_text(encoding="utf-8")
        stages = re.findall(r"^FROM (\S+)(?: AS (\S+))?", text, re.MULTILINE)
        names = {name for _, name in stages}
        return {base for base, _ in stages if base not in names}

    def can_be_built(self, repository):
        """Whether all it takes can be had here."""
        if POETRY in (repository / self.dockerfile).read_text(encoding="utf-8"):
            return False
        return all(map(STANDS_IN_FOR.match, self.bases(repository)))

    def build(self, repository):
        """Builds it, and before it what `target` does not need: the tests."""
        context = repository / self.context
        for name in PRIVATE:
            if not (context / name).exists():
                (context / name).parent.mkdir(parents=True, exist_ok=True)
                (context / name).write_text("private\n", encoding="utf-8")
        options = ["--layers", "--network", "host", "--format", "docker", "--pull-never"]
        ignore = repository / f"{self.dockerfile}.dockerignore"
        if ignore.exists():
            options += ["--ignorefile", ignore]
        for name, value in self.table.get("build_args", {}).items():
            options += ["--build-arg", f"{name}={value}"]
        build = ["buildah", "bud", *options, "--file", repository / self.dockerfile]
        if "test" in self.table:
            run(*build, "--target", "test", context)
        target = ["--target", self.table["target"]] if "target" in self.table else []
        run(*build, *target, "--tag", self.name, context)


    def root(self):
        """Its root file system, and how it is started."""
        container = run("buildah", "from", "--pull-never", self.name)
        config = json.loads(run("buildah", "inspect", "--type", "image", self.name))["Docker"]["config"]
        return {"root": run("buildah", "mount", container), "config": config, "table": self.table}


def make_base(names, base, scratch):
    dockerfile = scratch / "Dockerfile.base"
    dockerfile.write_text(BASE, encoding="utf-8")
    tags = [word for name in sorted(names) for word in ("--tag", f"docker.io/library/{name}")]
    run("buildah", "bud", "--layers", "--file", dockerfile, *tags, base)


def leaked(built):
    """What came into an image that has to stay out."""
    for name, image in built.items():
        for file in pathlib.Path(image["root"]).glob("app/**/*"):
            if any(file.match(private) for private in PRIVATE):
                yield f"{name}: holds {file.relative_to(image['root'])}"


def main():
    base, repository, scratch = (pathlib.Path(word).resolve() for word in sys.argv[1:4])
    config = tomllib.loads((repository / "kura.toml").read_text(encoding="utf-8"))
    images = [Image(key, table, config) for key, table in config.get("images", {}).items()]
    images = [image for image in images if image.can_be_built(repository)]
    if not images:
        sys.exit(NONE)
    make_base({name for image in images for name in image.bases(repository)}, base, scratch)
    built, found = {}, []
    for image in images:
        try:
            image.build(repository)
            built[image.name] = image.root()
        except Failure as failure:
            found.append(f"images.{image.key}: {failure}")
    (scratch / "images.json").write_text(json.dumps(built), encoding="utf-8")
    found += leaked(built)
    for service in config.get("services", {}):
        # A network, processes and mounts of their own, which end with them.
        command = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", sys.executable]
        command += [pathlib.Path(__file__).with_name("pods.py"), repository, scratch, service]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            found.append(f"services.{service}:\n{(done.stdout + done.stderr).strip()}")
        elif done.stdout:
            print(done.stdout.strip())
    print("\n".join(found))
    sys.exit(bool(found))


main()
