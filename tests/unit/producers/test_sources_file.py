"""The sources file: what it may say, and that the example in config/ is one."""

from pathlib import Path

import pytest

from producers.sources import load_sources
from runtime.entries import EntriesError

CONFIG = Path(__file__).parents[3] / "config"


def _write(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_is_a_sources_file() -> None:
    sources = load_sources(CONFIG / "sources.example.toml", {"EXAMPLE_FEED_TOKEN": "t"})
    assert [feed.id for feed in sources.feeds] == ["example-ar", "example-en"]
    assert sources.feeds[0].poll == 60
    assert sources.feeds[1].poll == 300
    assert sources.feeds[1].headers["Authorization"].get_secret_value() == "Bearer t"
    assert [wire.folder for wire in sources.wires] == [CONFIG / "incoming/example-agency"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('url = "ftp://a.example/x"', "url: must be an http or https address"),
        ('url = "https://a:b@a.example/x"', "url: must be an http or https address"),
        ('url = "https://a.example/${TOKEN}"', "put secrets into headers"),
        ('url = "https://a.example/"\npoll = 0.5', "poll: Input should be greater than or equal to 1"),
        ('url = "https://a.example/"\nlang = "Arabic"', "lang: String should match"),
        ('url = "https://a.example/"\nfull_text = true', "full_text: Input should be False"),
        ('url = "https://a.example/"\ninterval = 3', "interval: unknown field"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = _write(tmp_path, f'[[feed]]\nid = "one"\noutlet = "One"\n{line}\n')
    with pytest.raises(EntriesError) as caught:
        load_sources(path, {})
    assert str(caught.value).startswith(f"{path}: [[feed]] 'one': ")
    assert said in str(caught.value)


def test_a_feed_and_a_wire_cannot_share_an_id(tmp_path: Path) -> None:
    text = (
        '[[feed]]\nid="a"\noutlet="A"\nurl="http://a.example/"\n[[wire]]\nid="a"\noutlet="A"\nfolder="in"\n'
    )
    with pytest.raises(EntriesError, match=r"\[\[wire\]\] 'a': id: is taken by a \[\[feed\]\] above"):
        load_sources(_write(tmp_path, text), {})


@pytest.mark.parametrize("name", ["", "A", "../x", "a b", "x" * 65])
def test_ids_are_safe_as_file_names(tmp_path: Path, name: str) -> None:
    text = f'[[feed]]\nid="{name}"\noutlet="A"\nurl="http://a.example/"\n'
    with pytest.raises(EntriesError, match="id: String should match"):
        load_sources(_write(tmp_path, text), {})
