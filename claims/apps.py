from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "Claims"

    def ready(self) -> None:
        from claims.access import make_roles
        from config.session_age import begin

        post_migrate.connect(make_roles, sender=self)
        user_logged_in.connect(begin)
