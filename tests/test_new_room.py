"""`run.py room NAME` writes a room that fits the house: its files parse, are short, say what they are, and name it."""

import ast
import subprocess
import sys

import pytest

from harbourlight.config import place, room

MOST_LINES = 400


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder of a room that was written."""
    folder = tmp_path_factory.mktemp("storey") / "kinship"
    room.write(folder, room.words_of("kinship", "Kinship care", "practice"))
    return folder


def test_every_file_parses_says_what_it_is_and_is_short(folder):
    for path in folder.rglob("*.py"):
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        assert len(text.splitlines()) < MOST_LINES
        assert not text or ast.get_docstring(tree), path
        named = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
        silent = [node.name for node in named if not ast.get_docstring(node)]
        assert [name for name in silent if not name.startswith("test_")] == []  # a test's name is its sentence


def test_nothing_of_the_skeleton_is_left_to_fill_in(folder):
    written = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in written} == {".py", ".html"}
    assert [path for path in written if "$" in path.read_text("utf-8")] == []
    assert (folder / "templates" / "kinship" / "case.html").is_file()


def test_the_linter_has_nothing_to_say(folder):
    asked = [sys.executable, "-m", "ruff", "check", "--config", str(place.ROOT / "pyproject.toml"), str(folder)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "words", [["Kinship"], ["kin-ship"], ["kinship", "--title", "<b>"], ["kinship", "--storey", "x"]]
)
def test_a_name_that_is_no_word_is_refused(words, capsys):
    with pytest.raises(SystemExit):
        room.read(words)
    assert "error" in capsys.readouterr().err


def test_a_room_that_is_there_is_not_written_over():
    with pytest.raises(SystemExit, match="already"):
        room.main(["earlyhelp"])
