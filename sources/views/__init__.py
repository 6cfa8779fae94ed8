from sources.views.feeds import change_feed, feed_list
from sources.views.jobs import import_list, import_page
from sources.views.new import new_import
from sources.views.numbers import number
from sources.views.ready import mend_import
from sources.views.rejects import rejected_file
from sources.views.uploads import begin_upload, upload

__all__ = [
    "begin_upload",
    "change_feed",
    "feed_list",
    "import_list",
    "import_page",
    "mend_import",
    "new_import",
    "number",
    "rejected_file",
    "upload",
]
