"""How orders look from outside."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from payments import orders, transfer
from payments.models import CheckoutSession, Order, OrderItem


class TransferSerializer(serializers.Serializer[transfer.Transfer]):
    recipient = serializers.CharField()
    account = serializers.CharField()
    amount = serializers.IntegerField()
    title = serializers.CharField()


class CheckoutSerializer(serializers.ModelSerializer[CheckoutSession]):
    class Meta:
        model = CheckoutSession
        fields = [
            "id",
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
    owed = serializers.IntegerField(read_only=True)
    online = serializers.SerializerMethodField()
    transfer = serializers.SerializerMethodField()
    attempts = CheckoutSerializer(source="sessions", many=True)

    class Meta:
        model = OrderItem
        fields = [
            "id",
            "fee",
            "label",
            "law",
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
        ]

    def get_online(self, item: OrderItem) -> bool:
        """Whether the payee can be paid here; a rest under 2 zł can't."""
        return orders.is_online(item) and not orders.is_too_little(item)

    @extend_schema_field(TransferSerializer(allow_null=True))
    def get_transfer(self, item: OrderItem) -> dict[str, Any] | None:
        """None while nobody has confirmed the payee's account."""
        found = transfer.of(item)
        return dict(TransferSerializer(found).data) if found else None


class OrderSerializer(serializers.ModelSerializer[Order]):
    items = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = ["id", "number", "application", "created_at", "items"]

    @extend_schema_field(OrderItemSerializer(many=True))
    def get_items(self, order: Order) -> list[dict[str, Any]]:
        """As the tables have them today, whatever was written down last."""
        return list(OrderItemSerializer(orders.items(order), many=True).data)


class OrderAsked(serializers.Serializer[None]):
    application = serializers.UUIDField()


class CheckoutAsked(serializers.Serializer[None]):
    item = serializers.UUIDField()
    language = serializers.ChoiceField(choices=[code for code, _ in settings.LANGUAGES], required=False)
