"""Routes of the shop."""

from django.http import HttpRequest, JsonResponse
from django.urls import path


def healthz(_: HttpRequest) -> JsonResponse:
    """Say that the shop is open."""
    return JsonResponse({"status": "ok"})


urlpatterns = [path("healthz", healthz)]
