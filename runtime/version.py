"""The version of the running code, as heartbeats and dead letters carry it."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def code_version() -> str:
    """The installed version, or `unknown` when it runs from a bare folder."""
    try:
        return version("marsad")
    except PackageNotFoundError:
        return "unknown"
