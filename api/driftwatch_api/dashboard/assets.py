"""The files that pages load: our own, those of the report, and vendored ones that are held to their sha256."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from driftwatch_api.admission import GuardedRoute, public

router = APIRouter(route_class=GuardedRoute, include_in_schema=False)
_OF_REPORT = ("report.css", "pictures.css")
_BASE = "css/base.css"
_BASE_OF = ("vendor/pico.min.css", "report.css", "pictures.css", "dashboard.css")
"""One after the other in one file: what mends an earlier style takes effect together with it, so that no picture is asked for that the
policy refuses."""
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "txt": "text/plain; charset=utf-8"}
_LEAST_PACKED = 1000
"""Bytes from which on packing pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file as it is sent."""

    content: bytes
    packed: bytes | None
    """With gzip, where that is smaller."""
    media_type: str


@router.get("/static/{version}/{name:path}", openapi_extra=public())
def asset(version: str, name: str, request: Request) -> Response:
    """One file of this version of the pages; it never changes under its address."""
    found = _assets().get(name) if version == assets_version() else None
    if found is None:
        raise HTTPException(404, "No file of the pages has this name.")
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if found.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=found.media_type)
    return Response(found.content, headers=headers, media_type=found.media_type)


def address(name: str) -> str:
    """Where a page finds the file; raises KeyError for one that is not there."""
    if name not in _assets():
        raise KeyError(name)
    return f"/static/{assets_version()}/{name}"


@cache
def assets_version() -> str:
    """Another one whenever any file is another."""
    told = hashlib.sha256()
    for name, found in sorted(_assets().items()):
        told.update(f"{name}\0".encode() + found.content)
    return told.hexdigest()[:12]


@cache
def vendored() -> Mapping[str, str]:
    """File -> sha256 of what others wrote."""
    told = json.loads((_folder() / "vendor" / "manifest.json").read_text("utf-8"))
    return {f"vendor/{name}": digest for library in told["libraries"] for name, digest in library["files"].items()}


@cache
def _assets() -> Mapping[str, Asset]:
    own = {name: path.read_bytes() for name, path in _below(_folder()) if _ending(name) in _TYPES}
    report = files("driftwatch.report") / "templates"
    shared = {name: (report / name).read_bytes() for name in _OF_REPORT if (report / name).is_file()}
    for name, digest in vendored().items():
        if hashlib.sha256(own[name]).hexdigest() != digest:
            raise RuntimeError(f"{name}: not the file that vendor/manifest.json names; take it anew from the library's release")
    base = b"\n".join((shared | own)[name] for name in _BASE_OF)
    return {name: _made(name, content) for name, content in {**shared, **own, _BASE: base}.items()}


def _made(name: str, content: bytes) -> Asset:
    packed = gzip.compress(content, mtime=0) if len(content) >= _LEAST_PACKED else None
    return Asset(content=content, packed=packed if packed and len(packed) < len(content) else None, media_type=_TYPES[_ending(name)])


def _below(folder: Traversable, before: str = "") -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        found += _below(entry, f"{before}{entry.name}/") if entry.is_dir() else [(f"{before}{entry.name}", entry)]
    return found


def _ending(name: str) -> str:
    return name.rpartition(".")[2]


def _folder() -> Traversable:
    return files("driftwatch_api.dashboard") / "static"
