"""When a question applies: conditions over answers, read and judged."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace

from procedures.language.schema import JSON, NONE, AllOf, Answers, AnyOf, Condition, Is, IsAnswered, Not

NO_ROW: Answers = {}


def holds(condition: Condition | None, answers: Answers, row: Answers = NO_ROW) -> bool:
    """Is the condition true of these answers (and of this row)? No condition always is."""
    match condition:
        case None:
            return True
        case Is():
            return _is(condition, _scope(condition, answers, row).get(condition.field))
        case IsAnswered():
            value = _scope(condition, answers, row).get(condition.field)
            return (value not in (None, NONE)) is condition.claim
        case AllOf(parts):
            return all(holds(part, answers, row) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers, row) for part in parts)
        case Not(part):
            return not holds(part, answers, row)


def may_hold(condition: Condition | None, answers: Answers, decided: Container[str], *, claim: bool = True) -> bool:
    """Could it be true (`claim=False`: could it be false), when only these questions are decided already?"""
    match condition:
        case None:
            return claim
        case Is() | IsAnswered():
            return condition.in_row or condition.field not in decided or holds(condition, answers) is claim
        case AllOf(parts) | AnyOf(parts):
            each = (may_hold(part, answers, decided, claim=claim) for part in parts)
            return all(each) if isinstance(condition, AllOf) is claim else any(each)
        case Not(part):
            return may_hold(part, answers, decided, claim=not claim)


def required(rule: bool | Condition, answers: Answers, row: Answers = NO_ROW) -> bool:
    return rule if isinstance(rule, bool) else holds(rule, answers, row)


def references(condition: Condition | None) -> Iterator[Is | IsAnswered]:
    """Every question the condition looks at."""
    match condition:
        case Is() | IsAnswered():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from references(part)
        case Not(part):
            yield from references(part)


def as_json(condition: Condition) -> dict[str, JSON]:
    """The condition as TOML has it, for schemas and for the page's script."""
    match condition:
        case Is():
            return {_where(condition): condition.field, "is": list(condition.values)}
        case IsAnswered():
            return {_where(condition): condition.field, "answered": condition.claim}
        case AllOf(parts):
            return {"all": [as_json(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [as_json(part) for part in parts]}
        case Not(part):
            return {"not": as_json(part)}


def instead_of(required: bool | Condition) -> list[str]:
    """The questions of which one is enough, when this is asked because none of them was answered; else none."""
    leaves = required.parts if isinstance(required, AllOf) else (required,)
    if not all(isinstance(leaf, IsAnswered) and not leaf.claim for leaf in leaves):
        return []
    return [leaf.field for leaf in leaves if isinstance(leaf, IsAnswered)]


def renamed(condition: Condition | None, name: Callable[[str], str]) -> Condition:
    """The same condition over other names of the questions."""
    match condition:
        case None:
            return AllOf(())
        case Is() | IsAnswered():
            return replace(condition, field=name(condition.field))
        case AllOf(parts):
            return AllOf(tuple(renamed(part, name) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(renamed(part, name) for part in parts))
        case Not(part):
            return Not(renamed(part, name))


def read(raw: object) -> Condition:
    """A condition from TOML; ValueError says what is wrong with it."""
    if not isinstance(raw, Mapping):
        raise ValueError("a condition is a table")  # noqa: TRY004  # the loader turns ValueError into its own error
    if set(raw) in ({"all"}, {"any"}):
        ((name, parts),) = raw.items()
        if not isinstance(parts, list) or not parts:
            raise ValueError(f"{name!r} wants a list of conditions")
        inner = tuple(read(part) for part in parts)
        return AllOf(inner) if name == "all" else AnyOf(inner)
    if set(raw) == {"not"}:
        return Not(read(raw["not"]))
    return _read_leaf(raw)


def _read_leaf(raw: Mapping[str, JSON]) -> Condition:
    where = [name for name in ("field", "row") if name in raw]
    verbs = [name for name in ("is", "is_not", "answered") if name in raw]
    if len(where) != 1 or not verbs or len(raw) != 1 + len(verbs):
        raise ValueError(f"a condition names one field (or row) and says is, is_not or answered, not {dict(raw)}")
    place = {"field": str(raw[where[0]]), "in_row": where[0] == "row"}
    parts = tuple(_verb(verb, raw[verb], str(place["field"]), bool(place["in_row"])) for verb in verbs)
    return parts[0] if len(parts) == 1 else AllOf(parts)


def _verb(verb: str, value: JSON, field: str, in_row: bool) -> Condition:
    if verb == "answered":
        if not isinstance(value, bool):
            raise ValueError("answered is true or false")
        return IsAnswered(field=field, claim=value, in_row=in_row)
    if not isinstance(value, list) or not value or not all(isinstance(each, str | int) for each in value):
        raise ValueError(f"{verb} wants a list of codes")
    found = Is(field=field, values=tuple(value), in_row=in_row)
    return found if verb == "is" else Not(found)


def _is(condition: Is, value: JSON) -> bool:
    values = value if isinstance(value, list) else [value]
    return any(_same(each, wanted) for each in values for wanted in condition.values)


def _same(value: JSON, wanted: JSON) -> bool:
    return value == wanted and isinstance(value, bool) == isinstance(wanted, bool)


def _scope(leaf: Is | IsAnswered, answers: Answers, row: Answers) -> Answers:
    return row if leaf.in_row else answers


def _where(leaf: Is | IsAnswered) -> str:
    return "row" if leaf.in_row else "field"
