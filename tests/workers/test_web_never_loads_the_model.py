import subprocess
import sys
from pathlib import Path

SCRIPT = """
import django, sys
django.setup()
from django.urls import get_resolver
assert get_resolver().url_patterns
import claims.admin, claims.services.review
print(*sorted({"spacy", "onnxruntime", "thinc"} & set(sys.modules)))
"""


def test_no_page_imports_the_pipelines_libraries() -> None:
    root = Path(__file__).resolve().parents[2]
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings", "PATH": "/usr/bin:/bin"}
    result = subprocess.run([sys.executable, "-c", SCRIPT], cwd=root, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == ""
