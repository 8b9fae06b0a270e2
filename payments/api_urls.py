"""Addresses of this floor's API resources."""

from django.urls import URLPattern, URLResolver, path

from payments import api, views

app_name = "payments-api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("orders/", api.Orders.as_view(), name="orders"),
    path("orders/<uuid:order_id>/", api.OneOrder.as_view(), name="order"),
    path("orders/<uuid:order_id>/reliefs/", api.Claims.as_view(), name="claims"),
    path("orders/<uuid:order_id>/checkout/", api.Checkout.as_view(), name="checkout"),
    path("payments/stripe/webhook/", views.stripe_webhook, name="stripe-webhook"),
]
