"""What was measured, as a table and as JSON."""

import json
import statistics
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """``value``: what is to reach ``target``, which says how; ``samples``: what it is the median of."""

    name: str
    value: float
    unit: str
    target: str = ""
    samples: list[float] = field(default_factory=list)
    detail: str = ""

    @property
    def spread(self) -> str:
        """How far the samples lie from their median, at the most."""
        if len(self.samples) < 2:
            return ""
        middle = statistics.median(self.samples)
        return f"±{max(abs(each - middle) for each in self.samples) / middle * 100:.0f} %"


def show(rows: list[Row]) -> str:
    head = ("what", "measured", "target", "spread", "how")
    lines = [head, *(
        (row.name, f"{row.value:,.2f} {row.unit}".strip(), row.target, row.spread, row.detail)
        for row in rows
    )]  # fmt: skip
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    body = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines]
    body.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(body)


def write(rows: list[Row], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n")
