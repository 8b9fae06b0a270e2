"""What a table of a definition has to hold, from the types of the dataclass it becomes, in an editor's words."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints

WORDS: Mapping[object, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    date: "a date like 2026-07-18",
    NoneType: "nothing",
}


def make[T](shape: Callable[..., T], values: Mapping[str, Any]) -> T:
    """The dataclass of these values; ValueError says what does not fit."""
    if isinstance(shape, type) and is_dataclass(shape) and (wrong := complaint(shape, values)):
        raise ValueError(wrong)
    return shape(**values)


def listed(value: object, name: str) -> tuple[Any, ...]:
    """The values of a list; ValueError for what is none, as in the next ones."""
    if not isinstance(value, list | tuple):
        raise ValueError(f"{name} is a list, not {value!r}")  # noqa: TRY004  # the reader turns ValueError
    return tuple(value)


def texts(value: object, name: str) -> tuple[str, ...]:
    found = listed(value, name)
    if not all(isinstance(each, str) for each in found):
        raise ValueError(f"{name} is a list of text, not {value!r}")
    return found


def tables(value: object, name: str) -> tuple[Mapping[str, Any], ...]:
    """The tables of [[name]]."""
    found = listed(value, name)
    if not all(isinstance(each, Mapping) for each in found):
        raise ValueError(f"{name} is written as [[{name}]]")
    return found


def complaint(shape: type, values: Mapping[str, Any]) -> str:
    """What is wrong with these values, or nothing: an unknown name, a missing one, a value of another type."""
    known = _fields(shape)
    if unknown := sorted(set(values) - set(known)):
        return f"unknown: {', '.join(unknown)}"
    if lacking := sorted(name for name, (_hint, needed) in known.items() if needed and name not in values):
        return f"lacks {', '.join(lacking)}"
    wrong = (name for name, value in values.items() if not fits(value, known[name][0]))
    return next((f"{name} is {called(known[name][0])}, not {values[name]!r}" for name in wrong), "")


def complaint_of(shape: type, values: Mapping[str, Any]) -> str:
    """The same of some of its values."""
    known = _fields(shape)
    wrong = (name for name, value in values.items() if name not in known or not fits(value, known[name][0]))
    return next((f"{name} is {called(known[name][0]) if name in known else 'unknown'}" for name in wrong), "")


def fits(value: object, hint: Any) -> bool:
    """True only when the value is of that type in TOML's sense: a number is no text, true is no number."""
    return _judge_of(hint)(value)


@cache
def _judge_of(hint: Any) -> Callable[[object], bool]:
    """Made once for a type: every value of every definition is judged at each start."""
    origin, parts = get_origin(hint), get_args(hint)
    if isinstance(hint, TypeAliasType):
        return lambda value: fits(value, hint.__value__)  # it may name itself
    if origin in (Union, UnionType):
        judges = [_judge_of(part) for part in parts]
        return lambda value: any(judge(value) for judge in judges)
    if origin in (tuple, frozenset, list):
        judge = _judge_of(parts[0])
        return lambda value: isinstance(value, origin) and all(map(judge, value))
    if origin is not None:
        judge = _judge_of(parts[1])
        return lambda value: isinstance(value, Mapping) and all(map(judge, value.values()))
    return lambda value: _is_one(value, hint)


def called(hint: Any) -> str:
    """The type as an editor knows it."""
    if isinstance(hint, TypeAliasType):
        return called(hint.__value__)
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(called(part) for part in parts))
    if origin in (tuple, frozenset, list):
        return f"a list of {called(parts[0])}"
    if origin is not None or is_dataclass(hint):
        return "a table"
    return WORDS.get(hint, "anything")


def _is_one(value: object, hint: Any) -> bool:
    if hint is Any:
        return True
    if isinstance(value, bool | datetime):
        return hint in (type(value), object)
    return isinstance(value, hint)


@cache
def _fields(shape: type) -> Mapping[str, tuple[Any, bool]]:
    """Of each field its type, and whether it must be said."""
    hints = get_type_hints(shape)
    return {each.name: (hints[each.name], _must_be_said(each)) for each in fields(shape)}


def _must_be_said(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
