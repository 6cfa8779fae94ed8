import pytest

from claims.extraction import extract

CASES = [
    ("Tom Reed runs the port. Reed said it was closed.", "Tom Reed"),
    ("The visit of Karim al-Hadi ended. Hadi said the port was closed.", "Karim al-Hadi"),
    ("Prime Minister Karim al-Hadi came. Prime Minister Hadi said the port was closed.", "Karim al-Hadi"),
    ("Kenyan Prime Minister Tom Otieno came. The Kenyan prime minister said the port was closed.", "Tom Otieno"),
    ("The Northern Defense Forces (NDF) came. The NDF said the port was closed.", "Northern Defense Forces"),
    (
        "The Popular Resistance in Yemen came. “The Popular Resistance rejects the plan for the port,” the group said.",
        "Popular Resistance in Yemen",
    ),
    ("The Harbour Ministry met. The ministry said the port was closed.", "Harbour Ministry"),
    ("US Secretary of Defense Tom Reed said the port was closed.", "Tom Reed"),
    ("Kenya sent ships. Kenya said the port was closed.", "Kenya"),
]


@pytest.mark.parametrize(("text", "name"), CASES)
def test_a_short_form_means_the_fullest_name_of_the_article(text: str, name: str) -> None:
    claim = extract({"text": text})["claims"][-1]
    assert claim["speaker"] is not None
    assert claim["speaker"]["name"] == name
