from django.urls import path

from . import views

urlpatterns = [
    path("today/go/", views.guided, name="guided"),
    path("today/ahead/<day:day>/go/", views.ahead, name="guided_ahead"),
    path("today/done/", views.day_summary, name="day_summary"),
]
