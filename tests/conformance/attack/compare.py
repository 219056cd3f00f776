"""Says where a file with a nasty text differs from the same file with a harmless one in more than that text."""

import functools
import json
import re
import unicodedata

import yaml

import readers

# Texts that mean nothing anywhere, of the forms that some places ask for.
HARMLESS = ["kuraharmless", "/kuraharmless", "kuraharmless:1", "kuraharmless.example.com", "kuraharmless.yaml", "https://kuraharmless", "1", "kuraharmless@example.com"]


@functools.lru_cache(maxsize=20000)
def shell(text):
    return readers.shell(text)


class Comparison:
    """A text in the place of a harmless one; what is code of the user's is looked at from outside alone."""

    def __init__(self, harmless, text, is_code, is_key, others=()):
        self.harmless, self.text, self.is_code, self.is_key = harmless, text, is_code, is_key
        # The keys beside a key, each with the key itself: another may be the first or shortest now.
        self.others = others

    def expected(self, text):
        return text.replace(self.harmless, self.text)

    def tree(self, base, new, at=""):
        """The places at which two trees differ in shape, or in a text that is not the one that was written."""
        if isinstance(base, readers.Script) and isinstance(new, readers.Script):
            yield from self.script(base, new, at)
        elif isinstance(base, str) and isinstance(new, str):
            yield from self.value(base, new, at)
        elif self.is_written(base, new):
            return
        elif isinstance(base, dict) and isinstance(new, dict):
            yield from self.table(base, new, at)
        elif isinstance(base, list) and isinstance(new, list):
            yield from self.items(base, new, at)
        elif type(base) is not type(new) or base != new:
            yield f"{at}: {shown(base)} became {shown(new)}"

    def is_written(self, base, new):
        """Whether both are an instruction of the user's own as he wrote it, which nobody else has to read."""
        instructions = isinstance(base, readers.Instruction) and isinstance(new, readers.Instruction)
        return self.is_code and instructions and new.line.strip() == self.expected(base.line).strip()

    def script(self, base, new, at):
        if new == base or self.is_verbatim() and new == self.expected(base):
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

    def is_verbatim(self):
        """Whether the text stands in a script as it is."""
        return self.is_code or self.text.isalnum()

    def value(self, base, new, at):
        if is_command(base):
            yield from self.script(f"docker build {base}", f"docker build {new}", at)
            return
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
        # Jenkins' configuration as code reads `^${` as `${`; an expression of HCL is told as it is written, and HCL
        # composes its characters: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#character-encoding
        written = [self.expected(base), base.replace(self.harmless, hcl_text(self.text)), unicodedata.normalize("NFC", self.expected(base))]
        forms = (new, new.replace("^${", "${"))
        if any(pieces(one) == pieces(form) for one in written for form in forms):
            return True
        if not self.is_key:
            return False
        # A name may be made of the key, or another name chosen.
        if any(base.replace(other, key) == new for other, key in self.others if other in base):
            return True
        is_made = plain(base).replace(plain(self.harmless), plain(self.text)) == plain(new)
        return is_made or self.harmless in base and self.text not in new

    def table(self, base, new, at):
        keys = {self.expected(str(key)): key for key in base}
        if self.is_key and self.harmless in base:
            keys[self.text] = self.harmless  # where another table has the key too, its own counts
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
        if is_command(tree) and self.harmless in tree and not self.is_verbatim():
            return {"command": tree}  # never the same: it is the words that count
        if isinstance(tree, str):
            return self.expected(tree)
        if isinstance(tree, dict):
            return {self.expected(str(key)): self.renamed(item) for key, item in tree.items()}
        return [self.renamed(item) for item in tree] if isinstance(tree, list) else tree


def is_command(tree):
    """Whether a text is a script, or the options of a build, of which its number is made."""
    return isinstance(tree, readers.Script) or isinstance(tree, str) and tree.startswith("--platform ")


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
