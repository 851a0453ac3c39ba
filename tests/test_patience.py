"""The limit that ends what would not end by itself."""

from __future__ import annotations

import signal

import pytest

from patience import patience


def test_what_does_not_end_is_ended_and_what_ends_is_left_alone():
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(AssertionError, match="not done after"), patience(0.05):
        while True:
            pass
    with patience():
        pass
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
