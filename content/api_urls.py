"""Addresses of this floor's API resources."""

from django.urls import path

from content import alert_api, api, glossary_api, menu_api
from content.said import api as said
from content.search import api as search

app_name = "content-api"
urlpatterns = [
    path("content/pages/", api.PageList.as_view(), name="pages"),
    path("content/pages/<int:page_id>/", api.PageDetail.as_view(), name="page"),
    path("content/pages/<int:page_id>/said/", said.SaidOn.as_view(), name="said"),
    path("content/find/", api.PageFind.as_view(), name="find"),
    path("content/alerts/", alert_api.AlertList.as_view(), name="alerts"),
    path("content/menus/", menu_api.MenuList.as_view(), name="menus"),
    path("content/glossary/", glossary_api.GlossaryList.as_view(), name="glossary"),
    path("content/search/", search.SearchResource.as_view(), name="search"),
    path("content/redirects/find/", api.RedirectFind.as_view(), name="redirect"),
    path("content/images/", api.PictureList.as_view(), name="images"),
    path("content/documents/", api.FileList.as_view(), name="documents"),
    path("content/locales/", api.LocaleList.as_view(), name="locales"),
]
