"""Which candidate is which claim: by shared words, and by the very spans where there are no words."""

from claims.services.matching import Pieces, Shape, Words, best_pairs

TEXT = "“… !” the clerk said. “We dig on, and we pay,” the mayor said."


def shape(*spans: tuple[int, int]) -> Shape:
    return Shape(spans)


def test_content_without_a_word_is_the_claim_with_the_same_spans() -> None:
    marks = shape((1, 4))
    assert best_pairs([marks], [[marks]], Words(TEXT)) == {0: 0}
    assert best_pairs([shape((1, 2))], [[marks]], Words(TEXT)) == {}


class Counted(Words):
    """How often the words of a span are asked for, which is what takes the time."""

    asked = 0

    def within(self, spans: Pieces) -> frozenset[int]:
        self.asked += 1
        return super().within(spans)


def test_work_grows_with_the_claims_and_not_with_their_square() -> None:
    def asked(claims: int) -> int:
        words = Counted("word another third fourth. " * claims)
        shapes = [shape((n * 27, n * 27 + 25)) for n in range(claims)]
        assert len(best_pairs(shapes, [[one] for one in shapes], words)) == claims
        return words.asked

    assert asked(800) <= 10 * asked(80)
