"""Heights of many rows: where a row begins and which row lies at a place, in logarithmic time.

A Fenwick tree over whole pixels. Estimates first, exact values when a row was laid out.
"""

from __future__ import annotations

from collections.abc import Iterable


class Heights:
    """The heights of a list's rows. A plain value; the list widget owns it."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights: list[int] = []
        self._tree: list[int] = [0]
        for height in heights:
            self.append(height)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> int:
        return self._heights[row]

    @property
    def total(self) -> int:
        """The sum of all heights."""
        return self.top(len(self._heights))

    def append(self, height: int) -> None:
        """Add a row at the end."""
        self._heights.append(height)
        node = len(self._heights)
        value, child = height, 1
        while child < node & -node:
            value += self._tree[node - child]
            child <<= 1
        self._tree.append(value)

    def truncate(self, count: int) -> None:
        """Keep the first `count` rows."""
        del self._heights[count:]
        del self._tree[count + 1 :]

    def set(self, row: int, height: int) -> int:
        """Change a row's height; returns the difference."""
        difference = height - self._heights[row]
        self._heights[row] = height
        node = row + 1
        while difference and node < len(self._tree):
            self._tree[node] += difference
            node += node & -node
        return difference

    def top(self, row: int) -> int:
        """Where a row begins; for the number of rows, where the last one ends."""
        result = 0
        while row > 0:
            result += self._tree[row]
            row -= row & -row
        return result

    def row_at(self, y: int) -> int:
        """The row that covers `y`; the first or the last one outside of them. There must be a row."""
        position, rest = 0, y
        step = 1 << len(self._heights).bit_length()
        while step:
            node = position + step
            if node < len(self._tree) and self._tree[node] <= rest:
                position, rest = node, rest - self._tree[node]
            step >>= 1
        return min(position, len(self._heights) - 1)
