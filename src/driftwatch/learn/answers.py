"""What became of one question that was asked of beds of real minutes: how often a difference was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from driftwatch.domain.meaning import Verdict
from driftwatch.learn.scores import Interval, binomial_interval
from driftwatch.ports import Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Of how many words a question was asked, and of how many a difference was said."""

    question: str
    series: str
    usages: int | None
    """A side (or in each half of the time) of a planted word; None where all words of a series were asked about."""
    asked: int
    said: int
    runs: int
    runs_with_any: int

    @property
    def share(self) -> float:
        """0 … 1."""
        return self.said / self.asked if self.asked else 0.0

    @property
    def interval(self) -> Interval | None:
        """Exact 95 % of the share, as if words were independent."""
        return binomial_interval(self.said, self.asked)


@dataclass(slots=True)
class Memory:
    """Vectors by content, kept while a benchmark runs."""

    known: dict[str, Vectors] = field(default_factory=dict)

    def vectors(self, model: str, hashes: Sequence[str]) -> dict[str, Vectors]:
        """Those that are known."""
        return {key: self.known[key] for key in hashes if key in self.known}

    def keep_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Remember these."""
        self.known.update(vectors)


def answer(question: str, runs: Sequence[Sequence[Verdict]], *, series: str, usages: int | None = None, asked: int | None = None) -> Answer:
    """Counted over the verdicts of each run; `asked` where a run need not have a verdict on what was asked."""
    said = [sum(verdict is Verdict.DIVERGENT for verdict in run) for run in runs]
    return Answer(
        question=str(question),
        series=series,
        usages=usages,
        asked=sum(map(len, runs)) if asked is None else asked,
        said=sum(said),
        runs=len(runs),
        runs_with_any=sum(number > 0 for number in said),
    )


def pooled(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The same questions over all series that they were asked of, where these are several."""
    found: dict[tuple[str, int | None], list[Answer]] = {}
    for each in answers:
        found.setdefault((each.question, each.usages), []).append(each)
    return tuple(
        Answer(
            question=question,
            series="all",
            usages=usages,
            asked=sum(each.asked for each in group),
            said=sum(each.said for each in group),
            runs=sum(each.runs for each in group),
            runs_with_any=sum(each.runs_with_any for each in group),
        )
        for (question, usages), group in found.items()
        if len(group) > 1
    )
