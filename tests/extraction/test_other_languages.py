"""A text in another language is named and left alone."""

import pytest

from claims.extraction import extract
from tests.extraction.contract import check

TEXTS = {
    "de": "„Der Hafen bleibt geschlossen“, sagte die Ministerin am Montag. Sie fügte hinzu, dass niemand "
    "wisse, wann die Arbeiten am Damm beendet sein werden und wer sie bezahlen soll.",
    "fr": "« Le port restera fermé », a déclaré la ministre lundi. Elle a ajouté que personne ne savait "
    "quand les travaux du barrage seraient terminés ni qui allait les payer.",
    "es": "«El puerto seguirá cerrado», dijo la ministra el lunes. Añadió que nadie sabía cuándo "
    "terminarían las obras de la presa ni quién iba a pagarlas este año.",
    "ru": "«Порт останется закрытым», — сказала министр в понедельник. Она добавила, что никто не знает, "
    "когда закончатся работы на плотине и кто за них заплатит.",
    "ar": "قالت الوزيرة يوم الاثنين إن الميناء سيبقى مغلقا. وأضافت أن لا أحد يعرف متى ستنتهي أعمال السد "
    "ومن سيدفع تكاليفها في هذا العام أو في العام المقبل، وأن العمال غاضبون.",
    "zh": "部长星期一表示，港口将继续关闭。她补充说，没有人知道大坝的工程什么时候能够完成，"
    "也没有人知道谁会为这些工程付款。"
    "工人们对政府的计划感到愤怒，他们要求得到更高的补偿。市长没有对此发表评论，但他的发言人说，他们正在等待法院的决定。"
    "港口的经理说，许多船只已经离开，他们不知道什么时候能够回来。",
}  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_another_language_gives_a_reason_and_no_claims(language: str) -> None:
    result = extract({"text": TEXTS[language], "published": "2024-09-19"})
    check(TEXTS[language], result)
    assert result["language"] == language
    assert "not English" in result["reason"]
    assert (result["claims"], result["entities"], result["dates"]) == ([], [], [])


def test_english_with_a_foreign_quotation_is_english() -> None:
    text = f"The minister said on Monday that the port was closed. She repeated it in German: {TEXTS['de'][:40]}"
    assert extract({"text": text})["language"] == "en"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Порт останется закрытым.", False),
        ("مرحبا بكم في الميناء", False),
        ("Καλημέρα στο λιμάνι", False),
        ("Straße und Ölhafen, déjà vu", True),
        ("The “Порт” is shut.", True),
        ("Guten Tag.", True),
        ("😀 😀 😀", True),
    ],
)
def test_a_short_text_counts_as_english_unless_its_letters_tell(text: str, english: bool) -> None:
    assert (extract({"text": text})["language"] == "en") == english
