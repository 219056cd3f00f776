"""Every request is held against the API model of its service, and against schema/aws/fields.tsv, before moto answers.

moto accepts nearly everything; AWS does not. botocore's models say what is required, how long a text, a list or a number
may be, which characters a text may have and which words there are. What they leave out stands in the table.
"""
import csv
import functools
import pathlib

import regex
from moto.core.exceptions import ServiceException
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import determine_request_protocol
from moto.core.responses import ActionResult
from moto.core.utils import get_service_model

TABLES = pathlib.Path(__file__).parents[3] / "schema/aws"

# What each service answers to a request that its model does not allow; `ValidationException` where none is named.
# Source: the errors of each operation in the API reference of the service, and the common errors of its protocol.
ERRORS = {
    "autoscaling": "ValidationError",
    "backup": "InvalidParameterValueException",
    "cloudwatch": "ValidationError",
    "ec2": "InvalidParameterValue",
    "ecr": "InvalidParameterException",
    "eks": "InvalidParameterException",
    "elbv2": "ValidationError",
    "iam": "ValidationError",
    "logs": "InvalidParameterException",
    "rds": "InvalidParameterValue",
    "route53": "InvalidInput",
    "sns": "InvalidParameter",
    "sts": "ValidationError",
}
MISSING = {"ec2": "MissingParameter", "rds": "MissingParameter", "backup": "MissingParameterValueException"}
TEXTS, NUMBERS = ("string", "blob"), ("integer", "long", "float", "double")


def rows(name):
    """The rows of a table of schema/aws."""
    lines = [line for line in (TABLES / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@functools.cache
def fields():
    """The rows of fields.tsv, by service and field."""
    return {(row["service"], row["field"]): row for row in rows("fields.tsv")}


@functools.cache
def pattern(text):
    """A regular expression of Java; a pair of surrogates is one character to Python."""
    return regex.compile(text.replace(r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF"))


def not_blank(text):
    """How many characters a policy has for IAM, which does not count white space."""
    return len("".join(text.split()))


def sized(shape, value, least, most):
    """What is wrong with the size of a value: characters of a text, items of a list, or the number itself."""
    if shape.type_name in NUMBERS:
        size, what = value, "value"
    elif shape.type_name in (*TEXTS, "list", "map"):
        size, what = len(value), "length"
    else:
        return
    if least is not None and size < least:
        yield f"Member must have {what} greater than or equal to {least}"
    if most is not None and size > most:
        yield f"Member must have {what} less than or equal to {most}"


def modelled(shape, value):
    """What the model has against a value."""
    facts = shape.metadata
    yield from sized(shape, value, facts.get("min"), facts.get("max"))
    if shape.type_name != "string":
        return
    if facts.get("enum") and value not in facts["enum"]:
        yield f"Member must satisfy enum value set: {facts['enum']}"
    if facts.get("pattern") and not pattern(facts["pattern"]).fullmatch(value):
        yield f"Member must satisfy regular expression pattern: {facts['pattern']}"


def listed(row, shape, value):
    """What a row of the table has against a value."""
    size = not_blank(value) if row["of"] == "not blank" else len(value)
    if row["max"] and size > int(row["max"]):
        yield f"Member must have length less than or equal to {row['max']}"
    if row["reserved"] and value.lower().startswith(row["reserved"]):
        yield f"Member must not begin with {row['reserved']}"
    if row["pattern"] and not pattern(row["pattern"]).fullmatch(value):
        yield f"Member must satisfy regular expression pattern: {row['pattern']}"


class Refusal(ServiceException):
    """What AWS answers; a class of ours, since moto looks for the model of the module that an error is from."""


class Check:
    """Walks the parameters of one request along the shapes of its model."""

    def __init__(self, service):
        self.service = service
        self.error = ERRORS.get(service, "ValidationException")

    def of(self, shape, value, field, path):
        """Yields the error code and the sentence for each fault of a value; `field` is what the table calls it."""
        for fault in modelled(shape, value):
            yield self.error, f"Value '{value}' at '{path}' failed to satisfy constraint: {fault}"
        for name in dict.fromkeys((field, shape.name)):
            row = fields().get((self.service, name))
            for fault in listed(row, shape, value) if row else ():
                yield row["error"] or self.error, f"Value '{value}' at '{path}' failed to satisfy constraint: {fault}"
        yield from getattr(self, shape.type_name, self.nothing)(shape, value, path)

    def nothing(self, shape, value, path):
        return ()

    def structure(self, shape, value, path):
        for name in shape.metadata.get("required", []):
            if value.get(name) is None and not shape.members[name].metadata.get("idempotencyToken"):
                yield MISSING.get(self.service, self.error), f"The request must contain the parameter {path}{name}"
        for name, member in shape.members.items():
            if value.get(name) is not None:
                yield from self.of(member, value[name], f"{shape.name}.{name}", f"{path}{name}.")

    def list(self, shape, value, path):
        for number, item in enumerate(value, 1):
            if item is not None:
                yield from self.of(shape.member, item, f"{shape.name}.member", f"{path}{number}.")

    def map(self, shape, value, path):
        for key, item in value.items():
            yield from self.of(shape.key, key, f"{shape.name}.key", f"{path}{key}.")
            if item is not None:
                yield from self.of(shape.value, item, f"{shape.name}.value", f"{path}{key}.")


def parameters(response):
    """The parameters of a request and their shape; none where the service has no such operation."""
    request, model = response.normalized_request, get_service_model(response.boto3_service_name)
    action = response._get_action()
    if action not in model.operation_names:
        print(f"not held against a model: {response.service_name} {request.method} {request.path}", flush=True)
        return None, {}
    operation = model.operation_model(action)
    if operation.input_shape is None:
        return None, {}
    parser = PROTOCOL_PARSERS[determine_request_protocol(model, request.content_type)](operation)
    parts = {"method": request.method, "values": request.values, "headers": request.headers, "body": request.data}
    return operation.input_shape, parser.parse({**parts, "url_path": request.path, "url_params": response.uri_match})


def held(call_action):
    """An operation of moto's that first answers as AWS does to a request that it does not allow."""

    def call(self):
        shape, values = parameters(self)
        for code, fault in Check(self.boto3_service_name).of(shape, values, shape.name, "") if shape else ():
            print(f"refused: {self.boto3_service_name} {self._get_action()}: {code}: {fault}", flush=True)
            return self.serialized(ActionResult(Refusal(code, fault)))
        return call_action(self)

    return call
