"""Heights of rows and the words under an answer."""

from __future__ import annotations

import random

from app.client.endings import REASONS
from app.types.generation import StopReason, Usage
from app.ui.chat.figures import figures
from app.ui.chat.heights import Heights


def number(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}"


def test_heights_agree_with_a_plain_list() -> None:
    chance = random.Random(3)  # noqa: S311 - a reproducible sequence, not a secret
    plain = [chance.randrange(1, 300) for _ in range(500)]
    heights = Heights(plain)
    for _ in range(300):
        row, height = chance.randrange(len(plain)), chance.randrange(0, 400)
        assert heights.set(row, height) == height - plain[row]
        plain[row] = height
    heights.truncate(411)
    del plain[411:]
    heights.append(77)
    plain.append(77)
    assert heights.total == sum(plain)
    assert [heights.top(row) for row in range(len(plain))] == [sum(plain[:row]) for row in range(len(plain))]
    for y in range(0, heights.total, 13):
        row = heights.row_at(y)
        assert heights.top(row) <= y < heights.top(row) + plain[row]
    assert heights.row_at(-5) == 0
    assert heights.row_at(heights.total + 5) == len(plain) - 1


def test_figures_name_what_was_measured() -> None:
    usage = Usage(prompt_tokens=20, completion_tokens=1_142, first_token_s=0.187, tokens_per_s=96.41)
    assert figures(usage, StopReason.FINISHED, number) == (
        "1,142 tokens · 96.4 tokens/s · first token 0.19 s · finished"
    )
    assert figures(Usage(completion_tokens=2, tokens_per_s=51_344.1), None, number) == "2 tokens · 51,344 tokens/s"
    assert figures(Usage(completion_tokens=1), StopReason.STOPPED, number) == "1 token · stopped by you"
    assert figures(None, None, number) == ""


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(StopReason)
