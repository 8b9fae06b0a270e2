"""Every template can be read and is rendered by something; every style and icon of ours stands on some page."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import django
from django.apps import apps

from tests.config.names import ROOT, TAG, files

SAMPLES = "components/all.html"  # shows what the pages use, and is no user of it
FOLDER = "templates/"
STYLE = re.compile(r"\.(mos-[\w-]*\w)")
QUOTED = re.compile(r"""["']([\w./-]+)["']""")
BEGUN = re.compile(r"(mos-[\w-]*-)\{")  # mos-badge--{{ kind }}
LONGEST = 120  # signs of a line; mails (.txt) are data: a paragraph of a mail is one line, as its reader gets it
MAIL = re.compile(r"notices/([\w-]+)\.txt")  # notices.mail is told the template's own name


def name_of(path: Path) -> str:
    return path.as_posix().split(FOLDER)[-1]


def templates() -> dict[str, str]:
    paths = (path for ending in (".html", ".txt") for path in files(ending) if "templates" in path.parts)
    return {name_of(path): path.read_text() for path in paths}


def overridden() -> set[str]:
    """The names that other packages render: a template of ours with such a name stands in its place."""
    installed = Path(django.__file__).parents[1]  # may lie in the checkout itself
    folders = [Path(each.path) for each in apps.get_app_configs() if installed in Path(each.path).parents]
    folders.append(Path(django.__file__).parent / "forms")
    return {name_of(path) for folder in folders for path in (folder / FOLDER).rglob("*.*")}


def named_in_code(sources: Iterable[str]) -> set[str]:
    constants = (node for source in sources for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {node.value for node in constants if isinstance(node.value, str)}


def named_in_templates(found: dict[str, str]) -> set[str]:
    """A template that extends the foreign one in whose place it stands names itself, and does not use itself."""
    tags = ((name, tag) for name, text in found.items() if name != SAMPLES for tag in TAG.findall(text))
    return {quoted for name, tag in tags for quoted in QUOTED.findall(tag) if quoted != name}


def unrendered(found: dict[str, str], named: set[str]) -> list[str]:
    def is_named(name: str) -> bool:
        mail = MAIL.fullmatch(name)
        return name in named or bool(mail and mail[1] in named)

    return sorted(name for name in found if not is_named(name))


def unstyled(names: Iterable[str], texts: list[str]) -> list[str]:
    """The names that stand in no text, whole or as the beginning that a text completes."""
    words = {word for text in texts for word in re.findall(r"[\w-]+", text)}
    begun = tuple({each for text in texts for each in BEGUN.findall(text)})
    return sorted({name for name in names if name not in words and not name.startswith(begun)})


def long_lines(path: str, text: str) -> list[str]:
    return [f"{path}:{number}" for number, line in enumerate(text.splitlines(), 1) if len(line) > LONGEST]


def test_no_line_of_a_template_is_too_long() -> None:
    paths = list(files(".html"))
    assert len(paths) > 200
    assert [line for path in paths for line in long_lines(path.relative_to(ROOT).as_posix(), path.read_text())] == []


def test_a_planted_long_line_is_caught() -> None:
    assert long_lines("a.html", "short\n" + "x" * 120 + "\n" + "x" * 121 + "\n") == ["a.html:3"]


def test_every_template_is_rendered() -> None:
    found = templates()
    assert len(found) > 200
    named = named_in_code(path.read_text() for path in files(".py")) | named_in_templates(found) | overridden()
    assert unrendered(found, named) == []


def test_every_style_is_worn() -> None:
    names = STYLE.findall((ROOT / "site/static/css/theme.css").read_text())
    pages = [text for name, text in templates().items() if name != SAMPLES]
    code = [path.read_text() for ending in (".py", ".js") for path in files(ending)]
    assert len(names) > 100
    assert unstyled(names, pages + code) == []


def test_every_icon_is_drawn() -> None:
    icons = re.findall(r'id="([\w-]+)"', (ROOT / "site/theme/icons.svg").read_text())
    texts = [*templates().values(), *(path.read_text() for ending in (".py", ".toml") for path in files(ending))]
    quoted = {each for text in texts for each in QUOTED.findall(text)}
    assert len(icons) > 20
    assert sorted(set(icons) - quoted) == []


def test_planted_ones_are_caught() -> None:
    found = {
        "a/unused.html": "unused.html",
        "a/used.html": '{% include "a/included.html" with text="unused.html" %}',
        "a/included.html": '{% extends "a/included.html" %}',
        "a/itself.html": '{% extends "a/itself.html" %}',
        "notices/sent.txt": "",
        "notices/unsent.txt": "",
        SAMPLES: '{% include "a/shown.html" %}',
        "a/shown.html": "",
    }
    named = named_in_code(["render('a/used.html'); send('sent')"]) | named_in_templates(found) | {SAMPLES}
    assert unrendered(found, named) == ["a/itself.html", "a/shown.html", "a/unused.html", "notices/unsent.txt"]
    styles = ["mos-a", "mos-a--b", "mos-c", "mos-d--now", "mos-d"]
    assert unstyled(styles, ['<p class="mos-a mos-d--{{ kind }}">mos-column</p>']) == ["mos-a--b", "mos-c", "mos-d"]
