"""Addresses of this floor's pages, under `applications/`."""

from django.urls import URLPattern, URLResolver, path

from payments import views

app_name = "payments"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<uuid:application_id>/payment/", views.order, name="order"),
    path("<uuid:application_id>/payment/reliefs/", views.claim, name="claim"),
    path("<uuid:application_id>/payment/return/", views.returned, name="return"),
    path("<uuid:application_id>/payment/<uuid:item_id>/checkout/", views.start_checkout, name="checkout"),
]
