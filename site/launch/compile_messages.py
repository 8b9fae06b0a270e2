"""Compiles the `.po` files in Python, so that nobody needs gettext to run MOS."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_all(locale: Path) -> None:
    """Write each `.mo` that is older than its `.po`."""
    for source in locale.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3])
        partial = target.with_suffix(".partial")
        with partial.open("wb") as file:
            write_mo(file, catalog)
        partial.replace(target)


def main() -> None:
    compile_all(Path(__file__).resolve().parents[2] / "locale")


if __name__ == "__main__":
    main()
