import pytest

from claims.extraction import Speaker, extract

CASES: list[tuple[str, Speaker]] = [
    (
        "Harbour Ministry spokesman Tom Reed said the port was closed.",
        {"name": "Tom Reed", "kind": "person", "role": "spokesman", "on_behalf_of": "Harbour Ministry"},
    ),
    (
        "“The port is closed today,” said Sahwa movement spokesman Karim al-Hadi.",
        {"name": "Karim al-Hadi", "kind": "person", "role": "spokesman", "on_behalf_of": "Sahwa movement"},
    ),
    (
        "Kenyan Prime Minister Tom Otieno said the port was closed.",
        {"name": "Tom Otieno", "kind": "person", "role": "prime minister", "on_behalf_of": "Kenya"},
    ),
    (
        "Pentagon spokesman Air Force Maj. Gen. Tom Reed said the port was closed.",
        {"name": "Tom Reed", "kind": "person", "role": "spokesman", "on_behalf_of": "Pentagon"},
    ),
    (
        "Tom Reed, a spokesman for the Harbour Ministry, said the port was closed.",
        {"name": "Tom Reed", "kind": "person", "role": "spokesman", "on_behalf_of": "Harbour Ministry"},
    ),
    ("Unnamed sources said the port was closed.", {"name": None, "kind": "unnamed", "description": "Unnamed sources"}),
    (
        "U.S. officials said the port was closed.",
        {"name": None, "kind": "unnamed", "description": "U.S. officials", "on_behalf_of": "United States"},
    ),
    ("Militia leaders said the port was closed.", {"name": None, "kind": "unnamed", "description": "Militia leaders"}),
]


@pytest.mark.parametrize(("text", "speaker"), CASES)
def test_role_and_organisation_come_with_the_name(text: str, speaker: Speaker) -> None:
    (claim,) = extract({"text": text})["claims"]
    assert claim["speaker"] == speaker
