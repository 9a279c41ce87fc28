"""The subscriptions file: what it may say, and that no error and no repr shows a secret."""

import base64
from pathlib import Path

import pytest

from contracts.claim import Measure
from contracts.toll import ChangeKind
from runtime.entries import EntriesError
from sinks.webhooks.subscriptions import Subscription, load_subscriptions

CONFIG = Path(__file__).parents[4] / "config"
SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()


def _load(folder: Path, text: str, **environment: str) -> tuple[Subscription, ...]:
    path = folder / "subscriptions.toml"
    path.write_text(text, encoding="utf-8")
    return load_subscriptions(path, environment)


def _one(folder: Path, lines: str, **environment: str) -> Subscription:
    return _load(folder, f'[[subscription]]\nid = "desk"\n{lines}\n', **environment)[0]


def test_the_example_is_a_subscriptions_file() -> None:
    environment = {"DESK_WEBHOOK_SECRET": SECRET, "RECORDERS_WEBHOOK_SECRET": SECRET}
    desk, recorders = load_subscriptions(CONFIG / "subscriptions.example.toml", environment)
    assert desk.id == "desk"
    assert desk.filter.kinds == frozenset()
    assert recorders.filter.measures == {Measure.KILLED, Measure.WOUNDED}
    assert ChangeKind.RETRACTION in recorders.filter.kinds
    assert (recorders.filter.min_best, recorders.filter.rise_by, recorders.filter.rise_percent) == (
        10,
        5,
        20.0,
    )


def test_secret_and_address_come_from_the_environment_and_are_not_shown(tmp_path: Path) -> None:
    desk = _one(
        tmp_path, 'url = "https://a.example/${KEY}"\nsecret = "${SECRET}"', KEY="pass-key-77", SECRET=SECRET
    )
    assert desk.url.get_secret_value() == "https://a.example/pass-key-77"
    assert desk.secret.get_secret_value() == SECRET
    for shown in (repr(desk), str(desk), desk.model_dump_json()):
        assert "pass-key-77" not in shown
        assert SECRET not in shown


@pytest.mark.parametrize(
    "secret",
    [
        "opensesame",
        "whsec_",
        "whsec_not!base64!at!all",
        SECRET.removeprefix("whsec_"),
        "whsec_" + base64.b64encode(b"short").decode(),
        "whsec_" + base64.b64encode(b"long" * 20).decode(),
    ],
)
def test_a_secret_that_cannot_sign_is_refused_without_being_shown(tmp_path: Path, secret: str) -> None:
    with pytest.raises(EntriesError, match=r"\[\[subscription\]\] 'desk': secret: must ") as caught:
        _one(tmp_path, f'url = "https://a.example/"\nsecret = "{secret}"')
    if len(secret) > len("whsec_"):
        assert secret not in str(caught.value)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('url = "a.example"\nsecret = "${S}"', "url: must be an http or https address"),
        ('url = "https://a.example/"', "secret: is missing"),
        (
            'url = "https://a.example/"\nsecret = "${NOT_SET}"',
            "secret: environment variable NOT_SET is not set",
        ),
        (
            'url = "https://a.example/"\nsecret = "${S}"\nfilter = {kinds = ["rising"]}',
            "filter.kinds.0: Input should be",
        ),
        (
            'url = "https://a.example/"\nsecret = "${S}"\nfilter = {country = "sy"}',
            "filter.country: unknown field",
        ),
        (
            'url = "https://a.example/"\nsecret = "${S}"\nfilter = {rise_by = 0}',
            "filter.rise_by: Input should be greater",
        ),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, lines: str, said: str) -> None:
    with pytest.raises(EntriesError) as caught:
        _one(tmp_path, lines, S=SECRET)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'subscriptions.toml'}: [[subscription]] 'desk': ")


def test_two_subscriptions_cannot_share_an_id(tmp_path: Path) -> None:
    entry = f'[[subscription]]\nid = "desk"\nurl = "https://a.example/"\nsecret = "{SECRET}"\n'
    with pytest.raises(EntriesError, match="is taken by"):
        _load(tmp_path, entry * 2)
