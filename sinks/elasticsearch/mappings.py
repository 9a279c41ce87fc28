"""What the indices look like: strict mappings, so that a field nobody described is an error and not a guess.

Texts lie under three kinds of field: `title` (words as they stand), `title_norm` (the project's own folding of
letters, so that a search agrees with what the pipeline compares) and `title_ar`, `title_en` … (stemmed,
for languages that Elasticsearch has an analyzer of). The searched names are aliases; behind each
stands an index `<alias>-v<n>`, so that a mapping can change under a name that stays.
"""

from typing import Any, Final

MAPPING_VERSION: Final = 1

ARTICLES: Final = "articles"
"""Every state of every article, by article id and revision."""
CURRENT_ARTICLES: Final = "articles-current"
"""The latest state of each article, by article id."""
CLAIMS: Final = "claims"
CHANGES: Final = "changes"
INCIDENTS: Final = "incidents"

ANALYZERS: Final = {
    "ar": "arabic",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "fr": "french",
    "ru": "russian",
    "tr": "turkish",
}
"""The built-in analyzer of each language that has one (Hebrew and Ukrainian have none)."""

_KEYWORD: Final = {"type": "keyword", "ignore_above": 1024}
_DATE: Final = {"type": "date"}
_WHOLE: Final = {"type": "long"}
_FLAG: Final = {"type": "boolean"}
_POINT: Final = {"type": "geo_point"}
_WORDS: Final = {"type": "text"}
_FOLDED: Final = {"type": "text", "analyzer": "whitespace"}
_KEPT: Final = {"type": "object", "enabled": False}
"""Given back as it came, not searched."""

Properties = dict[str, Any]


def _fields(kind: dict[str, Any], names: str) -> Properties:
    return dict.fromkeys(names.split(), kind)


def _text(name: str) -> Properties:
    stemmed = {f"{name}_{lang}": {"type": "text", "analyzer": ANALYZERS[lang]} for lang in ANALYZERS}
    return {name: _WORDS, f"{name}_norm": _FOLDED, **stemmed}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


_PLACE: Final = _object(**_fields(_KEYWORD, "place_id name kind country parents"))
_AMOUNT: Final = _object(**_fields(_WHOLE, "low best high"))
_TOLL: Final = {
    **_fields(_KEYWORD, "measure victims scope policy"),
    **_fields(_WHOLE, "low best high origins"),
    "disputed": _FLAG,
}

_ARTICLE: Final[Properties] = {
    **_fields(
        _KEYWORD,
        "article_id source_id outlet country lang url credit status signals verdict of near story_id why",
    ),
    **_fields(_WHOLE, "revision version"),
    **_fields(_DATE, "published_at updated_at embargo_until seen_at"),
    "score": {"type": "float"},
    **_text("title"),
    **_text("body"),
}
_CLAIM: Final[Properties] = {
    **_fields(
        _KEYWORD,
        "claim_id article_id source_id outlet lang url credit status signals verdict of near story_id country "
        "measure qualifier vague_word victims place_text attribution origin speaker scope named part_of change "
        "tense field rule rules_version event_type",
    ),
    **_fields(_WHOLE, "revision low high span_start span_end"),
    **_fields(_FLAG, "withdraws retold negated denied"),
    **_fields(_DATE, "said_at seen_at embargo_until occurred_start occurred_end"),
    "place": _PLACE,
    "location": _POINT,
    "title": _WORDS,
    "event": _KEPT,
    **_text("quote"),
}
_CHANGE: Final[Properties] = {
    **_fields(_KEYWORD, "change_id incident_id kind measure victims reason event_type also_ids country"),
    **_fields(_WHOLE, "seq"),
    **_fields(_DATE, "happened_at said_at seen_at"),
    "before": _AMOUNT,
    "after": _AMOUNT,
    "toll": _object(**_TOLL),
    "place": _PLACE,
    "location": _POINT,
    "evidence": _object(
        **_fields(_KEYWORD, "claim_id article_id outlet url lang origin attribution field rule"),
        **_fields(_WHOLE, "revision span_start span_end"),
        title=_WORDS,
        quote=_WORDS,
    ),
}
_INCIDENT: Final[Properties] = {
    **_fields(_KEYWORD, "incident_id also_ids merged_into maybe_same_as type country articles"),
    **_fields(_WHOLE, "version"),
    **_fields(_DATE, "first_said_at last_said_at"),
    "disputed": _FLAG,
    "place": _PLACE,
    "location": _POINT,
    # Nested: a search for "more than 50 killed" must not find 60 wounded and one killed.
    "tolls": {"type": "nested", "properties": _TOLL},
    # The whole ledger, for questions about any past moment; too many fields of too many claims to search here.
    "entries": _KEPT,
}

MAPPINGS: Final[dict[str, Properties]] = {
    ARTICLES: _ARTICLE,
    CURRENT_ARTICLES: _ARTICLE,
    CLAIMS: _CLAIM,
    CHANGES: _CHANGE,
    INCIDENTS: _INCIDENT,
}


def alias_of(prefix: str, index: str) -> str:
    """The name that is searched and written to."""
    return f"{prefix}-{index}"


def index_of(prefix: str, index: str) -> str:
    """The index that stands behind the alias."""
    return f"{alias_of(prefix, index)}-v{MAPPING_VERSION}"


def mapping_of(index: str) -> dict[str, Any]:
    """The whole mapping of an index, as its creation takes it."""
    return {"dynamic": "strict", "properties": MAPPINGS[index]}
