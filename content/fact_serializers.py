"""The facts of a block as the content API gives them: what its page shows, in the language and of the day asked for."""

from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from content.joined import BlockFacts
from content.law import LawLine, ShownOffice


@dataclass(frozen=True, slots=True, kw_only=True)
class OfBlock:
    """`shows` names what of the law the block has."""

    facts: BlockFacts
    lines: list[LawLine]
    shows: tuple[str, ...]
    offices: list[ShownOffice] | None


class LineSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    verified = serializers.BooleanField()
    notes = serializers.ListField(child=serializers.CharField())


class RowSerializer(serializers.Serializer[Any]):
    term = serializers.CharField()
    value = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    verified = serializers.BooleanField()


class CostSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # DRF declares fields over its own attributes
    note = serializers.CharField(allow_blank=True)
    amount = serializers.CharField()
    grosze = serializers.IntegerField(allow_null=True, help_text="Empty when it is not known on that day")
    verified = serializers.BooleanField()


class LessSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    amount = serializers.CharField()
    text = serializers.CharField()
    verified = serializers.BooleanField()
    notes = serializers.ListField(child=serializers.CharField())


class OfficeOfBlockSerializer(serializers.Serializer[Any]):
    """An office, by the code of its voivodeship; all that is known of it is at `authorities/<teryt>/`."""

    teryt = serializers.CharField()
    voivodeship = serializers.CharField()
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    seat = serializers.CharField()
    address = serializers.ListField(child=serializers.CharField())
    phones = serializers.ListField(child=serializers.CharField())


class BlockFactsSerializer(serializers.Serializer[Any]):
    """Only what the block of this type shows is there; `sentences` are those of the law beside it."""

    on = serializers.DateField(help_text="The day of which they are the facts")
    who = serializers.ListField(child=serializers.CharField(), required=False)
    conditions = LineSerializer(many=True, required=False)
    refusals = LineSerializer(many=True, required=False)
    documents = LineSerializer(many=True, required=False)
    fees = CostSerializer(many=True, required=False)
    reliefs = LessSerializer(many=True, required=False)
    total = serializers.CharField(required=False, allow_blank=True)
    rows = RowSerializer(many=True, required=False)
    basis = serializers.ListField(child=serializers.CharField(), required=False)
    offices = OfficeOfBlockSerializer(many=True, required=False)
    source_url = serializers.CharField(required=False)
    checked_on = serializers.DateField(required=False)
    sentences = LineSerializer(many=True)


def facts_shown(own: OfBlock) -> dict[str, Any]:
    law = own.facts.law
    shown = {name: getattr(law, name) for name in own.shows} if law else {}
    if own.offices is not None:
        shown["offices"] = own.offices
    return dict(BlockFactsSerializer({"on": own.facts.on, "sentences": own.lines, **shown}).data)
