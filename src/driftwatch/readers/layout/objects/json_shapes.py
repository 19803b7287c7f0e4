"""What the beginning of a JSON file is made of: which keys the objects at each path have. A glance, not a parse: it may end anywhere."""

import re

_PART = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"[ \t\r\n]*:?|\\?\Z)|[\[\]{}]', re.DOTALL)
"""A key or text, cut off or whole, or a bracket."""
_DEEPEST = 12
"""Nothing that we look for lies deeper."""
_LONGEST = 100
_MOST = 200
"""Objects of one path that are looked at."""

Shapes = dict[str, list[frozenset[str]]]
"""Path (`results.utterances.*`; "" the document, `*` any element of a list) -> keys of its first objects."""


def shapes(text: str) -> Shapes:
    """The objects of the text by path; of JSON lines, each line counts as a document."""
    found: dict[str, list[set[str]]] = {}
    above: list[tuple[str, set[str] | None]] = []
    key = ""
    for hit in _PART.finditer(text):
        part = hit[0]
        if part in "[{":
            path = _below(above, key) if len(above) < _DEEPEST else ""
            keys = set[str]() if part == "{" else None
            if keys is not None and len(above) < _DEEPEST and len(objects := found.setdefault(path, [])) < _MOST:
                objects.append(keys)
            above.append((path, keys))
        elif part in "]}":
            if above:
                above.pop()
        elif part[-1] == ":" and above and (keys := above[-1][1]) is not None:
            key = part[1 : part.rindex('"')][:_LONGEST]
            keys.add(key)
    return {path: [frozenset(keys) for keys in objects] for path, objects in found.items()}


def _below(above: list[tuple[str, set[str] | None]], key: str) -> str:
    if not above:
        return ""
    path, keys = above[-1]
    step = "*" if keys is None else key
    return f"{path}.{step}" if path else step
