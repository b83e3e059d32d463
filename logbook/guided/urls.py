from django.urls import path

from . import views

urlpatterns = [
    path("today/go/", views.guided, name="guided"),
    path("today/go/primer/", views.primer, name="primer"),
    path("today/go/primer/sets/", views.log_primer, name="log_primer"),
    path("today/ahead/<day:day>/go/primer/", views.primer_ahead, name="primer_ahead"),
    path("today/ahead/<day:day>/go/", views.ahead, name="guided_ahead"),
    path("today/done/", views.day_summary, name="day_summary"),
]
