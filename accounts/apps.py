from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import pgettext_lazy


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = pgettext_lazy("in the admin", "Runners")
    default = True

    def ready(self):
        from . import waiting

        waiting.note_waits()


class AdminConfig(admin.AdminConfig):
    default = False
    default_site = "accounts.admin_site.AdminSite"
