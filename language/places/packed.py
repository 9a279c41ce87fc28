"""The place file: how the gazetteer is packed, and how it is read back.

Layout: 8 bytes of magic, 4 bytes big-endian length of a JSON header, the header, and one zlib stream that
holds the sections one after another in the order of the header. Numbers are little-endian. Everything is
written in a stated order, so that the same places give the same bytes.

Names are grouped by their first word (by their first two where very many share the first): a text is read by
looking each of its words up in one dictionary, and only a hit opens the packed rest.
"""

import json
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

MAGIC = b"MRSPLC01"
KINDS = ("country", "region", "county", "locality", "neighbourhood", "sea", "continent")
SOURCES = ("wof", "gn", "csr", "mrs")
DEGREES = 100_000
HEAVY = 48
"""A first word that starts more names than this is looked up together with the second word."""

_ARRAYS = {
    "group_start": "I",
    "name_start": "I",
    "strength": "B",
    "candidates": "I",
    "source": "B",
    "number": "q",
    "label_start": "I",
    "kind": "B",
    "country": "B",
    "rank": "B",
    "lat": "i",
    "lon": "i",
    "parent": "i",
}
Arrays = dict[str, "array[int]"]
"""Columns of the file by their names in `_ARRAYS`."""
_TEXTS = ("firsts", "heavy", "rests", "labels", "countries", "slugs")


class Strength(IntEnum):
    """What a name needs beside it to count as a place."""

    TYPED = 0
    """The kind of place: it is a common word or a direction ("محافظة الشرقية", never "الشرقية")."""
    CUED = 1
    """Any cue: it is rare, short, or also something else."""
    PLAIN = 2
    """Nothing, when it stands as a word of its own or after "the": too short to be found inside a word."""
    ROBUST = 3
    """Nothing, proclitics or not."""


class BadPlaceFileError(ValueError):
    """The file is not a place file of this version, or it is cut short."""


@dataclass(slots=True)
class Record:
    """One place on its way into the file. `parent` is an index into the list of records, -1 for none."""

    source: str
    key: int | str
    label: str
    kind: str
    country: str
    rank: int
    lat: float
    lon: float
    parent: int = -1
    trusted: set[str] = field(default_factory=set)
    """Name keys written by hand: known to be read as this place without any cue."""
    names: dict[str, bool] = field(default_factory=dict)
    """Name keys; true where the name is a main one, false for a foreign or rare variant."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The place file in memory. Arrays are parallel; see `pack` for what they hold."""

    groups: dict[str, int]
    heavy: frozenset[str]
    rests: list[str]
    labels: bytes
    countries: list[str]
    slugs: list[str]
    arrays: Arrays


def pack(records: Sequence[Record], strengths: Mapping[str, Strength]) -> bytes:
    """The bytes of the place file for `records`; a name that is not in `strengths` needs a cue beside it."""
    by_name: dict[str, list[int]] = {}
    for index, record in enumerate(records):
        for name, main in record.names.items():
            by_name.setdefault(name, []).append(index << 1 | (not main))
    groups, heavy = _grouped(sorted(by_name))
    arrays = {name: array(code) for name, code in _ARRAYS.items()}
    rests: list[str] = []
    for first in groups:
        arrays["group_start"].append(len(arrays["strength"]))
        members = groups[first]
        rests.append("\n".join(name[len(first) + 1 :] for name in members))
        for name in members:
            arrays["name_start"].append(len(arrays["candidates"]))
            arrays["strength"].append(strengths.get(name, Strength.CUED))
            arrays["candidates"].extend(by_name[name])
    arrays["group_start"].append(len(arrays["strength"]))
    arrays["name_start"].append(len(arrays["candidates"]))
    texts = {"firsts": "\n".join(groups), "heavy": "\n".join(sorted(heavy)), "rests": "\x00".join(rests)}
    texts |= _pack_records(records, arrays)
    return _container(arrays, texts)


def _grouped(names: Sequence[str]) -> tuple[dict[str, list[str]], set[str]]:
    sizes: dict[str, int] = {}
    for name in names:
        first = name.split(" ", 1)[0]
        sizes[first] = sizes.get(first, 0) + 1
    heavy = {first for first, size in sizes.items() if size > HEAVY}
    groups: dict[str, list[str]] = {}
    for name in names:
        words = name.split(" ", 2)
        first = " ".join(words[:2]) if words[0] in heavy and len(words) > 1 else words[0]
        groups.setdefault(first, []).append(name)
    return dict(sorted(groups.items())), heavy


def _pack_records(records: Sequence[Record], arrays: Arrays) -> dict[str, str]:
    countries = sorted({record.country for record in records})
    slugs: list[str] = []
    labels: list[str] = []
    length = 0
    for record in records:
        if isinstance(record.key, str):
            number = len(slugs)
            slugs.append(record.key)
        else:
            number = record.key
        arrays["source"].append(SOURCES.index(record.source))
        arrays["number"].append(number)
        arrays["label_start"].append(length)
        labels.append(record.label)
        length += len(record.label.encode())
        arrays["kind"].append(KINDS.index(record.kind))
        arrays["country"].append(countries.index(record.country))
        arrays["rank"].append(record.rank)
        arrays["lat"].append(round(record.lat * DEGREES))
        arrays["lon"].append(round(record.lon * DEGREES))
        arrays["parent"].append(record.parent)
    arrays["label_start"].append(length)
    return {"labels": "".join(labels), "countries": "\n".join(countries), "slugs": "\n".join(slugs)}


def _container(arrays: Arrays, texts: dict[str, str]) -> bytes:
    bodies: list[tuple[str, bytes]] = []
    for name, values in arrays.items():
        if sys.byteorder == "big":
            values.byteswap()
        bodies.append((name, values.tobytes()))
    bodies += [(name, texts[name].encode()) for name in _TEXTS]
    header = json.dumps([[name, len(body)] for name, body in bodies], separators=(",", ":")).encode()
    stream = zlib.compress(b"".join(body for _, body in bodies), 9)
    return MAGIC + len(header).to_bytes(4, "big") + header + stream


def unpack(data: bytes) -> Packed:
    """Read the bytes of a place file; raises BadPlaceFileError when they are none."""
    if data[: len(MAGIC)] != MAGIC:
        raise BadPlaceFileError("not a place file of this version")
    start = len(MAGIC) + 4
    end = start + int.from_bytes(data[len(MAGIC) : start], "big")
    try:
        sections: list[tuple[str, int]] = json.loads(data[start:end])
        body = memoryview(zlib.decompress(memoryview(data)[end:]))
    except (ValueError, zlib.error) as error:
        raise BadPlaceFileError(f"damaged place file: {error}") from error
    if sum(size for _, size in sections) != len(body):
        raise BadPlaceFileError("place file of the wrong length")
    arrays: Arrays = {}
    texts: dict[str, bytes] = {}
    position = 0
    for name, size in sections:
        part = body[position : position + size]
        position += size
        if name in _ARRAYS:
            arrays[name] = array(_ARRAYS[name])
            arrays[name].frombytes(part)
            if sys.byteorder == "big":
                arrays[name].byteswap()
        else:
            texts[name] = bytes(part)
    firsts = texts["firsts"].decode().split("\n")
    return Packed(
        groups=dict(zip(firsts, range(len(firsts)), strict=True)),
        heavy=frozenset(texts["heavy"].decode().split("\n")) - {""},
        rests=texts["rests"].decode().split("\x00"),
        labels=texts["labels"],
        countries=texts["countries"].decode().split("\n"),
        slugs=texts["slugs"].decode().split("\n"),
        arrays=arrays,
    )


def read(path: Path) -> Packed:
    """Read a place file from disk."""
    return unpack(path.read_bytes())
