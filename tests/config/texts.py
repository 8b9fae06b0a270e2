"""The texts that the product says, read from its sources as `makemessages` would."""

import ast
import re
from collections.abc import Iterator

from django.utils.translation.template import templatize

from tests.config.names import files

STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({STRING}(?:\s*,\s*{STRING})*)")

type Text = tuple[str | None, str]  # its context, and its msgid


def texts(function: str, strings: list[str]) -> Iterator[Text]:
    """`pgettext` says its context first; `ngettext` one and many, which are one entry."""
    if function.lstrip("n").startswith("pgettext"):
        yield strings[0], strings[1]
    else:
        yield None, strings[0]


def in_python(source: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        strings = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if strings and re.fullmatch(r"_|n?p?gettext(_lazy|_noop)?", function):
            yield from texts(function, strings)


def in_template(source: str) -> Iterator[Text]:
    for function, strings in CALL.findall(templatize(source)):
        yield from texts(function, list(ast.literal_eval(f"({strings},)")))


def texts_said() -> set[Text]:
    code = {text for path in files(".py") for text in in_python(path.read_text())}
    pages = (path for ending in (".html", ".txt") for path in files(ending))
    return code | {text for path in pages for text in in_template(path.read_text())}
