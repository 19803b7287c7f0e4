"""What report and dashboard draw of a scan: one picture a module, each from what one audience may read and from nothing else."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from threadpoolctl import threadpool_limits

from driftwatch.domain.meaning import Judged
from driftwatch.domain.pictures import Pictures
from driftwatch.pictures.courses import courses
from driftwatch.pictures.done import done
from driftwatch.pictures.goals import goals
from driftwatch.pictures.heard import heard
from driftwatch.pictures.landmarks import landmarks
from driftwatch.pictures.risks import risks
from driftwatch.pictures.sight import Sight, sights
from driftwatch.pictures.silence import silence
from driftwatch.pictures.term_maps import term_maps
from driftwatch.ports import Material
from driftwatch.records import ScanRecord
from driftwatch.settings import Detection

__all__ = ["Sight", "draw", "drawn"]


def drawn(scan: ScanRecord, material: Material, judged: Sequence[Judged], *, detection: Detection, timezone: tzinfo) -> Mapping[str, Pictures]:
    """The pictures for each audience: `joint`, and where a partner has sources of its own `all` and that partner."""
    with threadpool_limits(limits=1, user_api="blas"):  # the products are small: a second thread waits for longer than it helps
        return {audience: draw(sight) for audience, sight in sights(scan, material, judged, detection=detection, timezone=timezone)}


def draw(sight: Sight) -> Pictures:
    """All pictures for one audience."""
    return Pictures(
        terms=term_maps(sight),
        done=done(sight),
        goals=goals(sight),
        risks=risks(sight),
        silence=silence(sight),
        heard=heard(sight),
        courses=courses(sight),
        landmarks=landmarks(sight),
        kinds=tuple(dict.fromkeys(row.check for row in sight.coverage)),
    )
