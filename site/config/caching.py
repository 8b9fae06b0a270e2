"""What a cache may keep of our answers: nothing, unless the view itself said that the answer is for everybody."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

type Answer = Callable[[HttpRequest], HttpResponseBase]


class NothingKept:
    """The first of the middleware: it sees refusals and failures too.

    The API's token stands in a header that no cache counts, so «private» alone would not do: who shares the browser or
    the proxy would get the other person's answer. Pages of the tree and the content API say `public`; static files too.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        said = {each.strip() for each in response.get("Cache-Control", "").split(",")}
        if "public" not in said:
            patch_cache_control(response, private=True, no_store=True)
        return response
