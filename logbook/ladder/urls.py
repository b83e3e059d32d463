from django.urls import path

from . import views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/forecast/", views.forecast, name="plan_forecast"),
    path("plan/<slug:slug>/open/", views.override, name="plan_override"),
    path("plan/<slug:slug>/waive/", views.waive, name="plan_waive"),
    path("plan/<slug:slug>/go-on/", views.go_on, name="plan_go_on"),
    path("plan/<slug:slug>/take-back/<slug:kind>/", views.take_back, name="plan_take_back"),
    path("plan/easy-week/", views.easy_week, name="easy_week"),
    path("plan/pin/", views.pin, name="plan_pin"),
]
