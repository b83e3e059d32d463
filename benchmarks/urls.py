"""The project's addresses, and two bare views to measure them against."""

from django.http import HttpResponse
from django.urls import include, path


def bare(request):
    """Loads the session and the user, as every page does, and says hello."""
    return HttpResponse(f"hello {request.user.pk}")


def bare_signed_out(request):
    return HttpResponse("hello")


urlpatterns = [
    path("bare/", bare),
    path("bare-signed-out/", bare_signed_out),
    path("", include("config.urls")),
]
