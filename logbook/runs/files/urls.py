from django.urls import path

from . import views

urlpatterns = [
    path("runs/import/", views.run_imports, name="run_imports"),
    path("runs/import/share/", views.share, name="run_import_share"),
    path("runs/import/<int:pk>/", views.run_import, name="run_import"),
    path("runs/import/<int:pk>/undo/", views.undo_run_import, name="run_import_undo"),
    path("runs/import/<int:pk>/discard/", views.discard, name="run_import_discard"),
]
