"""What `marsad run` shows a person: processes, alerts, summary. Arabic is kept in its own direction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from rich.console import Console
from rich.text import Text

from contracts.toll import Amount
from marsad.receiver import Received

FSI: Final = "\u2068"
PDI: Final = "\u2069"

_STYLES: Final = {
    "first": "bold cyan",
    "rise": "bold red",
    "fall": "bold green",
    "correction": "bold yellow",
    "retraction": "bold magenta",
    "dispute_opened": "bold yellow",
    "dispute_closed": "bold green",
    "merged": "cyan",
}


def isolate(text: str) -> str:
    """Text between Unicode isolates, so that its direction does not turn its neighbours round."""
    return f"{FSI}{text}{PDI}"


def amount_words(amount: Amount | None) -> str:
    """An interval as a person reads it: 12, 2–17, 31+, –."""
    if amount is None or (amount.low is None and amount.high is None):
        return "–"
    if amount.high is None:
        return f"{amount.low}+"
    if amount.low == amount.high:
        return str(amount.low)
    return f"{amount.low or 0}–{amount.high}"


class Board:
    """Lines on a terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def say(self, text: str, style: str = "") -> None:
        """One line."""
        self._console.print(Text(text, style=style), soft_wrap=True)

    def alert(self, received: Received) -> None:
        """An alert in two lines: what changed, and the sentence that says so with its outlet."""
        change = received.alert.data.change
        line = Text()
        line.append(f"{received.received_at.astimezone():%H:%M:%S} ", style="dim")
        line.append(f"{change.kind:<15}", style=_STYLES.get(change.kind, ""))
        if change.measure is not None:
            line.append(f"{change.measure} {amount_words(change.before)} → ")
            line.append(amount_words(change.after), style="bold")
        if change.victims is not None and change.victims != "unknown":
            line.append(f" ({change.victims})")
        if change.toll is not None:
            line.append(
                f", best {change.toll.best if change.toll.best is not None else '–'} by {change.toll.policy}"
            )
            line.append(f", {change.toll.origins} origin{'s' if change.toll.origins != 1 else ''}")
            line.append(", disputed" if change.toll.disputed else "")
        # The claim's own place is finer than the incident's, which holds all that was said of it.
        place = (change.evidence.claim.place if change.evidence else None) or change.place
        if place is not None:
            line.append(f" · {isolate(place.name)}")
        self._console.print(line, soft_wrap=True)
        if change.evidence is not None:
            evidence = change.evidence
            where = Text("         ")
            where.append(isolate(f"“{evidence.claim.quote}”"), style="italic")
            where.append(
                f" — {isolate(evidence.origin)}, in {isolate(evidence.outlet)} · signature ok", style="dim"
            )
            self._console.print(where, soft_wrap=True)

    def processes(self, pids: Mapping[str, int]) -> None:
        """Which processes are up."""
        self.say("up: " + ", ".join(f"{name} ({pid})" for name, pid in pids.items()), "green")

    def summary(self, latencies: Sequence[float], refused: int) -> None:
        """How long alerts took from the fetch of their item to the receiver."""
        if latencies:
            ordered = sorted(latencies)
            self.say(
                f"{len(ordered)} alerts; from the poll that saw the item to its webhook: "
                f"median {percentile(ordered, 0.5):.2f} s, p95 {percentile(ordered, 0.95):.2f} s, "
                f"longest {ordered[-1]:.2f} s" + (f"; {refused} webhooks refused" if refused else "")
            )


def percentile(ordered: Sequence[float], share: float) -> float:
    """The nearest-rank percentile of ascending values."""
    rank = max(1, -(-len(ordered) * share // 1))
    return ordered[int(rank) - 1]


def seconds_to_alert(received: Received) -> float:
    """From when the item was seen to when its alert came, in seconds."""
    seen: datetime = received.alert.data.change.seen_at
    return (received.received_at - seen).total_seconds()
