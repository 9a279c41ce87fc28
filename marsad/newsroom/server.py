"""Serves the sample newsroom's feeds as RSS, and writes its wire items as ninjs files, scene by scene."""

import asyncio
import hashlib
import json
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from aiohttp import web

from marsad.newsroom.story import OUTLETS, SCENES, Channel, Scene


class Newsroom:
    """One web server on 127.0.0.1 and one wire folder. Nothing is published before `play`."""

    def __init__(self, wire_folder: Path) -> None:
        self._wire_folder = wire_folder
        self._runner: web.AppRunner | None = None
        self._items: dict[Channel, dict[str, tuple[Scene, datetime]]] = {channel: {} for channel in OUTLETS}
        self._wire_versions: dict[str, int] = {}
        self.port = 0

    async def start(self) -> None:
        """Listen on a free port; make the wire folder."""
        self._wire_folder.mkdir(parents=True, exist_ok=True)
        app = web.Application()
        app.router.add_get("/{channel}.xml", self._feed)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def play(self) -> None:
        """Unfold the story; returns after its last scene."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        for scene in SCENES:
            await asyncio.sleep(max(0.0, began + scene.at_s - loop.time()))
            self._publish(scene, datetime.now(UTC))

    def _publish(self, scene: Scene, now: datetime) -> None:
        first = self._items[scene.channel].get(scene.item_id)
        self._items[scene.channel][scene.item_id] = (scene, first[1] if first else now)
        if scene.channel == "wire":
            self._write_wire(scene, now)

    def _write_wire(self, scene: Scene, now: datetime) -> None:
        version = self._wire_versions[scene.item_id] = self._wire_versions.get(scene.item_id, 0) + 1
        item = {
            "uri": scene.item_id,
            "type": "text",
            "version": str(version),
            "versioncreated": now.isoformat(),
            "firstcreated": self._items["wire"][scene.item_id][1].isoformat(),
            "pubstatus": "canceled" if scene.kill else "usable",
            "language": OUTLETS["wire"].lang,
            "headline": scene.title,
            "body_text": scene.text,
        }
        name = f"{scene.item_id.rsplit(':', 1)[-1]}-{version}.json"
        # Written beside and moved, so that the watcher never reads half a file.
        half = self._wire_folder / f".{name}.part"
        half.write_text(json.dumps(item, ensure_ascii=False, indent=1), encoding="utf-8")
        half.rename(self._wire_folder / name)

    async def _feed(self, request: web.Request) -> web.Response:
        channel = request.match_info["channel"]
        if channel not in OUTLETS or channel == "wire":
            return web.Response(status=404, text="no such feed")
        body = self._rss(channel, f"http://127.0.0.1:{self.port}").encode()
        tag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(
            body=body, content_type="application/rss+xml", charset="utf-8", headers={"ETag": tag}
        )

    def _rss(self, channel: Channel, site: str) -> str:
        entries = [
            f'<item><guid isPermaLink="false">{escape(scene.item_id)}</guid><title>{escape(scene.title)}</title>'
            f"<link>{site}/{channel}/{escape(scene.item_id)}</link><pubDate>{format_datetime(since)}</pubDate>"
            f"<description>{escape(_paragraphs(scene.text))}</description></item>"
            for scene, since in self._items[channel].values()
        ]
        outlet = OUTLETS[channel]
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
            f"<title>{escape(outlet.name)}</title><link>{site}/</link><description>sample</description>"
            f"<language>{outlet.lang}</language>{''.join(entries)}</channel></rss>\n"
        )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n"))


def sources_toml(port: int, wire_folder: Path, poll_s: float) -> str:
    """The sources file of the sample newsroom."""
    feeds = [
        f'[[feed]]\nid = "{channel}"\nurl = "http://127.0.0.1:{port}/{channel}.xml"\noutlet = "{outlet.name}"\n'
        f'lang = "{outlet.lang}"\ncountry = "{outlet.country}"\npoll = {poll_s:g}\nallow_private = true\n'
        for channel, outlet in OUTLETS.items()
        if channel != "wire"
    ]
    wire = OUTLETS["wire"]
    folder = json.dumps(str(wire_folder))
    feeds.append(
        f'[[wire]]\nid = "wire"\nfolder = {folder}\nformat = "ninjs"\noutlet = "{wire.name}"\n'
        f'lang = "{wire.lang}"\ncountry = "{wire.country}"\n'
    )
    return "\n".join(feeds)
