from django.urls import path, re_path

from sources import views

urlpatterns = [
    path("", views.import_list, name="imports"),
    path("new/", views.new_import, name="import-new"),
    path("feeds/", views.feed_list, name="feeds"),
    path("feeds/<int:pk>/", views.change_feed, name="feed"),
    path("uploads/", views.begin_upload, name="import-uploads"),
    path("uploads/<int:pk>/", views.upload, name="import-upload"),
    path("<int:pk>/", views.import_page, name="import"),
    path("<int:pk>/mend/", views.mend_import, name="import-mend"),
    re_path(r"^(?P<pk>[0-9]+)/rejects\.(?P<ending>csv|jsonl)$", views.rejected_file, name="import-rejects"),
]
