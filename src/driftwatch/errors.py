"""Every error that driftwatch raises on purpose.

    DriftwatchError
    ├── ConfigurationError        driftwatch.toml, the environment or an option is wrong      exit code 2
    ├── NothingToReadError        no file of the programme could be read                      exit code 3
    ├── UnreadableSourceError     one file could not be read (the others go on)               exit code 4
    ├── ModelError                a model is missing, altered, or of a kind we do not load    exit code 2
    ├── EngineError               the workers of a scan cannot be reached, or are lost        exit code 2
    ├── StoreError                the store is locked, newer than this program, or broken     exit code 2
    ├── UnknownAlertError         no alert, or more than one, answers to this id              exit code 2
    ├── ActionRefusedError        this alert cannot take this action now                      exit code 2
    │   └── StaleError            it was changed since whoever acts has read it               exit code 2
    ├── JobStoppedError           a job was cancelled, or another worker has it now           exit code 2
    └── DeliveryError             a mail server or receiver did not accept what we sent       exit code 2
"""

from enum import StrEnum


class Reason(StrEnum):
    """Why a file, or a part of one, was not taken in: a closed list, the same in import.json, in metrics and in the API."""

    TOO_LARGE = "too_large"
    RATIO = "ratio"
    TOO_MANY_MEMBERS = "too_many_members"
    NESTED_ARCHIVE = "nested_archive"
    OVERLAP = "overlap"
    UNSAFE_NAME = "unsafe_name"
    LINK = "link"
    ENCRYPTED = "encrypted"
    UNSUPPORTED_METHOD = "unsupported_method"
    CORRUPT = "corrupt"
    DTD = "dtd"
    TOO_DEEP = "too_deep"
    TOO_MANY_PARTS = "too_many_parts"
    CPU = "cpu"
    MEMORY = "memory"
    NO_PROGRESS = "no_progress"
    TRUNCATED_TEXT = "truncated_text"
    TRUNCATED_PAGES = "truncated_pages"
    BAD_ENCODING = "bad_encoding"
    BAD_TIME = "bad_time"
    BAD_VALUE = "bad_value"
    NO_SPEAKER = "no_speaker"
    NO_TEXT = "no_text"
    NOT_RECOGNISED = "not_recognised"
    NOT_OPENED = "not_opened"
    EXCLUDED = "excluded"
    DUPLICATE = "duplicate"
    BOILERPLATE = "boilerplate"
    HIDDEN_TEXT = "hidden_text"
    MALFORMED_CSV = "malformed_csv"
    MALFORMED_HTML = "malformed_html"
    MALFORMED_JSON = "malformed_json"
    MALFORMED_MAIL = "malformed_mail"
    MALFORMED_MARKDOWN = "malformed_markdown"
    MALFORMED_MSG = "malformed_msg"
    MALFORMED_PARQUET = "malformed_parquet"
    MALFORMED_PDF = "malformed_pdf"
    MALFORMED_TEXT = "malformed_text"
    MALFORMED_XML = "malformed_xml"
    INTERNAL = "internal"


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

    def __init__(self, what: str, *, reason: Reason, line: int | None = None) -> None:
        super().__init__(what)
        self.reason = reason
        self.line = line
        """Where in the file, from 1, as far as that can be told."""


class ModelError(DriftwatchError):
    """A model is missing, has another checksum than pinned, or is of a kind we refuse to load."""


class EngineError(DriftwatchError):
    """Those who are to do the work of a scan cannot be reached, or are lost."""


class StoreError(DriftwatchError):
    """The store cannot be used as it is."""


class SchemaError(StoreError):
    """The store is of another program's schema."""


class SlowReadError(StoreError):
    """A question to the store takes longer than whoever asks can be made to wait."""


class UnknownAlertError(DriftwatchError):
    """An id that no alert, or more than one, answers to."""


class ActionRefusedError(DriftwatchError):
    """An action that the alert's present status does not allow."""


class JobStoppedError(DriftwatchError):
    """Whoever does a job is to stop: it was cancelled, or another worker has it now."""


class StaleError(ActionRefusedError):
    """What is to be acted on was changed since whoever acts has read it."""


class Refusal(StrEnum):
    """What it means that a mail was not taken."""

    SERVER = "server"
    """Nothing can be handed to this server just now."""
    LATER = "later"
    """This mail can be tried again."""
    NEVER = "never"
    """This mail will not be taken however often it is tried."""
    RECIPIENT = "recipient"
    """There is no such recipient."""
    DROPPED = "dropped"
    """The connection ended before all was handed over."""
    UNKNOWN = "unknown"
    """It was handed over, and the answer was not heard: it may have been taken."""


class DeliveryError(DriftwatchError):
    """A receiver did not accept what was sent."""

    def __init__(self, what: str, *, refusal: Refusal = Refusal.NEVER) -> None:
        super().__init__(what)
        self.refusal = refusal
