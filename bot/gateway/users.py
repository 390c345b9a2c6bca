"""What WeChat tells about a resident: little, by its own rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class UserInfo:
    """Whether somebody follows, since when (unix seconds, None unknown) and by which scene."""

    openid: str
    follows: bool
    followed_at: int | None = None
    scene: str = ""


def user_of(answer: Mapping[str, Any]) -> UserInfo:
    """The user in WeChat's answer; KeyError when it names nobody."""
    followed_at = answer.get("subscribe_time")
    return UserInfo(
        openid=str(answer["openid"]),
        follows=answer.get("subscribe") == 1,
        followed_at=followed_at if isinstance(followed_at, int) else None,
        scene=str(answer.get("qr_scene_str") or ""),
    )
