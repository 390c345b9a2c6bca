"""The text that is sent: the news, a question's words, and never more than WeChat takes."""

CARD_CHARACTERS = 200
"""Of a one-time notice's content (WeChat's page about 一次性订阅消息)."""
MAX_BYTES = 1900
"""UTF-8 bytes; WeChat refuses texts above 2,048 (measured, not documented)."""


def letter(news: str, words: str, hint: str) -> str:
    """News and question in one text; too long news are cut on a character and end in `hint`."""
    asked = f"\n{words}" if words else ""
    if _size(news + asked) <= MAX_BYTES:
        return news + asked
    room = MAX_BYTES - _size(hint + asked)
    return news.encode()[:room].decode("utf-8", "ignore").rstrip() + hint + asked


def card(news: str, words: str, hint: str) -> str:
    """The same for a one-time notice, which has room for 200 characters."""
    asked = f"\n{words}" if words else ""
    if len(news + asked) <= CARD_CHARACTERS:
        return news + asked
    room = CARD_CHARACTERS - len(hint + asked)
    return news[: max(room, 0)].rstrip() + hint + asked


def _size(text: str) -> int:
    return len(text.encode())
