from claims.texts_apart import parts_of


def test_paragraphs_of_both_and_of_one_alone_come_in_order() -> None:
    here = "By our staff.\n\nIt rained. \nNobody spoke.\n"
    there = "It rained.\n\nNobody said a word.\nIt stopped."
    assert parts_of(here, there) == [
        ("here", ["By our staff."]),
        ("same", ["It rained."]),
        ("here", ["Nobody spoke."]),
        ("there", ["Nobody said a word.", "It stopped."]),
    ]


def test_a_text_is_no_different_from_itself() -> None:
    assert parts_of("One.\nTwo.", "One.\n\nTwo.") == [("same", ["One.", "Two."])]
    assert parts_of("", " \n") == []
