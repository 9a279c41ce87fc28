"""Writes what is made from the code: JSON schemas, the tables in README.md, docs/topics.md and docs/settings.md.

Usage: python scripts/write_contract_files.py [--check]

With --check nothing is written; the status is 1 when a file is out of date.
"""

import json
import sys
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from contracts.alert import Alert
from contracts.message import Message, json_schema
from contracts.topics import DAY_MS, FOREVER, TOPICS, Topic, all_topics
from runtime.settings import ENV_PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "contracts" / "schemas"
BEGIN, END = "<!-- table: made by scripts/write_contract_files.py -->", "<!-- end of table -->"


def models() -> list[type[Message]]:
    """Every model that travels, once."""
    found: dict[str, type[Message]] = {Alert.__name__: Alert}
    for topic in all_topics():
        if topic.model is not None:
            found[topic.model.__name__] = topic.model
    return [found[name] for name in sorted(found)]


def schema_text(model: type[Message]) -> str:
    """A model's JSON schema as it is committed."""
    return json.dumps(json_schema(model), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def short_table() -> str:
    """The table for the README."""
    rows = ["| topic | key | carries | from | to |", "| --- | --- | --- | --- | --- |"]
    rows += [
        f"| `{t.name}` | {t.key} | {t.carries} | {', '.join(t.written_by)} | {', '.join(t.read_by)} |"
        for t in TOPICS
    ]
    return "\n".join(rows)


def long_table() -> str:
    """The table for docs/topics.md, with dead letters and changelogs."""
    rows = ["| topic | message | partitions | kept | key, and why |", "| --- | --- | --- | --- | --- |"]
    for t in all_topics():
        model = f"`{t.model.__name__}`" if t.model else "state rows"
        rows.append(f"| `{t.name}` | {model} | {t.partitions} | {_kept(t)} | {t.key}: {t.key_why} |")
    return "\n".join(rows)


def settings_table() -> str:
    """Every setting with its variable, default and meaning."""
    rows = ["| variable | in the file | default | meaning |", "| --- | --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            rows += [
                _setting(f"{name}__{inner}", f"[{name}] {inner}", f)
                for inner, f in section.model_fields.items()
            ]
        else:
            rows.append(_setting(name, name, field))
    return "\n".join(rows)


def _setting(variable: str, where: str, field: FieldInfo) -> str:
    default = "none" if field.default is None else f"`{field.default}`"
    return f"| `{ENV_PREFIX}{variable.upper()}` | `{where}` | {default} | {field.description or ''} |"


def _kept(topic: Topic) -> str:
    if topic.cleanup == "compact":
        return "latest of each key"
    return "for ever" if topic.retention_ms == FOREVER else f"{topic.retention_ms // DAY_MS} days"


def with_table(text: str, table: str) -> str:
    """A document with its table renewed between the two marks."""
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    return f"{head}{BEGIN}\n{table}\n{END}{tail}"


def wanted() -> dict[Path, str]:
    """Each made file and what it should hold."""
    files = {SCHEMAS / f"{model.__name__}.schema.json": schema_text(model) for model in models()}
    tables = {
        ROOT / "README.md": short_table(),
        ROOT / "docs" / "topics.md": long_table(),
        ROOT / "docs" / "settings.md": settings_table(),
    }
    for path, table in tables.items():
        files[path] = with_table(path.read_text(encoding="utf-8"), table)
    return files


def main() -> int:
    """Write or check; returns the exit status."""
    check = "--check" in sys.argv[1:]
    stale = [
        path
        for path, text in wanted().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in stale:
        print(f"{'out of date' if check else 'wrote'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted()[path], encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
