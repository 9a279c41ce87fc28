"""A message that was passed over is seen, and a quiet or busy input is not mistaken for one."""

from runtime.input_watch import PATIENCE_S, InputWatch


def test_offsets_one_after_the_other_are_no_hole() -> None:
    watch = InputWatch()
    for offset in range(7, 12):
        assert not watch.passed_over(3, offset)
        watch.finished(3, offset)


def test_a_hole_is_named() -> None:
    watch = InputWatch()
    watch.finished(3, 7)
    assert list(watch.passed_over(3, 10)) == [8, 9]
    assert not watch.passed_over(4, 10)


def test_what_comes_again_is_no_hole_and_moves_nothing_back() -> None:
    watch = InputWatch()
    for offset in (7, 8, 9, 7):
        assert not watch.passed_over(3, offset)
        watch.finished(3, offset)
    assert not watch.passed_over(3, 10)


def test_messages_left_lying_are_seen_after_a_while() -> None:
    watch = InputWatch()
    assert not watch.is_left_lying(3, 0, 2, now=100.0)
    assert not watch.is_left_lying(3, 0, 2, now=100.0 + PATIENCE_S)
    assert watch.is_left_lying(3, 0, 2, now=100.1 + PATIENCE_S)


def test_a_busy_input_is_not_left_lying() -> None:
    watch = InputWatch()
    for second in range(100):
        assert not watch.is_left_lying(3, 0, 1000, now=float(second))
        watch.finished(3, second)


def test_an_input_whose_head_was_deleted_is_not_left_lying() -> None:
    watch = InputWatch()
    assert not watch.is_left_lying(3, 50, 50, now=0.0)
    assert not watch.is_left_lying(3, 50, 50, now=1000.0)
