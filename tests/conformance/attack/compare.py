"""Says where a file with a nasty text differs from the same file with a harmless one in more than that text."""

import functools
import json
import re

import yaml

import readers

# Texts that mean nothing anywhere, of the forms that some places ask for.
HARMLESS = ["kuraharmless", "/kuraharmless", "kuraharmless:1", "kuraharmless.example.com", "kuraharmless.yaml", "https://kuraharmless", "1", "kuraharmless@example.com"]


@functools.lru_cache(maxsize=20000)
def shell(text):
    return readers.shell(text)


class Comparison:
    """A text in the place of a harmless one; what is code of the user's is looked at from outside alone."""

    def __init__(self, harmless, text, is_code, is_key):
        self.harmless, self.text, self.is_code, self.is_key = harmless, text, is_code, is_key

    def expected(self, text):
        return text.replace(self.harmless, self.text)

    def tree(self, base, new, at=""):
        """The places at which two trees differ in shape, or in a text that is not the one that was written."""
        if isinstance(base, readers.Script) and isinstance(new, readers.Script):
            yield from self.script(base, new, at)
        elif isinstance(base, str) and isinstance(new, str):
            yield from self.value(base, new, at)
        elif isinstance(base, dict) and isinstance(new, dict):
            yield from self.table(base, new, at)
        elif isinstance(base, list) and isinstance(new, list):
            yield from self.items(base, new, at)
        elif type(base) is not type(new) or base != new:
            yield f"{at}: {shown(base)} became {shown(new)}"

    def script(self, base, new, at):
        if new in (base, self.expected(base)) and (self.is_code or self.text.isalnum() or new == base):
            return
        # Its lines are commands of the user's: what counts is that each arrives.
        if self.is_code and all(line in str(new) for line in self.text.split("\n")):
            return
        try:
            trees = shell(str(base)), shell(str(new))
        except readers.Unreadable as error:
            if not self.is_code:
                yield f"{at}: the script is broken: {error}"
            return
        yield from self.tree(*trees, at + "/sh")

    def value(self, base, new, at):
        if new in (base, self.expected(base)) or "/checksum/" in at:
            return
        if self.may_differ(base, new):
            return
        if (trees := embedded(base, new)) is not None:
            yield from self.tree(*trees, at + "/text")
        else:
            yield f"{at}: {shown(self.expected(base))} arrives as {shown(new)}"

    def may_differ(self, base, new):
        """Whether a text is what was written in the form of the language that it stands in, or chosen among names in their order."""
        if base.startswith("#!") and new.startswith("#!"):
            return not any(self.script(base, new, ""))
        jobs = ("multibranchPipelineJob(", "pipelineJob(")
        if base.startswith(jobs) and new.startswith(jobs):
            return not any(self.tree(readers.GROOVY.read(base), readers.GROOVY.read(new)))
        # Jenkins' configuration as code reads `^${` as `${`; an expression of HCL is told as it is written.
        written = [self.expected(base), base.replace(self.harmless, hcl_text(self.text))]
        forms = (new, new.replace("^${", "${"))
        if any(pieces(one) == pieces(form) for one in written for form in forms):
            return True
        return self.is_key and self.harmless in base and self.text not in new

    def table(self, base, new, at):
        keys = {self.expected(str(key)): key for key in base}
        gone, come = sorted(set(keys) - set(map(str, new))), sorted(set(map(str, new)) - set(keys))
        # An address may only hold some characters, and another name may come first.
        chosen = self.is_key and not any(self.text in key for key in come) and len(gone) == len(come)
        if chosen or [plain(key) for key in gone] == [plain(key) for key in come]:
            keys |= {other: keys.pop(key) for key, other in zip(gone, come)}
        elif gone or come:
            yield f"{at}: {shown(gone)} became {shown(come)}"
        for key, value in new.items():
            if str(key) in keys:
                yield from self.tree(base[keys[str(key)]], value, f"{at}/{key}"[:200])

    def items(self, base, new, at):
        if len(base) != len(new):
            yield f"{at}: {len(base)} items became {len(new)}: {shown(base)} -> {shown(new)}"
            return
        if all(self.same(one, other) for one, other in zip(base, new)):
            return
        # What is sorted by name stands elsewhere when it is called otherwise.
        left, unpaired = {}, []
        for one in base:
            left.setdefault(self.canonical(one), []).append(one)
        for other in new:
            same = left.get(canonical(other))
            if same:
                same.pop()
            else:
                unpaired.append(other)
        rest = [one for ones in left.values() for one in ones]
        for index, (one, other) in enumerate(zip(rest, unpaired)):
            yield from self.tree(one, other, f"{at}/{index}")

    def same(self, base, new):
        return base == new or self.canonical(base) == canonical(new)

    def canonical(self, base):
        """A tree with the text in the place of the harmless one, as one text."""
        return canonical(self.renamed(base))

    def renamed(self, tree):
        if isinstance(tree, str):
            return self.expected(tree)
        if isinstance(tree, dict):
            return {self.expected(str(key)): self.renamed(item) for key, item in tree.items()}
        return [self.renamed(item) for item in tree] if isinstance(tree, list) else tree


def canonical(tree):
    return json.dumps(tree, sort_keys=True, default=str, skipkeys=True)


def hcl_text(text):
    """A text as it stands between the quotes of HCL."""
    return json.dumps(text, ensure_ascii=False)[1:-1].replace("${", "$${").replace("%{", "%%{")


def pieces(text):
    """The pieces of a text, whatever their order."""
    return sorted(piece for piece in re.split(r'[\s,"]+', text) if piece)


def plain(key):
    return re.sub(r"[^A-Za-z0-9]+", "_", key)


def embedded(base, new):
    """Two texts as trees, where both are JSON or YAML and more than a scalar."""
    for reader in (json.loads, lambda text: yaml.load(text, Loader=readers.LOADER) if "\n" in text or ": " in text else None):
        try:
            trees = reader(base), reader(new)
        except (ValueError, yaml.YAMLError):
            continue
        if all(isinstance(tree, (dict, list)) for tree in trees):
            return trees
    return None


def shown(value):
    text = repr(value)
    return text if len(text) <= 160 else text[:100] + " ... " + text[-50:]
