"""Our components have the markup that GOV.UK Frontend publishes for its own."""

import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template import Context, Template

from harbourlight.foundations.ui import fields, forms

VOID = {"input", "br", "path", "hr", "img", "link", "meta"}
COMMON = {"id", "name", "idPrefix", "label", "hint", "errorMessage", "fieldset", "items", "value", "values", "classes"}


def components_folder():
    """Return where the package's components are, or None."""
    assets = Path(settings.HARBOURLIGHT_ASSETS)
    found = [os.environ.get("HARBOURLIGHT_NODE_MODULES", ""), assets.parent / "node/node_modules", "node_modules"]
    folders = [Path(place) / "govuk-frontend/dist/govuk/components" for place in found if place]
    return next((folder for folder in folders if folder.is_dir()), None)


COMPONENTS = components_folder()
pytestmark = pytest.mark.skipif(COMPONENTS is None, reason="govuk-frontend is not in any node_modules: run `run.py assets`")


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


def rendered(name, field, options, value=None, code=""):
    """Return our HTML of a field with the example's value and error."""
    form_class = type("ExampleForm", (forms.Form,), {name: field})
    form = form_class(initial={name: value} if value is not None else None, auto_id="%s")
    if options.get("errorMessage"):
        form.is_bound, form.data, form.cleaned_data = True, {}, {}
        form._errors = {name: form.error_class([ValidationError(options["errorMessage"]["text"], code=code)])}
        form.is_bound = False
    return str(form[name])


def identity(options):
    """Return the id of an example's component."""
    return options.get("id") or options.get("idPrefix") or options["name"]


def width(options):
    """Return the width an example's classes ask for."""
    classes = options.get("classes", "")
    return classes.removeprefix("govuk-input--width-") if "width" in classes else ""


def width_only(options):
    """Whether an example uses classes that we do not offer."""
    return bool(options.get("classes")) and not options["classes"].startswith("govuk-input--width-")


@pytest.mark.parametrize(
    "example",
    fixtures("input", {"prefix", "suffix", "autocomplete", "inputmode", "spellcheck"},
             unless=lambda o: width_only(o) or any(set(o.get(k) or {}) - {"text"} for k in ("prefix", "suffix"))),
)  # fmt: skip
def test_one_line_of_text_looks_as_published(example):
    options = example["options"]
    field = fields.TextField(
        prefix=(options.get("prefix") or {}).get("text", ""),
        suffix=(options.get("suffix") or {}).get("text", ""),
        autocomplete=options.get("autocomplete", ""),
        inputmode=options.get("inputmode", ""),
        spellcheck=options.get("spellcheck"),
        width=width(options),
        **common(options, options["label"]),
    )
    ours = rendered(identity(options), field, options, options.get("value"))
    assert outline(ours) == outline(example["html"], {options["name"]: identity(options)})


@pytest.mark.parametrize("example", fixtures("textarea", {"rows", "autocomplete"}, unless=lambda o: "classes" in o))
def test_long_text_looks_as_published(example):
    options = example["options"]
    field = fields.LongTextField(
        rows=options.get("rows", 5), autocomplete=options.get("autocomplete", ""), **common(options, options["label"])
    )
    ours = rendered(identity(options), field, options, options.get("value"))
    assert outline(ours) == outline(example["html"], {options["name"]: identity(options)})


@pytest.mark.parametrize(
    "example",
    fixtures("character-count", {"maxlength", "maxwords", "rows"},
             unless=lambda o: "classes" in o or not (o.get("maxlength") or o.get("maxwords"))),
)  # fmt: skip
def test_counted_text_looks_as_published(example):
    options = example["options"]
    field = fields.LongTextField(
        max_length=options.get("maxlength"),
        max_words=options.get("maxwords"),
        rows=options.get("rows", 5),
        **common(options, options["label"]),
    )
    ours = rendered(identity(options), field, options, options.get("value"))
    assert outline(ours) == outline(example["html"], {options["name"]: identity(options)})


def choice_options(options):
    """Return the choices of an example and what goes with them."""
    choices, hints, dividers, exclusive, divider = [], {}, {}, [], ""
    for item in options["items"]:
        if "divider" in item:
            divider = item["divider"]
            continue
        value = str(item["value"])
        choices.append((value, item["text"]))
        if item.get("hint"):
            hints[value] = item["hint"]["text"]
        if divider:
            dividers[value], divider = divider, ""
        if item.get("behaviour"):
            exclusive.append(value)
    return {"choices": choices, "hints": hints, "dividers": dividers}, exclusive


def unsupported_items(options):
    """Whether an example's items use what we do not offer."""
    known = {"value", "text", "checked", "selected", "hint", "divider", "behaviour"}
    items = options.get("items") or [None]
    return any(
        not item or set(item) - known or ("divider" not in item and not (item.get("text") and "value" in item))
        or not {"text"} >= set(item.get("hint") or {})
        for item in items
    )  # fmt: skip


def chosen_in(options):
    """Return the values that an example shows as chosen."""
    chosen = [str(item["value"]) for item in options["items"] if item.get("checked") or item.get("selected")]
    given = options.get("values") or ([options["value"]] if options.get("value") else [])
    return chosen or [str(value) for value in given]


@pytest.mark.parametrize(
    "example",
    fixtures("radios", (), unless=lambda o: unsupported_items(o) or "fieldset" not in o
             or o.get("classes") not in (None, "govuk-radios--inline", "govuk-radios--small")),
)  # fmt: skip
def test_radios_look_as_published(example):
    options = example["options"]
    given, _ = choice_options(options)
    looks = options.get("classes", "")
    field = fields.RadiosField(
        inline="inline" in looks, small="small" in looks, **given, **common(options, options["fieldset"]["legend"])
    )
    ours = rendered(identity(options), field, options, (chosen_in(options) or [None])[0])
    assert outline(ours) == outline(example["html"], {options["name"]: identity(options)})


@pytest.mark.parametrize(
    "example",
    fixtures("checkboxes", (), unless=lambda o: unsupported_items(o) or "fieldset" not in o
             or o.get("classes") not in (None, "govuk-checkboxes--small")),
)  # fmt: skip
def test_checkboxes_look_as_published(example):
    options = example["options"]
    given, exclusive = choice_options(options)
    field = fields.CheckboxesField(
        small="small" in options.get("classes", ""),
        exclusive=exclusive,
        **given,
        **common(options, options["fieldset"]["legend"]),
    )
    ours = rendered(identity(options), field, options, chosen_in(options))
    assert outline(ours) == outline(example["html"], {options["name"]: identity(options)})


@pytest.mark.parametrize(
    "component, field_class", [("radios", fields.RadiosField), ("checkboxes", fields.CheckboxesField)]
)
def test_revealed_questions_stand_where_published(component, field_class):
    examples = json.loads((COMPONENTS / component / "fixtures.json").read_text("utf-8"))["fixtures"]
    example = next(one for one in examples if one["name"] == "with conditional item checked")
    options = example["options"]
    names = {item["value"]: (f"detail_{item['value']}",) for item in options["items"]}
    given = {"choices": [(item["value"], item["text"]) for item in options["items"]]}
    label = {"label": options["fieldset"]["legend"]["text"]}
    members = {identity(options): field_class(reveals=names, **given, **label)}
    members |= {name: fields.TextField() for (name,) in names.values()}
    checked = [item["value"] for item in options["items"] if item.get("checked")]
    form = type("ExampleForm", (forms.Form,), members)(initial={identity(options): checked}, auto_id="%s")
    ours, theirs = outline(form[identity(options)]), outline(example["html"])
    for tree in (ours, theirs):
        forget_inside(tree, f"govuk-{component}__conditional")
    assert ours == theirs


def forget_inside(nodes, name):
    """Empty every element of a class."""
    for node in nodes:
        if isinstance(node, tuple):
            if name in node[1].get("class", "").split():
                node[2].clear()
            forget_inside(node[2], name)


def unsupported_select(options):
    """Whether a select example has items or classes that we do not offer."""
    known = {"value", "text", "selected"}
    return "classes" in options or any(not item or set(item) - known or "value" not in item for item in options.get("items") or [None])


@pytest.mark.parametrize("example", fixtures("select", (), unless=unsupported_select))
def test_a_select_looks_as_published(example):
    options = example["options"]
    choices = [(str(item["value"]), item["text"]) for item in options["items"]]
    field = fields.SelectField(choices=choices, empty_label=None, **common(options, options["label"]))
    ours = rendered(identity(options), field, options, (chosen_in(options) or ["-"])[0])
    assert outline(ours) == outline(example["html"], {options["name"]: identity(options)})


@pytest.mark.parametrize(
    "example",
    fixtures("date-input", {"day", "month", "year", "namePrefix"},
             unless=lambda o: "items" in o or "classes" in o or "value" in o or not o.get("fieldset")
             or any(set(o.get(part) or {}) - {"error"} for part in ("day", "month", "year"))
             or (any(part in o for part in ("day", "month", "year")) and not o.get("errorMessage"))
             or "name" in o),
)  # fmt: skip
def test_a_date_looks_as_published(example):
    options, parts = example["options"], ("day", "month", "year")
    name = options["id"]
    wrong = [part for part in parts if (options.get(part) or {}).get("error")]
    field = fields.DateField(**common(options, options["fieldset"]["legend"]))
    values = {part: next((str(v) for k, v in (options.get("values") or {}).items() if k.endswith(part)), "") for part in parts}
    ours = rendered(name, field, options, values, code=f"parts:{'-'.join(wrong)}" if wrong else "")
    prefix = f"{options['namePrefix']}-" if options.get("namePrefix") else ""
    assert outline(ours) == outline(example["html"], {f"{prefix}{part}": f"{name}-{part}" for part in parts})


@pytest.mark.parametrize("example", fixtures("file-upload", {"javascript"}, unless=lambda o: "classes" in o or "value" in o))
def test_a_file_upload_looks_as_published(example):
    options = example["options"]
    field = fields.FileField(enhanced=bool(options.get("javascript")), **common(options, options["label"]))
    ours = rendered(identity(options), field, options)
    assert outline(ours) == outline(example["html"], {options["name"]: identity(options)})


@pytest.mark.parametrize("example", fixtures("password-input", {"autocomplete"}, unless=lambda o: "classes" in o or "value" in o))
def test_a_password_looks_as_published(example):
    options = example["options"]
    given = {"autocomplete": options["autocomplete"]} if "autocomplete" in options else {}
    field = fields.PasswordField(**given, **common(options, options["label"]))
    ours = rendered(identity(options), field, options)
    assert outline(ours) == outline(example["html"], {options["name"]: identity(options)})


@pytest.mark.parametrize("name", ["default", "without links"])
def test_the_error_summary_looks_as_published(name):
    example = published("error-summary", name)
    problems = [(one["text"], one.get("href", "").lstrip("#")) for one in example["options"]["errorList"]]
    ours = Template('{% include "ui/error_summary.html" %}').render(Context({"problems": problems}))
    assert outline(ours) == outline(example["html"])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("prevent double click", '"Submit"'),
        ("link", '"Link button" href="/"'),
        ("start link", '"Start now link button" href="/" start=True'),
    ],
)
def test_buttons_look_as_published(name, arguments):
    ours = Template("{% load harbourlight %}{% button " + arguments + " %}").render(Context())
    theirs = outline(published("button", name)["html"])
    assert outline(ours) == theirs


def published(component, name):
    """Return one published example."""
    examples = json.loads((COMPONENTS / component / "fixtures.json").read_text("utf-8"))["fixtures"]
    return next(one for one in examples if one["name"] == name)


@pytest.mark.parametrize(
    ("component", "name", "template", "values"),
    [
        ("tag", "grey", '{% tag "Grey" "grey" %}', {}),
        ("details", "default", "{% details summary %}{{ text }}{% enddetails %}", {}),
        ("inset-text", "default", "{% inset %}{{ text }}{% endinset %}", {}),
        ("warning-text", "default", "{% warning %}{{ text }}{% endwarning %}", {}),
        ("back-link", "default", '{% back_link "#" %}', {}),
        ("summary-list", "default", "{% summary_list rows %}", {}),
        ("task-list", "default", '{% task_list tasks "task-list" %}', {}),
    ],
)
def test_components_look_as_published(component, name, template, values):
    example = published(component, name)
    options = example["options"]
    values = {"text": options.get("text", ""), "summary": options.get("summaryText", "")}
    if "rows" in options:
        if any("text" not in row["value"] for row in options["rows"]):
            pytest.skip("the published example has HTML in its values, which we do not offer")
        values["rows"] = [(row["key"]["text"], row["value"]["text"]) for row in options["rows"]]
    if component == "task-list":
        values["tasks"] = [
            (one["title"]["text"], one["href"], one["status"].get("text") or one["status"]["tag"]["text"],
             (one["status"].get("tag") or {}).get("classes", "").rpartition("--")[2])
            for one in options["items"]
        ]  # fmt: skip
    ours, theirs = outline(Template("{% load harbourlight %}" + template).render(Context(values))), outline(example["html"])
    if component == "summary-list":
        for row in ours[0][2]:
            row[1]["class"] = "govuk-summary-list__row"
    assert ours == theirs


def test_enough_examples_are_compared():
    compared = {
        "input": 12, "textarea": 7, "character-count": 8, "radios": 6, "checkboxes": 5, "select": 4, "date-input": 5,
        "file-upload": 4, "password-input": 3,
    }  # fmt: skip
    tests = {
        mark.args[1][0].id.partition(":")[0]: len(mark.args[1])
        for test in globals().values()
        for mark in getattr(test, "pytestmark", [])
        if callable(test) and mark.name == "parametrize" and mark.args[0] == "example"
    }
    assert {name: tests[name] >= least for name, least in compared.items()} == dict.fromkeys(compared, True), tests
