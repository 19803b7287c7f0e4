"""An earlier alerts.json as the baseline of a gate."""

import json
from pathlib import Path

from driftwatch.alerts.gating import Baseline
from driftwatch.domain.meaning import Severity
from driftwatch.errors import ConfigurationError


def baseline_in(file: Path) -> Baseline:
    """Every alert that stands in it, whatever became of it, with what was told with it."""
    try:
        alerts = json.loads(file.read_text(encoding="utf-8"))["alerts"]
        return {name: Severity(alert["severity"]) for alert in alerts for name in _names(alert)}
    except OSError as error:
        raise ConfigurationError(f"--baseline {file}: cannot be read ({error.strerror or error}); name an alerts.json of an earlier scan") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ConfigurationError(f"--baseline {file}: is no alerts.json; name one of an earlier scan") from error


def _names(alert: dict[str, object]) -> list[str]:
    merged = alert.get("merged") or []
    others = [other.get("id") for other in merged if isinstance(other, dict)] if isinstance(merged, list) else []
    return [str(name) for name in [*others, alert["id"]] if name]
