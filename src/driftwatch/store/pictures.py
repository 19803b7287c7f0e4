"""What is drawn of the last scan: for each audience a row for every part, so that a page reads what it shows and no more.

Term maps and courses are many and large. Their part holds outlines alone; what they leave out lies in pieces, a row for each term or alert.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from itertools import groupby
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select

from driftwatch.domain.pictures import Course, Pictures, TermMap
from driftwatch.domain.view import JOINT_VIEW, WHOLE_VIEW, View
from driftwatch.store.columns import clean
from driftwatch.store.documents import read, read_all, written
from driftwatch.store.schema import StoredPicture
from driftwatch.store.writing import Cells, digest, upsert

PARTS = tuple(field.name for field in fields(Pictures))
_PART_OF, _BEHIND_PIECES = "/", "0"
"""Between the name of a part and that of a piece; and the sign that sorts behind it."""
Piece = TermMap | Course
Found = TypeVar("Found", TermMap, Course)
_IN_PIECES: Mapping[type[Piece], str] = {TermMap: "terms", Course: "courses"}


def keep_pictures(connection: Connection, programme: str, pictures: Mapping[str, Pictures]) -> None:
    """Make these the programme's pictures; a part, or a piece of one, that is the same already is not written again."""
    key = (StoredPicture.audience, StoredPicture.part)
    found = connection.execute(select(*key, StoredPicture.content).where(StoredPicture.programme == programme))
    known = {(audience, part): content for audience, part, content in found}
    changed: list[Cells] = []
    for audience, drawn in sorted(pictures.items()):
        for part, body in _bodies(drawn):
            content = digest(body)
            if known.pop((audience, part), None) != content:
                changed.append({"programme": programme, "audience": audience, "part": part, "content": content, "body": body})
    if changed:
        upsert(connection, StoredPicture, changed)
    for audience, part in sorted(known):
        mine = (StoredPicture.programme == programme, StoredPicture.audience == audience, StoredPicture.part == part)
        connection.execute(delete(StoredPicture).where(*mine))


def find_pictures(connection: Connection, programme: str, view: View, parts: Collection[str]) -> Pictures:
    """The named parts, all where none is named, as they were drawn for this reader; empty where nothing was."""
    wanted = sorted(parts or PARTS)
    pieces = [
        and_(StoredPicture.part >= part + _PART_OF, StoredPicture.part < part + _BEHIND_PIECES) for part in _IN_PIECES.values() if part in wanted
    ]
    bodies = _read(connection, programme, view, or_(StoredPicture.part.in_(wanted), *pieces))
    plain = sorted((bodies.keys() & set(PARTS)).difference(_IN_PIECES.values()))
    drawn = read(Pictures, "{" + ",".join(f'"{part}":{bodies[part]}' for part in plain) + "}")
    return replace(drawn, terms=_in_order(TermMap, bodies), courses=_in_order(Course, bodies))


def find_outlines(connection: Connection, programme: str, view: View) -> Pictures:
    """The parts that are kept in pieces, without what the pieces hold."""
    bodies = _read(connection, programme, view, StoredPicture.part.in_(sorted(_IN_PIECES.values())))
    return Pictures(terms=_outlines(TermMap, bodies), courses=_outlines(Course, bodies))


def find_pieces(connection: Connection, programme: str, view: View, names: Collection[str], *, kind: type[Found]) -> tuple[Found, ...]:
    """The term maps of these terms, or the courses of these alerts; what was drawn for other readers alone is not among them."""
    part: str = _IN_PIECES[kind]
    wanted = {part, *(f"{part}{_PART_OF}{clean(name)}" for name in names)}
    bodies = _read(connection, programme, view, StoredPicture.part.in_(sorted(wanted)))
    return tuple(piece for place in sorted(bodies.keys() - {part}) for piece in read_all(kind, bodies[place]))


def _read(connection: Connection, programme: str, view: View, wanted: ColumnElement[bool]) -> dict[str, str]:
    """Part or piece -> body, of the first audience for which anything was drawn."""
    kept = (StoredPicture.audience, StoredPicture.part, StoredPicture.body)
    mine = (StoredPicture.programme == programme, StoredPicture.audience.in_(_audiences(view)), wanted)
    bodies: dict[str, dict[str, str]] = {}
    for audience, part, body in connection.execute(select(*kept).where(*mine)):
        bodies.setdefault(audience, {})[part] = body
    return next((bodies[audience] for audience in _audiences(view) if audience in bodies), {})


def _audiences(view: View) -> tuple[str, ...]:
    """Where to look, in this order: who has no sources of its own is shown the joint ones."""
    own = WHOLE_VIEW if view.all else view.partner
    return (JOINT_VIEW,) if own is None else (own, JOINT_VIEW)


def _bodies(drawn: Pictures) -> Iterator[tuple[str, str]]:
    """Every row of one audience."""
    for part in PARTS:
        content = getattr(drawn, part)
        if part not in _IN_PIECES.values():
            yield part, written(content)
            continue
        yield part, written(tuple(map(_outline, content)))
        for name, pieces in groupby(sorted(content, key=_name), key=_name):
            yield f"{part}{_PART_OF}{name}", written(tuple(pieces))


def _in_order(kind: type[Found], bodies: Mapping[str, str]) -> tuple[Found, ...]:
    """All pieces of a part, in the order of their outlines."""
    names = [_name(outline) for outline in _outlines(kind, bodies)]
    held = {name: iter(read_all(kind, bodies[f"{_IN_PIECES[kind]}{_PART_OF}{name}"])) for name in set(names)}
    return tuple(next(held[name]) for name in names)


def _outlines(kind: type[Found], bodies: Mapping[str, str]) -> tuple[Found, ...]:
    return read_all(kind, bodies.get(_IN_PIECES[kind], "[]"))


def _name(piece: Piece) -> str:
    return clean(piece.term if isinstance(piece, TermMap) else piece.alert)


def _outline(piece: Piece) -> Piece:
    """Without points, words and statements: what a list shows."""
    if isinstance(piece, Course):
        return replace(piece, points=())
    return replace(piece, senses=tuple(replace(sense, neighbours=(), statements=()) for sense in piece.senses), points=())
