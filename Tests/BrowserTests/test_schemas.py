# SPDX-License-Identifier: Apache-2.0
"""The schemas of `guidelight schema`, judged by another implementation: they accept this project's pages, and refuse others."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml

from conftest import COMMAND, ROOT


class YAMLAsWritten(yaml.SafeLoader):
    """YAML 1.2 has no dates: a day is text, as it is to the generator and to editors."""


YAMLAsWritten.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path):
    """The settings, or the front matter of a page."""
    text = path.read_text(encoding="utf-8")
    return yaml.load(text.split("---\n")[1] if path.suffix == ".md" else text, YAMLAsWritten)


FILES = sorted(path for path in (ROOT / "Content").rglob("*") if path.suffix in (".md", ".yaml"))


def kind(path):
    if path.name == "site.yaml":
        return "site"
    return "home" if path.parent.name == "Content" else path.parent.name


@pytest.fixture(scope="module")
def schemas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schemas")
    subprocess.run([COMMAND, "schema", "--to", folder], check=True, stdout=subprocess.DEVNULL)
    return {path.name.removesuffix(".schema.json"): json.loads(path.read_bytes()) for path in folder.glob("schemas/*")}


def faults(schema, value):
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(value)]


def test_every_schema_is_json_schema_2020_12(schemas):
    assert len(schemas) == 17
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_the_build_accepts_its_schema_accepts(schemas, path):
    assert faults(schemas[kind(path)], read(path)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_unknown_key_and_a_missing_one_are_refused(schemas, path):
    value = read(path)
    schema = schemas[kind(path)]
    assert any("sumary" in fault for fault in faults(schema, {**value, "sumary": "x"}))
    for key in schema["required"]:
        assert faults(schema, {name: item for name, item in value.items() if name != key}), key


GUIDE = ROOT / "Content/guides/face-verification.md"


@pytest.mark.parametrize(("key", "value"), [
    ("title", ""), ("title", []), ("title", None), ("stage", "sell"), ("topics", ["Face Check"]), ("topics", "face-check"),
    ("topics", ["a", "a"]), ("faq", []), ("audience", []), ("aliases", ["guides/x"]), ("aliases", ["/guides/../x/"]),
    ("draft", "perhaps"), ("published", "3/19/2026"), ("published", "2026-3-19"), ("next", {"page": "faq/x"}),
    ("review", {"class": "rules", "reviewed": "2026-11-23"}),
    ("review", {"class": "rules", "reviewed": "yesterday", "by": "editors"}),
    ("review", {"class": "rules", "reviewed": "2026-11-23", "by": "editors", "reviewer": "x"}),
])
def test_a_value_that_the_build_refuses_is_refused(schemas, key, value):
    page = read(GUIDE)
    assert faults(schemas["guides"], page) == []
    assert faults(schemas["guides"], {**page, key: value})


@pytest.mark.parametrize(("key", "value"), [
    ("baseURL", "http://guidelight.example"), ("baseURL", "guidelight.example"), ("reviewClasses", {"rules": {"cadence": 90}}),
    ("reviewClasses", {"rules": {"cadence": "0 days"}}), ("reviewers", {"editors": {}}), ("output", {"entriesPerPage": 4}),
    ("output", {"compression": ["zip"]}), ("sources", {"a": {"title": "A", "url": "https://a.example", "kind": "friend"}}),
])
def test_a_setting_that_the_build_refuses_is_refused(schemas, key, value):
    settings = read(ROOT / "Content/site.yaml")
    assert faults(schemas["site"], {**settings, key: value})
