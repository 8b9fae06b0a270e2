"""Addresses of the exchange, answered by its own process only."""

from django.urls import path

from applications.exchange.portal import api

app_name = "exchange"
urlpatterns = [
    path("head", api.head),
    path("messages", api.messages),
    path("blobs/<uuid:message_id>/<int:number>", api.blob),
    path("receipts", api.receipts),
    path("inbound", api.inbound),
    path("reconciliation", api.day),
    path("keys", api.public_keys),
]
