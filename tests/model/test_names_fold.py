import pytest

from actors.names import fold


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("State Department", "state department"),
        ("the U.S. State Department", "us state department"),
        ("Mohammed Shia’ al-Sudani", "mohammed shia al sudani"),
        ("Erdoğan", "erdogan"),
        ("Iraq's government", "iraq government"),
        ("  AFP\u00a0 ", "afp"),
        ("نوري المالكي", "نوري المالكي"),
        ("“”", ""),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key
