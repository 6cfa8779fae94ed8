from django.urls import path

from sources.views import import_list, import_page, new_import

urlpatterns = [
    path("", import_list, name="imports"),
    path("new/", new_import, name="import-new"),
    path("<int:pk>/", import_page, name="import"),
]
