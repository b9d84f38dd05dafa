"""Reads the examples that GOV.UK Frontend publishes with its components."""

import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

VOID = {"input", "br", "path", "hr", "img", "link", "meta"}
COMMON = {
    "id",
    "name",
    "idPrefix",
    "label",
    "hint",
    "errorMessage",
    "fieldset",
    "items",
    "value",
    "values",
    "classes",
}


def components_folder():
    """Return where the package's components are, or None."""
    assets = Path(settings.HARBOURLIGHT_ASSETS)
    found = [
        os.environ.get("HARBOURLIGHT_NODE_MODULES", ""),
        assets.parent / "node/node_modules",
        "node_modules",
    ]
    folders = [Path(place) / "govuk-frontend/dist/govuk/components" for place in found if place]
    return next((folder for folder in folders if folder.is_dir()), None)


COMPONENTS = components_folder()


class Outline(HTMLParser):
    """Reads HTML into (tag, attributes, children), without white space that means nothing."""

    def __init__(self, names=()):
        super().__init__()
        self.names, self.root = dict(names), ("", {}, [])
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        kept = {name: " ".join(sorted(value.split())) if name == "class" else value or "" for name, value in attrs}
        if "name" in kept:
            kept["name"] = self.names.get(kept["name"], kept["name"])
        node = (tag, kept, [])
        self.open[-1][2].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, words):
        if words.strip():
            self.open[-1][2].append(" ".join(words.split()))


def outline(html, names=()):
    """Return the structure of a piece of HTML."""
    reader = Outline(names)
    reader.feed(str(html))
    return reader.root[2]


def fixtures(component, supported, unless=lambda options: False):
    """Return the published examples that use only the options we support."""
    if COMPONENTS is None:
        return []
    examples = json.loads((COMPONENTS / component / "fixtures.json").read_text("utf-8"))["fixtures"]
    return [
        pytest.param(one, id=f"{component}: {one['name']}")
        for one in examples
        if set(one["options"]) <= COMMON | set(supported) and is_plain(one["options"]) and not unless(one["options"])
    ]


def is_plain(options):
    """Whether an example leaves classes and attributes of its parts alone, apart from known ones."""
    parts = [options.get(name) or {} for name in ("label", "hint", "errorMessage")]
    inner = [options["fieldset"]["legend"]] if (options.get("fieldset") or {}).get("legend") else []
    known = {"text", "isPageHeading", "classes"}
    sizes = ("--s", "--m", "--l", "--xl")
    return (
        all(set(part) <= known and "text" in part for part in parts + inner if part)
        and bool(options.get("label") or inner or options.get("titleText"))
        and all(not part.get("classes") or part["classes"].endswith(sizes) for part in parts + inner)
        and set(options.get("fieldset") or {}) <= {"legend"}
    )


def common(options, label):
    """Return the options of a field from those of an example."""
    size = (label.get("classes") or "").rpartition("--")[2]
    return {
        "label": label["text"],
        "hint": (options.get("hint") or {}).get("text", ""),
        "heading": bool(label.get("isPageHeading")),
        "size": size,
    }


def published(component, name):
    """Return one published example."""
    examples = json.loads((COMPONENTS / component / "fixtures.json").read_text("utf-8"))["fixtures"]
    return next(one for one in examples if one["name"] == name)
