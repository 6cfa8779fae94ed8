"""A page's bytes as text. Pages often declare an encoding that they do not have."""

from __future__ import annotations

import codecs
import re
from email.message import Message

from charset_normalizer import from_bytes

HEAD = 4096
LIKELY = "cp1252 cp1251 cp1256 cp1250 cp1253 cp1254 cp1255 koi8_r gb18030 big5 cp932 euc_jp cp949".split()  # noqa: SIM905
SAMPLE = 1 << 16
MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
META = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
PROLOGUE = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
# Of Python's codecs only those that pages are written in; browsers read the narrow ones as the wide ones, too.
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
KNOWN = re.compile(
    r"utf-8|cp125\d|cp874|cp932|cp949|cp866|iso8859-\d+|koi8-[rut]|gb18030|big5|big5hkscs|euc_jp|iso2022_jp|mac-cyrillic"
)


def decoded(html: bytes, content_type: str = "") -> str:
    """By the byte order mark, else as UTF-8 where it is that, else as the server, the page or the bytes say."""
    for mark, encoding in MARKS.items():
        if html.startswith(mark):
            return html[len(mark) :].decode(encoding, "replace")
    declared = [name for name in (of_server(content_type), of_page(html)) if name]
    if html.isascii() and "iso2022_jp" not in declared:
        return html.decode("ascii")
    strict = ["utf-8", *declared] if "iso2022_jp" not in declared else declared
    for encoding in strict:
        try:
            return html.decode(encoding)
        except UnicodeDecodeError:
            continue
    if declared:
        return html.decode(declared[0], "replace")
    guess = from_bytes(html[:SAMPLE], cp_isolation=LIKELY).best()
    return html.decode(guess.encoding if guess else "cp1252", "replace")


def of_server(content_type: str) -> str:
    message = Message()
    message["content-type"] = content_type.replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset")
    return known(charset) if isinstance(charset, str) else ""


def of_page(html: bytes) -> str:
    match = META.search(html, 0, HEAD) or PROLOGUE.match(html, 0, HEAD)
    # That the page can be read up to here shows that it is not UTF-16, whatever it says.
    return known(match[1].decode("ascii").lower().replace("utf-16", "utf-8")) if match else ""


def known(name: str) -> str:
    try:
        name = codecs.lookup(name.strip("\"' ")).name
    except (LookupError, ValueError):
        return ""
    name = WIDER.get(name, name)
    return name if KNOWN.fullmatch(name) else ""
