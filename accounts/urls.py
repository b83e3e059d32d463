from django.urls import path

from . import views

urlpatterns = [
    path("accounts/signup/", views.SignUpView.as_view(), name="account_signup"),
    path("accounts/email/", views.AddressView.as_view(), name="account_email"),
    path(
        "accounts/factors/webauthn/login/",
        views.PasskeyLoginView.as_view(),
        name="mfa_login_webauthn",
    ),
    path("accounts/factors/webauthn/add/", views.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("start/training/", views.start_training, name="start_training"),
    path("settings/", views.settings, name="settings"),
    path("settings/zone/", views.zone, name="zone"),
    path("settings/equipment/", views.have_equipment, name="have_equipment"),
]
