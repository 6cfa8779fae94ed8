import pytest

from actors.roles import roles_agree, splits, terms


@pytest.mark.parametrize(
    "phrase", ["Iraqi prime minister", "Iraq's prime minister", "Iraq’s Prime Minister", "the Iraqi premier"]
)
def test_one_office_in_many_words(phrase: str) -> None:
    assert terms(phrase) == terms("Prime Minister of Iraq")


@pytest.mark.parametrize(
    ("said", "held", "expected"),
    [
        ("spokeswoman", "spokesman", True),
        ("spokesman", "press secretary", True),
        ("government spokesman", "spokesman", True),
        ("Minister of Foreign Affairs", "Foreign Minister", True),
        ("US Secretary of Defense", "Secretary of Defense", True),
        ("lawmaker", "spokesman", False),
        ("", "spokesman", False),
    ],
)
def test_roles_agree(said: str, held: str, expected: bool) -> None:
    assert roles_agree(said, held) is expected


@pytest.mark.parametrize(
    ("phrase", "role", "whose"),
    [
        ("Iraqi prime minister", "Prime Minister", {"iraq"}),
        ("American president", "President", {"united", "states"}),
        ("the prime minister", "Prime Minister", set()),
        ("South Korean foreign minister", "Foreign Minister", {"south", "korea"}),
        ("Iraqi army", "Prime Minister", None),
    ],
)
def test_whose_office(phrase: str, role: str, whose: set[str] | None) -> None:
    assert splits(phrase, role) == whose
