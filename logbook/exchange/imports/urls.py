from django.urls import path

from . import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("waiting/", views.waits, name="import_waits"),
    path("waiting/discard/", views.discard_waiting, name="import_waiting_discard"),
    path("<int:pk>/", views.one_import, name="import"),
    path("<int:pk>/columns/", views.choose_columns, name="import_columns"),
    path("<int:pk>/next/", views.store_more, name="import_next"),
    path("<int:pk>/undo/", views.undo_import, name="import_undo"),
    path("<int:pk>/discard/", views.discard, name="import_discard"),
    path("<int:pk>/left-out/", views.left_out, name="import_left_out"),
]
