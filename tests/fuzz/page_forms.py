"""The forms of a page, as a browser reads them, and what may be sent instead of what it would send."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import html

from tests.fuzz.hostile_input import FILE_NAMES, FILES, MULTIPART, URLENCODED, VALUES, multipart, urlencoded


@dataclass(slots=True)
class PageForm:
    """One form: where it goes, what a person fills in, what it sends of its own accord, its named buttons."""

    action: str
    method: str
    typed: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def names(self) -> frozenset[str]:
        return frozenset({*self.typed, *self.hidden, *self.buttons, *self.files})

    def rounds(self, hidden: set[str]) -> Iterator[tuple[bytes, str]]:
        """Each typed field with each value, these hidden ones and the buttons too; nothing at all; unknown fields."""
        kept = [(name.encode(), value.encode()) for name, value in self.hidden.items()]
        typed = [name.encode() for name in self.typed]
        for turn in range(len(VALUES) if typed or self.files else 0):
            yield self._body([*kept, *_turned(typed, turn)], turn)
        as_shown = [(name.encode(), value.encode()) for name, value in {**self.typed, **self.hidden}.items()]
        for name in sorted(hidden):
            rest = [pair for pair in as_shown if pair[0] != name.encode()]
            for turn, value in enumerate(VALUES):
                yield self._body([*rest, (name.encode(), value)], turn)
        for button, pressed in self.buttons.items():
            yield self._body([*as_shown, (button.encode(), pressed.encode())], 0)
        yield self._body([], 0)
        yield self._body([*as_shown, *((b"unknown-%d" % turn, value) for turn, value in enumerate(VALUES))], 0)

    def _body(self, pairs: list[tuple[bytes, bytes]], turn: int) -> tuple[bytes, str]:
        if not self.files or self.method == "GET":
            return urlencoded(pairs), URLENCODED
        file = FILE_NAMES[turn % len(FILE_NAMES)], FILES[turn % len(FILES)]
        return multipart(pairs, {name.encode(): file for name in self.files}), MULTIPART


def on(page: bytes, address: str) -> Iterator[PageForm]:
    """Those that change something; a form of GET is an address with a query."""
    if not page.strip():
        return
    for element in html.fromstring(page).iter("form"):
        found = PageForm(urljoin(address, element.get("action") or address), (element.get("method") or "get").upper())
        for control in element.iter("input", "select", "textarea", "button"):
            _read(control, found)
        yield found


def _read(control: html.HtmlElement, found: PageForm) -> None:
    name, kind = control.get("name"), control.get("type", "")
    if not name or name == "csrfmiddlewaretoken":
        return
    if control.tag == "button":
        found.buttons[name] = control.get("value", "")
    elif kind == "file":
        found.files.append(name)
    elif kind == "hidden":
        found.hidden[name] = control.get("value", "")
    elif kind in {"checkbox", "radio"}:
        found.typed.setdefault(name, control.get("value", "on"))
    else:
        found.typed[name] = str(control.value or "") if control.tag != "select" else _chosen(control)


def _chosen(control: html.HtmlElement) -> str:
    options = [option.get("value", "") for option in control.iter("option") if option.get("selected") is not None]
    return options[0] if options else ""


def _turned(names: list[bytes], turn: int) -> list[tuple[bytes, bytes]]:
    return [(name, VALUES[(place + turn) % len(VALUES)]) for place, name in enumerate(names)]
