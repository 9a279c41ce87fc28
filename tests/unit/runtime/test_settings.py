"""Settings come from one file and the environment, and a wrong one is a clear error at the start."""

from pathlib import Path

import pytest

from runtime.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("MARSAD_"):
            monkeypatch.delenv(name)


def write(folder: Path, text: str) -> Path:
    path = folder / "marsad.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_need_nothing() -> None:
    settings = load_settings()
    assert settings.kafka.bootstrap == "127.0.0.1:9092"
    assert settings.dedup.window_hours == 72


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, '[kafka]\nbootstrap = "file:1"\nreplication = 3\n')
    monkeypatch.setenv("MARSAD_KAFKA__BOOTSTRAP", "environment:2")
    settings = load_settings(path)
    assert settings.kafka.bootstrap == "environment:2"
    assert settings.kafka.replication == 3


def test_the_file_may_be_named_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_CONFIG", str(write(tmp_path, "heartbeat_s = 3\n")))
    assert load_settings().heartbeat_s == 3


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('[kafka]\nreplication = "many"\n', "kafka.replication"),
        ("[kafka]\nbootstraps = 'x:1'\n", "kafka.bootstraps"),
        ("[kafak]\n", "kafak"),
        ("[kafka\n", "cannot be read"),
        ("[elasticsearch]\nurl = 'ftp://x'\n", "elasticsearch.url"),
    ],
)
def test_a_wrong_file_says_where(tmp_path: Path, text: str, names: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SettingsError, match=names) as refused:
        load_settings(path)
    assert path.name in str(refused.value)


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_DEDUP__WINDOW_HOURS", "soon")
    with pytest.raises(SettingsError, match="environment variable MARSAD_DEDUP__WINDOW_HOURS"):
        load_settings()


def test_a_misspelt_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_KAFKA__BOOSTRAP", "x:1")
    with pytest.raises(SettingsError, match="MARSAD_KAFKA__BOOSTRAP is no setting"):
        load_settings()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent\.toml is not there"):
        load_settings(tmp_path / "absent.toml")


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_ELASTICSEARCH__API_KEY", "hunter2")
    settings = load_settings()
    assert "hunter2" not in repr(settings)
    assert "hunter2" not in settings.model_dump_json()
