"""What residents send, as the channel hands it to the desk."""

from datetime import datetime

from bot.messages import TextMessage


def says(words: str, who: str, at: datetime, msg_id: int = 1) -> TextMessage:
    """Somebody's words, sent at that moment."""
    return TextMessage(
        sender=who,
        account="gh_0123456789ab",
        created_at=int(at.timestamp()),
        key=f"{who}|{msg_id}",
        msg_id=msg_id,
        text=words,
    )
