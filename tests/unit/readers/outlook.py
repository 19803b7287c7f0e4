"""Writes Outlook items: Microsoft's compound file, as small as it can be, with the properties that a test wants."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

SECTOR, SMALL, CUTOFF = 512, 64, 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
CLASS, SUBJECT, HEADERS, BODY, HTML, RICH = 0x001A, 0x0037, 0x007D, 0x1000, 0x1013, 0x1009
SENT, IDENTITY, ANSWERED, INDEX, FLAGS, CODEPAGE = 0x0039, 0x1035, 0x1042, 0x0071, 0x0E07, 0x3FDE
AUTHOR, AUTHOR_SMTP, SENDER, SENDER_SMTP, SENDER_ADDRESS = 0x0042, 0x5D02, 0x0C1A, 0x5D01, 0x0C1F
NAME, ADDRESS, SMTP, ROLE = 0x3001, 0x3003, 0x39FE, 0x0C15
Value = str | bytes | int | datetime


@dataclass
class Node:
    """A storage (without content) or a stream."""

    name: str
    content: bytes | None = None
    children: list["Node"] = field(default_factory=list)


def item(
    values: Mapping[int, Value], *, people: Sequence[Mapping[int, Value]] = (), within: Sequence[bytes | Node] = (), top: bool = True
) -> list[Node]:
    """The streams and storages of one item."""
    nodes = properties(values, header=32 if top else 24)
    nodes += [Node(f"__recip_version1.0_#{n:08X}", children=properties(person, header=8)) for n, person in enumerate(people)]
    for n, inner in enumerate(within):
        inside = [inner] if isinstance(inner, Node) else [Node("__substg1.0_37010102", inner)]
        nodes.append(Node(f"__attach_version1.0_#{n:08X}", children=[*properties({0x3705: 5 if isinstance(inner, Node) else 1}, header=8), *inside]))
    return nodes


def attached(values: Mapping[int, Value], **more: Sequence[Mapping[int, Value]]) -> Node:
    """An item within another."""
    return Node("__substg1.0_3701000D", children=item(values, top=False, **more))


def properties(values: Mapping[int, Value], *, header: int) -> list[Node]:
    entries, nodes = b"", list[Node]()
    for number, value in values.items():
        kind, fixed, content = coded(value)
        entries += struct.pack("<HHIQ", kind, number, 6, fixed)
        if content is not None:
            nodes.append(Node(f"__substg1.0_{number:04X}{kind:04X}", content))
    return [Node("__properties_version1.0", b"\0" * header + entries), *nodes]


def coded(value: Value) -> tuple[int, int, bytes | None]:
    if isinstance(value, str):
        return 0x001F, len(value) * 2 + 2, value.encode("utf-16-le")
    if isinstance(value, bytes):
        return 0x0102, len(value), value
    if isinstance(value, datetime):
        return 0x0040, int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000, None
    return 0x0003, value, None


def compound(nodes: Sequence[Node]) -> bytes:
    """The file that holds them."""
    flat: list[tuple[Node, list[int]]] = []

    def listed(node: Node) -> int:
        place = len(flat)
        flat.append((node, []))
        flat[place][1].extend(listed(child) for child in sorted(node.children, key=lambda child: (len(child.name), child.name.upper())))
        return place

    listed(Node("Root Entry", children=list(nodes)))
    sectors, chains, small, small_chains = list[bytes](), list[int](), b"", list[int]()
    starts: dict[int, tuple[int, int]] = {}

    def laid(data: bytes) -> int:
        if not data:
            return END
        first, count = len(sectors), -(-len(data) // SECTOR)
        sectors.extend(data[n * SECTOR : (n + 1) * SECTOR].ljust(SECTOR, b"\0") for n in range(count))
        chains.extend([*range(first + 1, first + count), END])
        return first

    for place, (node, _) in enumerate(flat):
        if node.content is None:
            continue
        if len(node.content) < CUTOFF:
            count = -(-len(node.content) // SMALL)
            first = len(small_chains)
            starts[place] = (first if count else END, len(node.content))
            small += node.content.ljust(count * SMALL, b"\0")
            small_chains += [*range(first + 1, first + count), END] if count else []
        else:
            starts[place] = (laid(node.content), len(node.content))
    starts[0] = (laid(small), len(small))
    small_fat = laid(table(small_chains))
    directory = laid(b"".join(entry(node, children, starts.get(place, (0, 0)), flat, place) for place, (node, children) in enumerate(flat)))
    fats = 1
    while len(sectors) + fats > fats * SECTOR // 4:
        fats += 1
    at = len(sectors)
    whole = table([*chains, *([FAT] * fats)]).ljust(fats * SECTOR, b"\xff")
    minis = -(-len(small_chains) * 4 // SECTOR)
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, directory, 0, CUTOFF, small_fat, minis, END, 0)
    )
    head += b"".join(struct.pack("<I", at + n) for n in range(fats)) + b"\xff" * 4 * (109 - fats)
    return head + b"".join(sectors) + whole


def entry(node: Node, children: list[int], start: tuple[int, int], flat: list[tuple[Node, list[int]]], place: int) -> bytes:
    """A directory entry; siblings hang on each other's right side, as a tree that leans."""
    parent = next((kids for _, kids in flat if place in kids), [])
    after = parent.index(place) + 1 if parent else 0
    right = parent[after] if parent and after < len(parent) else FREE
    name = node.name.encode("utf-16-le") + b"\0\0"
    kind = 5 if place == 0 else 1 if node.content is None else 2
    tree = struct.pack("<HBBIII", len(name), kind, 1, FREE, right, children[0] if children else FREE)
    return name.ljust(64, b"\0") + tree + b"\0" * 36 + struct.pack("<IQ", *start)


def table(chain: Sequence[int]) -> bytes:
    data = b"".join(struct.pack("<I", each) for each in chain)
    return data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\xff")
