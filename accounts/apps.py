from django.apps import AppConfig
from django.contrib.admin import apps as admin


class AccountsConfig(AppConfig):
    name = "accounts"
    default = True


class AdminConfig(admin.AdminConfig):
    default = False
    default_site = "accounts.admin_site.AdminSite"
