from django.contrib import admin
from django.urls import include, path

from claims.views.health import healthz, metrics, readyz

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
