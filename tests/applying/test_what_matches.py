"""Which candidate is which claim: by shared words, and by the very spans where there are no words."""

import time

from claims.services.matching import Shape, Words, best_pairs

TEXT = "“… !” the clerk said. “We dig on, and we pay,” the mayor said."


def shape(*spans: tuple[int, int]) -> Shape:
    return Shape(spans)


def test_content_without_a_word_is_the_claim_with_the_same_spans() -> None:
    marks = shape((1, 4))
    assert best_pairs([marks], [[marks]], Words(TEXT)) == {0: 0}
    assert best_pairs([shape((1, 2))], [[marks]], Words(TEXT)) == {}


def test_time_grows_with_the_claims_and_not_with_their_square() -> None:
    def seconds(claims: int) -> float:
        text = "word another third fourth. " * claims
        shapes = [shape((n * 27, n * 27 + 25)) for n in range(claims)]
        words, start = Words(text), time.process_time()
        assert len(best_pairs(shapes, [[one] for one in shapes], words)) == claims
        return time.process_time() - start

    assert seconds(8000) < 40 * max(seconds(800), 0.005)
