"""Canonical addresses: one item, one address, whatever way led to it. Idempotent; an address it cannot read stays."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

# Query fields that only say how the reader came here (Google Analytics, Facebook, feed readers and the like).
_TRACKING = re.compile(
    r"""\A(?:utm_\w+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|igshid|igsh|mc_[ce]id|_ga|_gl|ref|ref_src|ref_url|referrer|referer
        |source|src|cmpid|cmp|campaign|campaign_id|ncid|ocid|icid|cid|smid|smtyp|s_cid|xtor|feature|spm|share|shared|sharetype
        |at_medium|at_campaign|at_custom\d|at_link_\w+|at_ptr_name|at_bbc_team|wt\.\w+|wtmc|partner|taid|__twitter_impression
        |amp|amp_js_v|amp_gsa|outputtype|output|usqp|guccounter|guce_referr\w+|mkt_tok|vero_id|wickedid|hsctatracking|_hs\w+|ito
        |mod|rss|fromrss|feed|via|print|noredirect)\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_AMP_CACHE = re.compile(r"\A/[cvi]/(?:s/)?(?P<rest>.+)\Z")
_GOOGLE_AMP = re.compile(r"\A/amp/(?:s/)?(?P<rest>.+)\Z")
_AMP_PATH = re.compile(r"(?:/amp(?:\.html?)?/?|\.amp(?:\.html?)?|/amp/)\Z", re.IGNORECASE)
_AMP_FIRST = re.compile(r"\A/amp(?=/)", re.IGNORECASE)
_MOBILE_HOST = re.compile(r"\A(?:(?:www|m|mobile|mobi|amp|touch|wap)\.)+(?=[^.]+\.[^.]+)")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)\Z", re.IGNORECASE)
_PORTS = {"http": ":80", "https": ":443"}
# Fields in which redirectors carry the address that they lead to.
_WRAPPED = ("url", "u", "q", "target", "link")
_REDIRECTORS = re.compile(
    r"\A(?:www\.)?(?:google\.[a-z.]+|news\.google\.com|l\.facebook\.com|lm\.facebook\.com|out\.reddit\.com|t\.umblr\.com|feedproxy\.google\.com)\Z"
)
_DEEPEST = 4


def canonical_address(address: str | None, _depth: int = 0) -> str | None:
    """The canonical form of a web address: https, no `www`, mobile or AMP host, no tracking field, fields in order.

    None for None or blank; an address that is no web address is returned as it is, without its blanks.
    """
    if address is None or not address.strip():
        return None
    address = address.strip()
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return address
    if parts.scheme not in {"http", "https"} or not host:
        return address
    inner = _inner(host, parts.path, parts.query) if _depth < _DEEPEST else None
    if inner is not None:
        return canonical_address(inner, _depth + 1)
    host = _MOBILE_HOST.sub("", host)
    if port is not None and f":{port}" != _PORTS[parts.scheme]:
        host = f"{host}:{port}"
    fields = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    return urlunsplit(("https", host, _path(parts.path), urlencode(sorted(fields)), ""))


def _inner(host: str, path: str, query: str) -> str | None:
    """The address that a redirector's or an AMP cache's address leads to."""
    cached = None
    if host.endswith(".cdn.ampproject.org"):
        cached = _AMP_CACHE.match(path)
    elif re.fullmatch(r"(?:www\.)?google\.[a-z.]+", host):
        cached = _GOOGLE_AMP.match(path)
    if cached:
        return f"https://{cached['rest']}" + (f"?{query}" if query else "")
    if _REDIRECTORS.match(host):
        fields = dict(parse_qsl(query))
        return next(
            (fields[k] for k in _WRAPPED if fields.get(k, "").startswith(("http://", "https://"))), None
        )
    return None


def _path(path: str) -> str:
    path = re.sub(r"/{2,}", "/", path) or "/"
    stripped = None
    while stripped != path:
        stripped, path = path, _INDEX.sub("/", _AMP_FIRST.sub("", _AMP_PATH.sub("", path))) or "/"
        path = path.rstrip("/") or "/"
    # One spelling of the same octets: letters stay readable in neither, so percent-encode all but the safe ones.
    return quote(unquote(path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._", errors="surrogateescape")
