import pytest

from claims.models import Claim
from claims.templatetags.said import quoted


@pytest.mark.parametrize(
    ("kind", "content", "shown"),
    [
        ("direct", "“We go,”", "“We go,”"),
        ("direct", '"We go,"', "“We go,”"),
        ("direct", "We go", "“We go”"),
        ("direct", "“We go,” … “and soon.”", "“We go,” … “and soon.”"),
        ("direct", "“<b> & co", "“&lt;b&gt; &amp; co”"),
        ("indirect", "they would go", "they would go"),
        ("mixed", "they were “done”", "they were “done”"),
    ],
)
def test_direct_words_stand_in_quotation_marks_and_others_as_they_are(kind: str, content: str, shown: str) -> None:
    assert quoted(Claim(kind=kind, content_text=content)) == shown
