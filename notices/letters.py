"""The text that is sent: the news, a question's words, and never more than WeChat takes."""

MAX_BYTES = 1900
"""UTF-8 bytes; WeChat refuses texts above 2,048 (measured, not documented)."""


def letter(news: str, words: str, hint: str) -> str:
    """News and question in one text; too long news are cut on a character and end in `hint`."""
    asked = f"\n{words}" if words else ""
    if _size(news + asked) <= MAX_BYTES:
        return news + asked
    room = MAX_BYTES - _size(hint + asked)
    return news.encode()[:room].decode("utf-8", "ignore").rstrip() + hint + asked


def _size(text: str) -> int:
    return len(text.encode())
