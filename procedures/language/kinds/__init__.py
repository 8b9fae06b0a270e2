"""Every kind of field, in one table: what it asks, accepts, shows, files and tells the register."""

from collections.abc import Mapping

from procedures.language.kinds import choices, composites, groups, lists, numbers, sentences, texts
from procedures.language.kinds.base import NO_ANSWER, NONE_PL, AnswerField, Kind, Question

_KINDS: dict[str, Kind] = {
    "name": texts.Name(),
    "text": texts.Text(),
    "document-number": texts.DocumentNumber(),
    "postal-code": texts.PostalCode(),
    "pkd": texts.Pkd(),
    "email": texts.Email(),
    "phone": texts.Phone(),
    "date": numbers.Date(),
    "integer": numbers.Integer(),
    "pesel": numbers.Pesel(),
    "nip": numbers.Nip(),
    "regon": numbers.Regon(),
    "krs": numbers.Krs(),
    "iban": numbers.Iban(),
    "choice": choices.Choice(),
    "yes-no": choices.YesNo(),
    "country": choices.Country(),
    "voivodeship": choices.Voivodeship(),
    "address": composites.Address(),
    "authority": composites.IssuingAuthority(),
    "money": composites.Money(),
    "pay": composites.Pay(),
    "working-time": composites.WorkingTime(),
    "occupation": composites.Occupation(),
    "several": composites.SeveralOf(),
}
_KINDS |= {"free-text": sentences.ReadyText(_KINDS), "phrase": sentences.ReadyPhrase(_KINDS)}
_KINDS["list"] = lists.ListOf(_KINDS)
composites.KIND_OF_PART.update({name: kind for name, kind in _KINDS.items() if name not in ("list", "several")})
_KINDS["group"] = groups.GroupOf(composites.KIND_OF_PART)
KINDS: Mapping[str, Kind] = _KINDS

__all__ = ["KINDS", "NONE_PL", "NO_ANSWER", "AnswerField", "Kind", "Question"]
