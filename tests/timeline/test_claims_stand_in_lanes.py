from claims.timeline.lanes import REST, UNATTRIBUTED, assign_lanes

ANA, BO, CY, MINISTRY = 11, 12, 13, 14


def test_a_claim_stands_where_its_words_were_spoken() -> None:
    assert assign_lanes({1: [MINISTRY], 2: [ANA]}) == {ANA: [2], MINISTRY: [1]}


def test_a_joint_statement_stands_in_each_speakers_lane() -> None:
    assert assign_lanes({1: [ANA, BO]}) == {ANA: [1], BO: [1]}


def test_the_fullest_lane_is_the_first_and_the_rest_share_one() -> None:
    spoken = {1: [ANA], 2: [BO], 3: [BO], 4: [CY], 5: []}
    lanes = assign_lanes(spoken, most=2)
    assert lanes == {BO: [2, 3], ANA: [1], REST: [4], UNATTRIBUTED: [5]}
    assert list(lanes) == [BO, ANA, REST, UNATTRIBUTED]


def test_actors_of_the_story_come_before_the_merely_quoted() -> None:
    assert assign_lanes({1: [ANA], 2: [BO], 3: [BO]}, {ANA}, most=1) == {ANA: [1], REST: [2, 3]}


def test_no_claims_have_no_lanes() -> None:
    assert assign_lanes({}, {ANA}) == {}
