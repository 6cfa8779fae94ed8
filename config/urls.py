from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import include, path

from claims.views.health import healthz, metrics, readyz

# People are managed on pages of our own, which write down what is done and spare the last admin.
admin.site.unregister([User, Group])
admin.site.site_header = admin.site.site_title = "OnRecord"

urlpatterns = [
    path("", include("claims.urls")),
    path("imports/", include("sources.urls")),
    path("api/v1/", include("claims.api.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]

handler400 = "claims.views.errors.bad_request"
handler500 = "claims.views.errors.server_error"
