import pytest

from actors.names import fold
from actors.ranking import same_surname, similarity
from actors.resolution import SAME_NAME, WORTH_SHOWING


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mohammed Shia al-Sudani", "Mohamed Shiaa al-Sudani"),
        ("Bassem al-Awadi", "Basem Al Awadi"),
        ("Matthew Miller", "Mathew Miller"),
        ("Yousef Ahmed", "Yusef Ahmed"),
        ("Erdoğan", "Erdogan"),
    ],
)
def test_one_name_spelt_otherwise(left: str, right: str) -> None:
    assert similarity(fold(left), fold(right)) >= SAME_NAME


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Iraqi Foreign Ministry", "Iranian Foreign Ministry"),
        ("Mohammed al-Sudani", "Mohammed Shia al-Sudani"),
        ("State Department", "US State Department"),
        ("Basim al-Awadi", "Basem al-Awadi"),
        ("John Smith", "Jon Smith"),
        ("Ali Hassan", "Hassan Ali"),
    ],
)
def test_alike_is_for_a_person_to_judge(left: str, right: str) -> None:
    assert WORTH_SHOWING <= similarity(fold(left), fold(right)) < SAME_NAME


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Stephen Miller", "Matthew Miller"),
        ("Joe Biden", "Jill Biden"),
        ("Hussein al-Musawi", "Hassan al-Musawi"),
        ("Ali Hassan", "Ali Hussein"),
    ],
)
def test_other_people(left: str, right: str) -> None:
    assert similarity(fold(left), fold(right)) < WORTH_SHOWING


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Sudani", "Mohammed Shia al-Sudani", True),
        ("al-Sudani", "Mohammed Shia al-Sudani", True),
        ("Mohammed", "Mohammed Shia al-Sudani", False),
        ("Miller", "Miller", False),
    ],
)
def test_surnames(short: str, full: str, expected: bool) -> None:
    assert same_surname(fold(short), fold(full)) is expected
