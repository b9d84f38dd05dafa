"""Put the browser files of the npm packages where Django serves them, without GOV.UK's own marks.

    python -m harbourlight.foundations.ui.build NODE_MODULES OUT

writes OUT, which is settings.HARBOURLIGHT_ASSETS, stands in STATICFILES_DIRS and is ignored by git, with fonts
beside it.
Runs again only when a package or this file has changed.
"""

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

# (package, file in it, file under OUT)
FILES = (
    ("govuk-frontend", "dist/govuk/govuk-frontend.min.css", "govuk/govuk-frontend.min.css"),
    ("govuk-frontend", "dist/govuk/govuk-frontend.min.js", "govuk/govuk-frontend.min.js"),
    ("htmx.org", "dist/htmx.min.js", "htmx/htmx.min.js"),
    ("axe-core", "axe.min.js", "axe/axe.min.js"),
)
# Fonts for PDF files, of scripts that the compiler's own have not; they are put beside OUT, and no page fetches them.
FONTS = (
    ("@embedpdf/fonts-sc", "fonts/NotoSansHans-Regular.otf"),
    *(
        (f"@expo-google-fonts/noto-sans-{script.lower()}", f"400Regular/NotoSans{script}_400Regular.ttf")
        for script in ("Arabic", "Bengali", "Devanagari", "Ethiopic", "Gurmukhi", "Tamil")
    ),
)
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FONT_NAME = re.compile(r"""["']?GDS Transport["']?\s*,\s*""")
CROWN_MARKS = re.compile(r"url\([^)]*(?:crest|crown)[^)]*\)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SOURCE_MAP = re.compile(r"(?://[#@]|/\*[#@])\s*sourceMappingURL=[^\n*]*(?:\*/)?")


def without_crown_marks(css: str) -> str:
    """Return a stylesheet without GOV.UK's fonts, crest and crown, which only GOV.UK may use."""
    css = COMMENT.sub("", SOURCE_MAP.sub("", css))
    css = FONT_NAME.sub("", FONT_FACE.sub("", css))
    return CROWN_MARKS.sub("none", css)


def main(node_modules: Path, out: Path) -> None:
    """Write OUT from the packages in NODE_MODULES; raise FileNotFoundError if one is missing."""
    packages = {
        name: json.loads((node_modules / name / "package.json").read_text("utf-8"))
        for name in sorted({package for package, *_ in (*FILES, *FONTS)})
    }
    stamp, made = out / "stamp.txt", fingerprint(packages)
    fonts = [(node_modules / package / source, out.parent / "fonts" / Path(source).name) for package, source in FONTS]
    wanted = [*(out / target for _, _, target in FILES), *(target for _, target in fonts)]
    if stamp.is_file() and stamp.read_text("utf-8") == made and all(p.is_file() for p in wanted):
        return
    for package, source, target in FILES:
        text = (node_modules / package / source).read_text("utf-8")
        text = without_crown_marks(text) if target.endswith(".css") else SOURCE_MAP.sub("", text)
        path = out / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for font, copy in fonts:
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(font, copy)
    (out / "licences.txt").write_text(licences(packages), "utf-8")
    stamp.write_text(made, "utf-8")


def fingerprint(packages: dict[str, dict]) -> str:
    """Return what the result depends on: the versions of the packages and this file."""
    versions = "\n".join(f"{name} {about['version']}" for name, about in packages.items())
    own = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return f"{versions}\n{own}\n"


def licences(packages: dict[str, dict]) -> str:
    """Return one line a package: name, version, licence, home page."""
    return "".join(
        f"{name} {about['version']}: {about.get('license', 'see package')}, {about.get('homepage', '')}\n"
        for name, about in packages.items()
    )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: python -m harbourlight.foundations.ui.build NODE_MODULES OUT")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
