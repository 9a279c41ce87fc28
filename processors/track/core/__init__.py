"""Incidents, their ledgers and the changes that a claim set causes. Pure: state in, decision and rows out."""

from processors.track.core.settings import TrackSettings
from processors.track.core.tracker import Decision, Tracker

__all__ = ["Decision", "TrackSettings", "Tracker"]
