from django.urls import path

from . import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("<int:pk>/", views.one, name="import"),
    path("<int:pk>/next/", views.go_on, name="import_next"),
    path("<int:pk>/undo/", views.undo, name="import_undo"),
    path("<int:pk>/discard/", views.discard, name="import_discard"),
    path("<int:pk>/left-out/", views.left_out, name="import_left_out"),
]
