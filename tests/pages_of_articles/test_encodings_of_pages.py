"""The bytes count more than what the server or the page declares."""

import pytest

from sources.pages.decoding import decoded

TEXT = "“Straße über den Fluß,” sagte Žofia – 12 €"
WEST = "Das Café schließt früh, sagte der Wirt über den Zaun"
EAST = "Совет гавани проголосовал за расширение причала, сказала председатель"


def meta(charset: str) -> str:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'


@pytest.mark.parametrize(
    ("name", "html", "content_type", "expected"),
    [
        ("nothing declared", TEXT.encode(), "", TEXT),
        ("declared by the server", WEST.encode("latin-1"), "text/html; charset=ISO-8859-1", WEST),
        ("declared by the page", (meta("windows-1251") + EAST).encode("cp1251"), "", meta("windows-1251") + EAST),
        ("UTF-8 declared as latin-1", TEXT.encode(), "text/html; charset=iso-8859-1", TEXT),
        ("UTF-8 declared as ASCII by the page", (meta("us-ascii") + TEXT).encode(), "", meta("us-ascii") + TEXT),
        ("latin-1 that is cp1252", "“5 €”".encode("cp1252"), "text/html; charset=latin1", "“5 €”"),
        ("latin-1 declared as UTF-8", WEST.encode("latin-1"), "text/html; charset=utf-8", WEST.replace("é", "�")
         .replace("ß", "�").replace("ü", "�")),
        ("the page is right, the server wrong", (meta("gb2312") + "港口").encode("gb18030"), "text/html; charset=utf-8",
         meta("gb2312") + "港口"),
        ("nothing declared, cp1251", (EAST * 20).encode("cp1251"), "", EAST * 20),
        ("byte order mark", b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=latin-1", TEXT),
        ("UTF-16 with mark", b"\xff\xfe" + TEXT.encode("utf-16-le"), "", TEXT),
        ("UTF-16 declared, not so", (meta("utf-16") + TEXT).encode(), "", meta("utf-16") + TEXT),
        ("an XML prologue", f'<?xml version="1.0" encoding="koi8-r"?>{EAST}'.encode("koi8-r"), "",
         f'<?xml version="1.0" encoding="koi8-r"?>{EAST}'),
        ("Japanese in seven bits", "港の会議".encode("iso2022_jp"), "text/html; charset=ISO-2022-JP", "港の会議"),
        ("no such encoding", TEXT.encode(), "text/html; charset=x-unknown", TEXT),
        ("a codec that is no encoding", b"caf\xc3\xa9 \\u0041", "text/html; charset=unicode_escape", "café \\u0041"),
        ("a codec of bytes", TEXT.encode(), "text/html; charset=zlib", TEXT),
    ],
)  # fmt: skip
def test_encodings(name: str, html: bytes, content_type: str, expected: str) -> None:
    assert decoded(html, content_type) == expected
