"""The browser files carry none of GOV.UK's own marks."""

import json

from harbourlight.foundations.ui import build

CSS = (
    "/*! Copyright */@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
    '.a{font-family:GDS Transport,arial,sans-serif}.b{font-family:"GDS Transport",arial}'
    ".c{background:url(/assets/images/govuk-crest.svg) no-repeat}/*# sourceMappingURL=x.css.map */"
)


def test_fonts_crest_and_maps_are_taken_out():
    assert build.without_crown_marks(CSS) == (
        ".a{font-family:arial,sans-serif}.b{font-family:arial}.c{background:none no-repeat}"
    )


def packages(folder):
    """Write invented packages with the files that the build takes."""
    for package, source, *_ in (*build.FILES, *build.FONTS):
        path = folder / package / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CSS if source.endswith(".css") else "run();\n//# sourceMappingURL=x.map\n", "utf-8")
        about = {"version": "1.0.0", "license": "MIT"}
        (folder / package / "package.json").write_text(json.dumps(about), "utf-8")
    return folder


def test_the_build_runs_once_and_again_when_a_file_is_gone(tmp_path):
    modules, out = packages(tmp_path / "node_modules"), tmp_path / "out"
    build.main(modules, out)
    made = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    build.main(modules, out)
    assert made == {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    css = out / "govuk/govuk-frontend.min.css"
    css.unlink()
    build.main(modules, out)
    assert css.is_file()
    assert "sourceMappingURL" not in (out / "htmx/htmx.min.js").read_text("utf-8")
