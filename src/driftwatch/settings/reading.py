"""driftwatch.toml -> one frozen Settings; every mistake is named with file, line and the nearest known key."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, tzinfo
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

from driftwatch.domain.limits import Limits, described
from driftwatch.domain.omission import Exclusion
from driftwatch.domain.talk import Partner, SourceRule
from driftwatch.errors import ConfigurationError
from driftwatch.settings.telling import digest, recipient, schedule, visibility
from driftwatch.settings.values import COLUMNS, FILE_NAME, Detection, Recipient, Settings

_TABLE = "table"
"""The reader that knows columns: whoever names some means it."""

_KEYS: Mapping[str, tuple[str, ...]] = {
    "": ("programme", "partner", "source", "detect", "digest", "recipient", "limits", "exclude", "schedule"),
    "programme": ("name", "timezone", "charter", "base_url"),
    "partner": ("id", "name", "aliases", "domains", "people"),
    "source": ("path", "kind", "partner", "timezone", "columns", "visibility", "share"),
    "detect": ("fdr", "min_usages", "min_documents", "min_statements", "terms", "raise_windows", "clear_windows"),
    "digest": ("sender", "items", "reply_to", "day", "time", "empty"),
    "recipient": ("address", "partner", "timezone", "frequency", "min_severity", "format"),
    "schedule": ("scan", "day", "time", "digest"),
    "exclude": ("channels", "authors", "keywords"),
    "limits": tuple(name for name, _, _ in described()),
}
_LEAST: Mapping[str, int] = {"min_usages": 2, "min_documents": 2, "min_statements": 2, "raise_windows": 1, "clear_windows": 1}
_LISTS = ("partner", "source", "recipient")


def read_settings(programme: Path, *, kinds: Sequence[str] = (), files: str | None = None) -> Settings:
    """The settings of a programme folder (or of a driftwatch.toml); `kinds` are the known readers' names, `files` a URL where the sources lie."""
    file = programme if programme.is_file() else programme / FILE_NAME
    if not file.is_file():
        raise ConfigurationError(f"{file}: not found; `driftwatch init {programme}` writes one")
    return _Parser(file, _read_text(file), tuple(kinds), files=files).settings()


def read_unfinished_settings(programme: Path, *, kinds: Sequence[str] = ()) -> Settings:
    """The same for a folder whose driftwatch.toml is not there yet, or has no partners yet."""
    folder = programme.parent if programme.is_file() else programme
    if not folder.is_dir():
        raise ConfigurationError(f"{programme}: no such folder")
    file = folder / FILE_NAME
    if not file.is_file():
        return Settings(folder=folder.resolve(), name=folder.resolve().name, partners=())
    return _Parser(file, _read_text(file), tuple(kinds), finished=False).settings()


def _read_text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: cannot be read as UTF-8 text: {error}") from error


class _Parser:
    """Reads one file; it keeps the text to be able to say in which line a mistake stands."""

    def __init__(self, file: Path, text: str, kinds: tuple[str, ...], *, finished: bool = True, files: str | None = None) -> None:
        self.file, self.text, self.kinds, self.finished, self.files = file, text, kinds, finished, files

    def settings(self) -> Settings:
        try:
            content = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            raise ConfigurationError(f"{self.file}:{found[1] if found else len(self.text.splitlines())}: not valid TOML: {error}") from error
        self._check_keys(content)
        programme = content.get("programme") or {}
        partners = self._partners(content.get("partner", []))
        ids = tuple(partner.id for partner in partners)
        return Settings(
            folder=self.file.parent.resolve(),
            name=self._text(programme, "programme", 0, "name") if programme or self.finished else self.file.parent.resolve().name,
            partners=partners,
            timezone=self._zone(programme, "programme", 0) or UTC,
            charter=self._charter(programme),
            files=self.files,
            sources=tuple(self._source(entry, i, ids) for i, entry in enumerate(content.get("source", []))),
            detection=self._detection(content.get("detect", {})),
            digest=digest(content.get("digest", {}), programme, self._error),
            schedule=schedule(content.get("schedule", {}), self._error),
            recipients=tuple(self._recipient(entry, i, ids) for i, entry in enumerate(content.get("recipient", []))),
            limits=self._limits(content.get("limits", {})),
            exclusion=self._exclusion(content.get("exclude", {})),
        )

    def _check_keys(self, content: Mapping[str, object]) -> None:
        for section, value in content.items():
            if section not in _KEYS[""]:
                raise self._unknown(section, "", 0, f"[{section}]" if isinstance(value, dict) else section)
            entries = value if section in _LISTS else [value]
            if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
                form = f"[[{section}]]" if section in _LISTS else f"[{section}]"
                raise self._error(section, 0, None, f"is to be written as {form}")
            for i, entry in enumerate(entries):
                for key in entry:
                    if key not in _KEYS[section]:
                        raise self._unknown(key, section, i, key)

    def _unknown(self, key: str, section: str, index: int, shown: str) -> ConfigurationError:
        near = get_close_matches(key, _KEYS[section], n=1, cutoff=0.5)
        mend = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(_KEYS[section])}"
        return ConfigurationError(f"{self.file}:{self._line(section, index, key)}: unknown key `{shown}`; {mend}")

    def _partners(self, entries: Sequence[Mapping[str, object]]) -> tuple[Partner, ...]:
        if len(entries) < 2 and self.finished:
            raise ConfigurationError(f"{self.file}:1: two or more [[partner]] sections are needed, {len(entries)} found")
        partners = tuple(self._partner(entry, i) for i, entry in enumerate(entries))
        claimed: dict[tuple[str, str], str] = {}
        for i, partner in enumerate(partners):
            if partner.id in [other.id for other in partners[:i]]:
                raise self._error("partner", i, "id", f"`{partner.id}` is the id of two partners")
            names = [("person", name) for name in partner.people] + [("name", name) for name in (partner.name, *partner.aliases)]
            for what, name in [*names, *(("domain", domain) for domain in partner.domains)]:
                owner = claimed.setdefault((what, name.casefold()), partner.id)
                if owner != partner.id:
                    key = {"person": "people", "name": "aliases", "domain": "domains"}[what]
                    place = name if name in self.text else key
                    raise self._error("partner", i, place, f"{what} `{name}` is claimed by `{owner}` and by `{partner.id}`; keep it at one")
        return partners

    def _partner(self, entry: Mapping[str, object], index: int) -> Partner:
        identifier = self._text(entry, "partner", index, "id")
        if not re.fullmatch(r"[a-z0-9-]+", identifier):
            raise self._error("partner", index, "id", f"`{identifier}` may hold a-z, 0-9 and - only")
        lists = {key: tuple(self._strings(entry, "partner", index, key)) for key in ("aliases", "domains", "people")}
        return Partner(id=identifier, name=str(entry.get("name", identifier)), **lists)

    def _source(self, entry: Mapping[str, object], index: int, ids: Sequence[str]) -> SourceRule:
        kind = entry.get("kind")
        if kind is not None and self.kinds and kind not in self.kinds:
            near = get_close_matches(str(kind), self.kinds, n=1, cutoff=0.3)
            raise self._error("source", index, "kind", f"no reader is called `{kind}`" + (f"; did you mean `{near[0]}`?" if near else ""))
        path = self._text(entry, "source", index, "path")
        if Path(path).is_absolute() or ".." in Path(path).parts:
            raise self._error("source", index, "path", f"`{path}` leads out of the programme folder")
        if self.files is None and not any(found.is_file() for found in self.file.parent.glob(path)):
            raise self._error("source", index, "path", f"`{path}` matches no file below {self.file.parent}")
        partner = self._known_partner(entry, "source", index, ids)
        columns = self._columns(entry, index)
        return SourceRule(
            path=path,
            kind=str(kind) if kind is not None else _TABLE if columns else None,
            partner=partner,
            timezone=self._zone(entry, "source", index),
            columns=columns,
            **visibility(entry, index, partner, ids, self._error),
        )

    def _columns(self, entry: Mapping[str, object], index: int) -> Mapping[str, str]:
        columns = entry.get("columns", {})
        if not isinstance(columns, dict) or not all(isinstance(name, str) and name for name in columns.values()):
            raise self._error("source", index, "columns", '`columns` is to be a table such as {text = "Body", speaker = "From"}')
        for wanted in columns:
            if wanted not in COLUMNS:
                near = get_close_matches(wanted, COLUMNS, n=1, cutoff=0.5)
                mend = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(COLUMNS)}"
                raise self._error("source", index, "columns", f"no column can hold `{wanted}`; {mend}")
        return columns

    def _exclusion(self, entry: Mapping[str, object]) -> Exclusion:
        return Exclusion(**{key: tuple(self._strings(entry, "exclude", 0, key)) for key in entry})

    def _limits(self, entry: Mapping[str, object]) -> Limits:
        for key, value in entry.items():
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise self._error("limits", 0, key, f"{value!r} is not a whole number from 1 on")
        return Limits(**{key: value for key, value in entry.items() if isinstance(value, int)})

    def _recipient(self, entry: Mapping[str, object], index: int, ids: Sequence[str]) -> Recipient:
        address = self._text(entry, "recipient", index, "address")
        partner = self._known_partner(entry, "recipient", index, ids)
        return recipient(entry, index, Recipient(address=address, partner=partner, timezone=self._zone(entry, "recipient", index)), self._error)

    def _known_partner(self, entry: Mapping[str, object], section: str, index: int, ids: Sequence[str]) -> str | None:
        partner = entry.get("partner")
        if partner is None or partner in ids:
            return partner if partner is None else str(partner)
        if not self.finished:
            return None
        near = get_close_matches(str(partner), ids, n=1, cutoff=0.3)
        raise self._error(section, index, "partner", f"no partner has the id `{partner}`" + (f"; did you mean `{near[0]}`?" if near else ""))

    def _charter(self, programme: Mapping[str, object]) -> tuple[str, ...]:
        charter = programme.get("charter", [])
        paths = [charter] if isinstance(charter, str) else self._strings(programme, "programme", 0, "charter")
        return tuple(paths)

    def _detection(self, entry: Mapping[str, object]) -> Detection:
        numbers: dict[str, int] = {}
        for key, least in _LEAST.items():
            value = entry.get(key, getattr(Detection(), key))
            if not isinstance(value, int) or isinstance(value, bool) or value < least:
                raise self._error("detect", 0, key, f"{value!r} is not a whole number from {least} on")
            numbers[key] = value
        fdr = entry.get("fdr", 0.10)
        if not isinstance(fdr, int | float) or isinstance(fdr, bool) or not 0 < fdr < 1:
            raise self._error("detect", 0, "fdr", f"{fdr!r} is not between 0 and 1")
        return Detection(fdr=float(fdr), terms=tuple(self._strings(entry, "detect", 0, "terms")), **numbers)

    def _text(self, entry: Mapping[str, object], section: str, index: int, key: str) -> str:
        value = entry.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._error(section, index, key if key in entry else None, f"`{key}` is missing: it is to be some text")
        return value

    def _strings(self, entry: Mapping[str, object], section: str, index: int, key: str) -> list[str]:
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self._error(section, index, key, f"`{key}` is to be a list of texts")
        return value

    def _zone(self, entry: Mapping[str, object], section: str, index: int) -> tzinfo | None:
        name = entry.get("timezone")
        if name is None:
            return None
        try:
            return ZoneInfo(str(name))
        except (ValueError, OSError, KeyError) as error:
            raise self._error(section, index, "timezone", f"`{name}` is not a time zone such as Europe/Berlin") from error

    def _error(self, section: str, index: int, key: str | None, what: str) -> ConfigurationError:
        head = f"[[{section}]]" if section in _LISTS else f"[{section}]"
        return ConfigurationError(f"{self.file}:{self._line(section, index, key)}: {head} {what}")

    def _line(self, section: str, index: int, key: str | None) -> int:
        """The line of a key in the index-th section of this name; of the section's head without a key."""
        lines, seen, inside, head = self.text.splitlines(), -1, section == "", 1
        wanted = None if key is None else re.compile(rf"\s*\[*\"?{re.escape(key)}\"?\]*\s*(=|$)|.*\"{re.escape(key)}\"")
        for number, line in enumerate(lines, start=1):
            if section and (found := re.match(r"\s*\[\[?\s*([\w.-]+)", line)):
                inside = found[1] == section and (seen := seen + 1) == index
                head = number if inside else head
            if inside and wanted and wanted.match(line):
                return number
        return head
