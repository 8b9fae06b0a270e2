"""How orders look from outside."""

from typing import Any
from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from applications.drafting.serializers import WhoField
from applications.exchange.portal import standing
from applications.exchange.portal.standing import MessageStanding
from payments import bank_transfers, orders, telling
from payments.models import CheckoutSession, OrderItem
from payments.orders import Bill
from procedures.serializers import DueSerializer, UnknownFeeSerializer


class TransferSerializer(serializers.Serializer[bank_transfers.Transfer]):
    recipient = serializers.CharField()
    account = serializers.CharField()
    amount = serializers.IntegerField()
    title = serializers.CharField()


class CheckoutSerializer(serializers.ModelSerializer[CheckoutSession]):
    by = WhoField(source="person_id", read_only=True, help_text="Who began to pay: self, or who acts for or with one.")

    class Meta:
        model = CheckoutSession
        fields = [
            "id",
            "by",
            "state",
            "url",
            "amount",
            "currency",
            "expires_at",
            "received",
            "refunded",
            "disputed",
            "kept",
            "surplus",
        ]


class OrderItemSerializer(serializers.ModelSerializer[OrderItem]):
    owed = serializers.SerializerMethodField()
    online = serializers.SerializerMethodField()
    transfer = serializers.SerializerMethodField()
    attempts = CheckoutSerializer(source="sessions", many=True)
    delivery = serializers.SerializerMethodField(help_text="Of the last change, once it is sent: is it at the office?")
    delivery_text = serializers.SerializerMethodField(help_text="What is wrong and what to do, when it is held up.")

    class Meta:
        model = OrderItem
        fields = [
            "id",
            "fee",
            "label",
            "law",
            "relief",
            "payee",
            "payee_name",
            "amount",
            "received",
            "refunded",
            "kept",
            "owed",
            "currency",
            "may_wait",
            "paid_at",
            "online",
            "transfer",
            "attempts",
            "delivery",
            "delivery_text",
        ]

    def get_owed(self, item: OrderItem) -> int:
        return 0 if item.is_called_off else item.owed

    def get_online(self, item: OrderItem) -> bool:
        """Whether the payee can be paid here; a rest under 2 zł can't."""
        return orders.is_online(item) and not orders.is_too_little(item) and not item.is_called_off

    @extend_schema_field(TransferSerializer(allow_null=True))
    def get_transfer(self, item: OrderItem) -> dict[str, Any] | None:
        """None while nobody has confirmed the payee's account."""
        found = None if item.is_called_off else bank_transfers.of(item)
        return dict(TransferSerializer(found).data) if found else None

    @extend_schema_field(serializers.ChoiceField(choices=MessageStanding.choices, allow_null=True))
    def get_delivery(self, item: OrderItem) -> MessageStanding | None:
        return self._standing(item)

    def get_delivery_text(self, item: OrderItem) -> str:
        return telling.explained(item, self._standing(item))

    def _standing(self, item: OrderItem) -> MessageStanding | None:
        known: dict[UUID, MessageStanding] = self.context.get("standings", {})
        return known.get(item.message_id) if item.message_id else None


class OrderSerializer(serializers.Serializer[Any]):
    """As the tables have it today, whatever was written down last."""

    id = serializers.UUIDField(source="order.pk", read_only=True)
    number = serializers.CharField(source="order.number", read_only=True)
    application = serializers.UUIDField(source="order.application_id", read_only=True)
    created_at = serializers.DateTimeField(source="order.created_at", read_only=True)
    is_readable = serializers.BooleanField(
        read_only=True, help_text="Else its answers are broken: items are as they were written down last"
    )
    items = serializers.SerializerMethodField()
    unknown = UnknownFeeSerializer(many=True, read_only=True, help_text="Owed besides; nobody knows today how much")
    dues = DueSerializer(
        many=True, read_only=True, help_text="Each fee by the answers there are: owed, less, free, not known"
    )
    claims = serializers.ListField(
        source="application.claims",
        child=serializers.CharField(),
        read_only=True,
        help_text="Keys of the reliefs that the person says are due",
    )

    @extend_schema_field(OrderItemSerializer(many=True))
    def get_items(self, bill: Bill) -> list[dict[str, Any]]:
        is_told = any(item.told_at for item in bill.items)
        context = {**self.context, "standings": standing.of(bill.application.pk) if is_told else {}}
        return list(OrderItemSerializer(bill.items, many=True, context=context).data)


class ClaimsAsked(serializers.Serializer[None]):
    reliefs = serializers.ListField(
        child=serializers.CharField(max_length=60), max_length=20, help_text="Keys of claimable reliefs; none: []"
    )


class OrderAsked(serializers.Serializer[None]):
    application = serializers.UUIDField()


class CheckoutAsked(serializers.Serializer[None]):
    item = serializers.UUIDField()
    language = serializers.ChoiceField(choices=[code for code, _ in settings.LANGUAGES], required=False)
