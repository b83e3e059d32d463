from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from accounts.views import too_many as handler429

from .errors import not_found as handler404
from .errors import permission_denied as handler403
from .health import healthz, readyz
from .outage import handler400, handler500

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

urlpatterns = [
    # Django tries them in this order, so the most visited come first.
    path("", include("exercises.urls")),
    path("", include("logbook.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/exercises/cue/", include("logbook.coach.urls")),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),  # before allauth's, of which it replaces some
    path("accounts/", include("allauth.account.urls")),
    path("accounts/factors/", include("allauth.mfa.urls")),
    path("", include("plans.urls")),
]

if settings.METRICS_TOKEN:
    from .metrics import metrics

    urlpatterns.append(path("metrics", metrics, name="metrics"))
