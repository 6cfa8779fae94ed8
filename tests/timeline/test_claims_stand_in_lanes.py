import pytest

from claims.timeline import OTHERS, UNNAMED, Spoken, assign_lanes


@pytest.mark.parametrize(
    ("spoken", "lane"),
    [
        (Spoken(1, "ana"), "ana"),
        (Spoken(1, "ana", "ministry", for_a_body=True), "ministry"),
        (Spoken(1, "ana", "prime-minister", for_a_body=False), "ana"),
    ],
)
def test_a_spokesperson_stands_in_the_organisations_lane(spoken: Spoken, lane: str) -> None:
    assert assign_lanes([1], [spoken]) == {lane: [1]}


def test_a_joint_statement_stands_in_each_speakers_lane() -> None:
    assert assign_lanes([1], [Spoken(1, "ana"), Spoken(1, "bo")]) == {"ana": [1], "bo": [1]}


def test_two_spokespeople_of_one_organisation_count_once() -> None:
    both = [Spoken(1, "ana", "ministry", True), Spoken(1, "bo", "ministry", True)]
    assert assign_lanes([1], both) == {"ministry": [1]}


def test_the_fullest_lane_is_the_first_and_the_rest_share_one() -> None:
    spoken = [Spoken(1, "ana"), Spoken(2, "bo"), Spoken(3, "bo"), Spoken(4, "cy")]
    assert assign_lanes([1, 2, 3, 4, 5], spoken, most=2) == {"bo": [2, 3], "ana": [1], OTHERS: [4], UNNAMED: [5]}


def test_actors_of_the_story_come_before_the_merely_quoted() -> None:
    spoken = [Spoken(1, "ana"), Spoken(2, "bo"), Spoken(3, "bo")]
    assert assign_lanes([1, 2, 3], spoken, {"ana"}, most=1) == {"ana": [1], OTHERS: [2, 3]}


def test_no_claims_have_no_lanes() -> None:
    assert assign_lanes([], [], {"ana"}) == {}
