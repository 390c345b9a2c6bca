"""Links inside a text reply, and words of others that can never become one."""

import re
from urllib.parse import quote

_UNSAFE_IN_MENU = re.compile(r'["<>&\\\x00-\x1f\x7f]')
_MARKUP = str.maketrans({"<": "\uff1c", ">": "\uff1e"})
_SCHEME = re.compile(r":(?=//)")
_DOMAIN_DOT = re.compile(r"(?<=[0-9A-Za-z-])\.(?=[A-Za-z]{2})")


def escape(words: str) -> str:
    """Gives words of others a form that WeChat shows as they are: no markup and no link.

    WeChat knows no entities in text, so look-alike full-width signs stand in for < > : and
    for the dot of a domain name.
    """
    return _DOMAIN_DOT.sub("\uff0e", _SCHEME.sub("：", words.translate(_MARKUP)))


def menu_link(content: str, label: str) -> str:
    """A link that, when tapped, sends us `content` as if the resident had typed it.

    The meaning is all in the content: ids come back unreliably and are always 1. Signs that
    break the link are left out of it; ValueError when nothing remains.
    """
    meaning = _UNSAFE_IN_MENU.sub("", content).strip()
    if not meaning:
        raise ValueError("a menu link needs something to send")
    href = f"weixin://bizmsgmenu?msgmenucontent={quote(meaning, safe='')}&msgmenuid=1"
    return f'<a href="{href}">{escape(label)}</a>'
