from claims.timeline import OTHERS, UNNAMED, Spoken, assign_lanes


def said(claim: int, who: str, lane: str = "") -> Spoken:
    return Spoken(claim, who, lane or who)


def test_words_stand_in_the_lane_of_whom_they_were_spoken_for() -> None:
    assert assign_lanes([1, 2], [said(1, "ana", "ministry"), said(2, "ana")]) == {"ana": [2], "ministry": [1]}


def test_a_joint_statement_stands_in_each_speakers_lane() -> None:
    assert assign_lanes([1], [said(1, "ana"), said(1, "bo")]) == {"ana": [1], "bo": [1]}


def test_two_spokespeople_of_one_organisation_count_once() -> None:
    both = [said(1, "ana", "ministry"), said(1, "bo", "ministry")]
    assert assign_lanes([1], both) == {"ministry": [1]}


def test_the_fullest_lane_is_the_first_and_the_rest_share_one() -> None:
    spoken = [said(1, "ana"), said(2, "bo"), said(3, "bo"), said(4, "cy")]
    assert assign_lanes([1, 2, 3, 4, 5], spoken, most=2) == {"bo": [2, 3], "ana": [1], OTHERS: [4], UNNAMED: [5]}


def test_actors_of_the_story_come_before_the_merely_quoted() -> None:
    spoken = [said(1, "ana"), said(2, "bo"), said(3, "bo")]
    assert assign_lanes([1, 2, 3], spoken, {"ana"}, most=1) == {"ana": [1], OTHERS: [2, 3]}


def test_no_claims_have_no_lanes() -> None:
    assert assign_lanes([], [], {"ana"}) == {}
