"""Every error that driftwatch raises on purpose.

    DriftwatchError
    ├── ConfigurationError        driftwatch.toml, the environment or an option is wrong      exit code 2
    ├── NothingToReadError        no file of the programme could be read                      exit code 3
    ├── UnreadableSourceError     one file could not be read (the others go on)               exit code 4
    ├── ModelError                a model is missing, altered, or of a kind we do not load    exit code 2
    ├── StoreError                the store is locked, newer than this program, or broken     exit code 2
    ├── UnknownAlertError         no alert, or more than one, answers to this id              exit code 2
    ├── ActionRefusedError        this alert cannot take this action now                      exit code 2
    └── DeliveryError             a mail server or receiver did not accept what we sent       exit code 2
"""


class DriftwatchError(Exception):
    """Anything that driftwatch says is wrong, in words that name the place and the mend."""

    exit_code = 2


class ConfigurationError(DriftwatchError):
    """A setting is wrong; the message names file, line and the nearest known key."""


class NothingToReadError(DriftwatchError):
    """Not one file of the programme could be read."""

    exit_code = 3


class UnreadableSourceError(DriftwatchError):
    """One source file could not be read; the scan goes on with the others."""

    exit_code = 4

    def __init__(self, what: str, *, line: int | None = None) -> None:
        super().__init__(what)
        self.line = line
        """Where in the file, from 1, as far as that can be told."""


class ModelError(DriftwatchError):
    """A model is missing, has another checksum than pinned, or is of a kind we refuse to load."""


class StoreError(DriftwatchError):
    """The store cannot be used as it is."""


class UnknownAlertError(DriftwatchError):
    """An id that no alert, or more than one, answers to."""


class ActionRefusedError(DriftwatchError):
    """An action that the alert's present status does not allow."""


class DeliveryError(DriftwatchError):
    """A receiver did not accept what was sent."""
