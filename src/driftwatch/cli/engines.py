"""Where the work of a scan is done: its options, and the engine that they choose."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.errors import ConfigurationError
from driftwatch.settings import Settings

if TYPE_CHECKING:
    from driftwatch.ports import Engine


class EngineName(StrEnum):
    """The engines that there are."""

    LOCAL = "local"
    RAY = "ray"


EngineOption = Annotated[
    EngineName, typer.Option("--engine", help="Where files are read and models asked: in this process, or by the workers of a Ray cluster.")
]
AddressOption = Annotated[
    str | None,
    typer.Option("--address", metavar="ADDRESS", help="Of --engine ray: the cluster's; without one, a cluster of this machine.", show_default=False),
]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="Of --engine ray: how many; without, as many as there are processors.", show_default=False),
]
FilesOption = Annotated[
    str | None,
    typer.Option(
        "--files",
        metavar="URL",
        help="Where the sources lie, if not in the folder: s3://bucket/horizon, or what else fsspec knows.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineChoice:
    """What the options say."""

    name: EngineName = EngineName.LOCAL
    address: str | None = None
    workers: int | None = None

    def __post_init__(self) -> None:
        if self.name is EngineName.LOCAL and (self.address or self.workers):
            raise ConfigurationError("--address and --workers say where the workers of Ray are: add --engine ray")

    def engine(self, settings: Settings, told: Callable[[str], None]) -> "Engine":
        """The engine itself; nothing is started before it is asked."""
        from driftwatch.engines.local import LocalEngine
        from driftwatch.wiring import ray_engine

        return LocalEngine() if self.name is EngineName.LOCAL else ray_engine(settings, address=self.address, workers=self.workers, told=told)


HERE = EngineChoice()
"""In this process."""
