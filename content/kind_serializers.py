"""What the content API says of the kinds of pages beside their prose: facts of the table, of the law, of the record."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from content import contacts, law_pages, office_page
from content.models import LawPage, NewsPage, OfficePage, StatementPage


class OpenOnSerializer(serializers.Serializer[Any]):
    day = serializers.CharField()
    opens = serializers.CharField()
    closes = serializers.CharField()


class OfficeFieldSerializer(serializers.Serializer[Any]):
    """Of its lines, phones, links and hours one is filled; `said` is how sure it is."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF declares fields over its own attributes
    lines = serializers.ListField(child=serializers.CharField())
    phones = serializers.ListField(child=serializers.CharField())
    links = serializers.ListField(child=serializers.CharField())
    hours = OpenOnSerializer(many=True)
    said = serializers.CharField(allow_blank=True)
    source_url = serializers.CharField(allow_blank=True)


class ReachedSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(allow_blank=True)
    role = serializers.CharField(allow_blank=True)
    fields = OfficeFieldSerializer(many=True)  # type: ignore[assignment]  # as above
    unknown = serializers.ListField(child=serializers.CharField(), help_text="Labels of what nobody knows")


class OfficePlaceSerializer(serializers.Serializer[Any]):
    """An office or one of its branches, from the dated table."""

    teryt = serializers.CharField()
    branch = serializers.CharField(allow_null=True)
    reached = ReachedSerializer()
    branches = ReachedSerializer(many=True)


class LawTextSerializer(serializers.Serializer[Any]):
    """An act or a unit of it, and the procedures that rest on it."""

    act = serializers.CharField()
    unit = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    official = serializers.CharField()
    journal = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    state = serializers.CharField(allow_blank=True, help_text="Empty where it is in force and was read")
    read_on = serializers.DateField(allow_null=True)
    procedures = serializers.ListField(child=serializers.CharField())


class ContactSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    email = serializers.CharField(allow_blank=True)
    numbers = serializers.ListField(child=serializers.CharField())
    address = serializers.CharField(allow_blank=True)
    hours = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    source = serializers.CharField()  # type: ignore[assignment]  # as above
    checked_on = serializers.DateField(allow_null=True)


class ContactGroupSerializer(serializers.Serializer[Any]):
    purpose = serializers.CharField()
    is_own = serializers.BooleanField(help_text="Otherwise whoever helps is named, until there is an address")
    rows = ContactSerializer(many=True)


class StatementPageSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    contacts = ContactGroupSerializer(many=True)


FIELDS = ("day", "office", "law_text", "statement")


class KindFields(serializers.Serializer[Any]):
    """Each is null on pages of another kind."""

    day = serializers.SerializerMethodField(help_text="Of news")
    office = serializers.SerializerMethodField()
    law_text = serializers.SerializerMethodField()
    statement = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_day(self, page: Any) -> Any:
        return page.day.isoformat() if isinstance(page, NewsPage) else None

    @extend_schema_field(OfficePlaceSerializer(allow_null=True))
    def get_office(self, page: Any) -> Any:
        place = office_page.named(page.office) if isinstance(page, OfficePage) else None
        if place is None:
            return None
        return {
            "teryt": place.office.teryt,
            "branch": place.branch.place if place.branch else None,
            "reached": asdict(place.reached),
            "branches": [asdict(each) for each in place.branches],
        }

    @extend_schema_field(LawTextSerializer(allow_null=True))
    def get_law_text(self, page: Any) -> Any:
        shown = law_pages.shown(page.act, page.unit) if isinstance(page, LawPage) else None
        if shown is None:
            return None
        said = {"act": page.act, "unit": page.unit, "procedures": [each.key for each in shown.procedures]}
        return {
            name: getattr(shown, name) for name in ("text", "official", "journal", "url", "state", "read_on")
        } | said

    @extend_schema_field(StatementPageSerializer(allow_null=True))
    def get_statement(self, page: Any) -> Any:
        if not isinstance(page, StatementPage):
            return None
        return {"kind": page.kind, "contacts": [contacts.told(group) for group in page.answered_by()]}
