"""HTML to plain text: paragraphs stay apart, markup, scripts and captions of media go."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = frozenset("script style template noscript iframe object svg head".split())
_VOID = frozenset("br hr".split())
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n ?(?:\n ?)*")
_LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!]|&(?:[a-zA-Z]+|#\d+);")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's form
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS and tag not in _VOID:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            # A line break in HTML source is a space.
            self.parts.append(data.replace("\n", " ").replace("\r", " "))


def html_to_text(html: str) -> str:
    """Plain text of an HTML fragment; paragraphs are parted by one empty line. Never raises on broken markup."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return tidy("".join(parser.parts))


def tidy(text: str) -> str:
    """Plain text with single spaces and one empty line between paragraphs. Idempotent."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\x00", "")
    text = _BREAKS.sub(lambda found: "\n\n" if found.group().count("\n") else " ", _SPACES.sub(" ", text))
    return text.strip()


def to_text(value: str | None, media_type: str) -> str:
    """Title, summary or content as plain text, whatever its media type says: feeds often lie about it."""
    if not value:
        return ""
    if media_type != "text/plain" or _LOOKS_LIKE_HTML.search(value):
        return html_to_text(value)
    return tidy(value)
