from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.account.urls")),
    path("", include("accounts.urls")),
    path("", include("exercises.urls")),
    path("", include("plans.urls")),
    path("", include("logbook.urls")),
]
