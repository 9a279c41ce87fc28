"""The compose file runs every stage, publishes on loopback only, and pins its images; no file names this machine."""

import re
import subprocess
from pathlib import Path

import pytest

from marsad.stages import STAGES

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text("utf-8")


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_a_service(stage: str) -> None:
    assert re.search(rf"command: \[work, {stage}\]", COMPOSE)


def test_topics_are_made_before_anything_works() -> None:
    assert "command: [topics, create]" in COMPOSE
    assert "topics: {condition: service_completed_successfully}" in COMPOSE


def test_ports_are_published_on_loopback_only() -> None:
    ports = re.findall(r"ports: \[(.*?)\]", COMPOSE)
    assert ports
    assert all(port.strip('"').startswith("127.0.0.1:") for line in ports for port in line.split(", "))


def test_images_are_pinned() -> None:
    images = re.findall(r"image: (\S+)", COMPOSE)
    assert images
    assert all(re.search(r":(\d+\.\d+\.\d+|local)$", image) for image in images)


def test_every_room_is_in_the_image() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "scripts", "benchmarks"}
    assert rooms
    for room in rooms:
        assert f"COPY {room} {room}" in dockerfile


def test_no_tracked_file_holds_a_path_of_one_machine_or_a_registry_host() -> None:
    words = "/" + "root/", "/" + "work/", "/" + "home/", "pypi" + ".org", "files." + "pythonhosted"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: only there is known what is tracked")
    for name in filter(None, listed.stdout.decode().split("\0")):
        data = (ROOT / name).read_bytes()
        for word in words:
            assert word.encode() not in data, f"{name} holds {word}"
