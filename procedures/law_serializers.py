"""A unit of the law as the API shows it: whether it exists, where its text is, and which procedures rest on it."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from procedures.citing import index, reached
from procedures.citing.index import CitingPlace
from procedures.outlining.outline import Article


class CitedUnitSerializer(serializers.Serializer[Article]):
    """Keys of procedures: of those that cite the unit, those that cite a part, and those that cite the whole."""

    id = serializers.CharField(help_text="act:unit, as in foreigners:114(1)(1)")
    act = serializers.CharField(help_text="Key of the act")
    act_title = serializers.CharField()
    unit = serializers.CharField()
    text = serializers.CharField(help_text="As readers of this language write it")
    exists = serializers.BooleanField(allow_null=True, help_text="In the text that was read; null: nobody read the act")
    repealed = serializers.BooleanField(allow_null=True)
    read_on = serializers.DateField(allow_null=True, help_text="The day of the text that was read")
    official_url = serializers.CharField(help_text="Of the act's official text; empty where it has no address")
    cited_by = serializers.ListField(child=serializers.CharField())
    parts_cited_by = serializers.ListField(child=serializers.CharField())
    whole_cited_by = serializers.ListField(child=serializers.CharField())

    def to_representation(self, article: Article) -> dict[str, Any]:
        touched = index.of(article.citation)
        return {
            "id": article.citation.id,
            "act": article.act.key,
            "act_title": _(article.act.title),
            "unit": article.citation.unit,
            "text": str(article.citation),
            "exists": article.exists,
            "repealed": article.is_repealed,
            "read_on": article.act.state.isoformat() if article.act.state else None,
            "official_url": article.act.url,
            "cited_by": _keys(touched.own),
            "parts_cited_by": _keys(touched.parts),
            "whole_cited_by": _keys(touched.whole),
        }


def _keys(places: tuple[CitingPlace, ...]) -> list[str]:
    return [each.key for each in reached.procedures_of(places)]
