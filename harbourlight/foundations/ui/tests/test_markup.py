"""Our components have the markup that GOV.UK Frontend publishes for its own."""

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template

from harbourlight.foundations.ui import fields, forms

from .published import COMPONENTS, common, fixtures, outline, published

pytestmark = pytest.mark.skipif(
    COMPONENTS is None, reason="govuk-frontend is not in any node_modules: run `run.py assets`"
)


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
    words = options.get("classes", "").split()
    return len(words) > 1 or any(not word.startswith("govuk-input--width-") for word in words)


@pytest.mark.parametrize(
    "example",
    fixtures("input", {"prefix", "suffix", "autocomplete", "inputmode", "spellcheck"},
             unless=lambda o: width_only(o)
             or any(set(o.get(end) or {}) - {"text"} for end in ("prefix", "suffix"))),
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
        rows=options.get("rows", 5),
        autocomplete=options.get("autocomplete", ""),
        **common(options, options["label"]),
    )
    ours = rendered(identity(options), field, options, options.get("value"))
    assert outline(ours) == outline(example["html"], {options["name"]: identity(options)})


@pytest.mark.parametrize(
    "example",
    fixtures("character-count", {"maxlength", "countType", "rows"},
             unless=lambda o: "classes" in o
             or o.get("countType", "words") != "words" or not o.get("maxlength")),
)  # fmt: skip
def test_counted_text_looks_as_published(example):
    options = example["options"]
    field = fields.LongTextField(
        max_length=None if options.get("countType") == "words" else options["maxlength"],
        max_words=options["maxlength"] if options.get("countType") == "words" else None,
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
        not item or set(item) - known
        or ("divider" not in item and not (item.get("text") and "value" in item))
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
        inline="inline" in looks,
        small="small" in looks,
        **given,
        **common(options, options["fieldset"]["legend"]),
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
    ("component", "field_class"), [("radios", fields.RadiosField), ("checkboxes", fields.CheckboxesField)]
)
def test_revealed_questions_stand_where_published(component, field_class):
    example = published(component, "with conditional item checked")
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
    items = options.get("items") or [None]
    return "classes" in options or any(
        not item or set(item) - known or isinstance(item.get("value", True), bool) or item.get("selected") is False
        for item in items
    )


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
             or any(o.get(part) not in (None, {"error": True}) for part in ("day", "month", "year"))
             or (any(part in o for part in ("day", "month", "year")) and not o.get("errorMessage"))
             or "name" in o),
)  # fmt: skip
def test_a_date_looks_as_published(example):
    options, parts = example["options"], ("day", "month", "year")
    name = options["id"]
    wrong = [part for part in parts if (options.get(part) or {}).get("error")]
    field = fields.DateField(**common(options, options["fieldset"]["legend"]))
    values = {
        part: next((str(v) for k, v in (options.get("values") or {}).items() if k.endswith(part)), "") for part in parts
    }
    ours = rendered(name, field, options, values, code=f"parts:{'-'.join(wrong)}" if wrong else "")
    prefix = f"{options['namePrefix']}-" if options.get("namePrefix") else ""
    assert outline(ours) == outline(example["html"], {f"{prefix}{part}": f"{name}-{part}" for part in parts})


@pytest.mark.parametrize(
    "example", fixtures("file-upload", {"javascript"}, unless=lambda o: "classes" in o or "value" in o)
)
def test_a_file_upload_looks_as_published(example):
    options = example["options"]
    field = fields.FileField(enhanced=bool(options.get("javascript")), **common(options, options["label"]))
    ours = rendered(identity(options), field, options)
    assert outline(ours) == outline(example["html"], {options["name"]: identity(options)})


@pytest.mark.parametrize(
    "example", fixtures("password-input", {"autocomplete"}, unless=lambda o: "classes" in o or "value" in o)
)
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


@pytest.mark.parametrize(
    ("component", "name", "template", "values"),
    [
        ("tag", "grey", '{% tag "Grey" "grey" %}', {}),
        ("details", "default", "{% details summary %}{{ text }}{% enddetails %}", {}),
        ("inset-text", "default", "{% inset %}{{ text }}{% endinset %}", {}),
        ("warning-text", "default", "{% warning %}{{ text }}{% endwarning %}", {}),
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
    ours, theirs = (
        outline(Template("{% load harbourlight %}" + template).render(Context(values))),
        outline(example["html"]),
    )
    if component == "summary-list":
        for row in ours[0][2]:
            row[1]["class"] = "govuk-summary-list__row"
    assert ours == theirs


def test_enough_examples_are_compared():
    compared = {
        "input": 12, "textarea": 7, "character-count": 8, "radios": 6, "checkboxes": 5, "select": 2,
        "date-input": 5, "file-upload": 4, "password-input": 3,
    }  # fmt: skip
    tests = {
        mark.args[1][0].id.partition(":")[0]: len(mark.args[1])
        for test in globals().values()
        for mark in getattr(test, "pytestmark", [])
        if callable(test) and mark.name == "parametrize" and mark.args[0] == "example"
    }
    assert {name: tests[name] >= least for name, least in compared.items()} == dict.fromkeys(compared, True), tests
