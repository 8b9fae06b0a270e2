"""Orders over the API: the same functions as the pages."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.drafting import access
from paging import keyset
from payments import checkout, claiming, orders
from payments.serializers import CheckoutAsked, CheckoutSerializer, ClaimsAsked, OrderAsked, OrderSerializer

IDEMPOTENCY_KEY = OpenApiParameter(
    name="Idempotency-Key",
    location=OpenApiParameter.HEADER,
    description="The same key gets the same checkout session again.",
)


class Orders(APIView):
    @extend_schema(operation_id="orders_list", responses=keyset.schema(OrderSerializer), parameters=keyset.PARAMETERS)
    def get(self, request: Request) -> Response:
        page = keyset.of(orders.for_actor(request.user).prefetch_related("items__sessions"), request)
        laid = orders.laid_all(page.rows)
        return Response(page.told(OrderSerializer(laid, many=True, context={"request": request}).data))

    @extend_schema(request=OrderAsked, responses={201: OrderSerializer})
    def post(self, request: Request) -> Response:
        """The order of an application, made if need be; asking again gives the same one."""
        asked = OrderAsked(data=request.data)
        asked.is_valid(raise_exception=True)
        application = access.get(request.user, asked.validated_data["application"])
        found = orders.of(application, acting=access.acting_in(request.user, application))
        return Response(OrderSerializer(orders.laid(found), context={"request": request}).data, status=201)


class OneOrder(APIView):
    @extend_schema(responses=OrderSerializer)
    def get(self, request: Request, order_id: UUID) -> Response:
        return Response(
            OrderSerializer(orders.laid(orders.get(request.user, order_id)), context={"request": request}).data
        )


class Claims(APIView):
    @extend_schema(request=ClaimsAsked, responses=OrderSerializer)
    def put(self, request: Request, order_id: UUID) -> Response:
        """Which reliefs are due, as the person says; what is paid already stays as it is."""
        found = orders.get(request.user, order_id)
        asked = ClaimsAsked(data=request.data)
        asked.is_valid(raise_exception=True)
        acting = access.acting_in(request.user, found.application)
        found.application = claiming.claim(found.application, asked.validated_data["reliefs"], acting=acting)
        return Response(OrderSerializer(orders.laid(found), context={"request": request}).data)


class Checkout(APIView):
    @extend_schema(request=CheckoutAsked, responses={201: CheckoutSerializer}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, order_id: UUID) -> Response:
        """Open the payment service's page for one item; amount and payee come from the tables alone."""
        found = orders.get(request.user, order_id)
        asked = CheckoutAsked(data=request.data)
        asked.is_valid(raise_exception=True)
        item = orders.item_of(found, asked.validated_data["item"])
        language = asked.validated_data.get("language", found.application.language)
        key = request.headers.get("Idempotency-Key", "")[:200]
        acting = access.acting_in(request.user, found.application)
        session = checkout.start(item.pk, acting=acting, language=language, request_key=key)
        return Response(CheckoutSerializer(session, context={"request": request}).data, status=201)
