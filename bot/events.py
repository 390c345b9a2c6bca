"""What happens at WeChat without anybody writing: one type for each event we know."""

from dataclasses import dataclass
from typing import Literal

from bot.messages import CountsAs, Incoming


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe(Incoming):
    """A person follows the account; scene is the text of the QR code that led here, or None."""

    scene: str | None = None
    ticket: str | None = None

    @property
    def may_answer(self) -> bool:
        """The welcome."""
        return True

    @property
    def counts_as(self) -> CountsAs:
        """Three messages within a minute."""
        return "follow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe(Incoming):
    """A person left: everything personal has to be erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan(Incoming):
    """A follower scanned one of our QR codes."""

    scene: str
    ticket: str | None = None

    @property
    def may_answer(self) -> bool:
        """A scan may be answered."""
        return True

    @property
    def counts_as(self) -> CountsAs:
        """Three messages within a minute."""
        return "scan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Click(Incoming):
    """A menu entry was tapped; menu_key is the key it was published with."""

    menu_key: str

    @property
    def may_answer(self) -> bool:
        """A click may be answered."""
        return True

    @property
    def counts_as(self) -> CountsAs:
        """Three messages within a minute."""
        return "click"


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Incoming):
    """A menu entry that opens a page (or a mini-program) was tapped; opens no window."""

    url: str
    mini_program: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationReport(Incoming):
    """Where a phone is, sent by itself; we keep that feature off and look at none of them."""

    latitude: float
    longitude: float
    precision: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanCode(Incoming):
    """The menu's scanner read a code; with waitmsg the person waits for our answer."""

    menu_key: str
    kind: str
    result: str
    waitmsg: bool

    @property
    def may_answer(self) -> bool:
        """Only where the person waits."""
        return self.waitmsg

    @property
    def counts_as(self) -> CountsAs:
        """Both kinds count as a menu click."""
        return "click"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureEvent(Incoming):
    """The menu's camera or album was used; the photos follow as messages of their own.

    source: sysphoto, photo_or_album or weixin; count: how many photos will follow.
    """

    menu_key: str
    source: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationSelect(Incoming):
    """A place was picked from the menu; it follows as a location message of its own."""

    menu_key: str
    latitude: float
    longitude: float
    scale: int | None = None
    label: str = ""
    poi_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSent(Incoming):
    """What became of a template message; msg_id is the one its sending returned."""

    msg_id: int | None
    status: Literal["sent", "blocked", "too_often", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MassSent(Incoming):
    """A mass message (job mass) or a published article (job publish) is through."""

    job: Literal["mass", "publish"]
    job_id: str
    status: str
    sent_count: int = 0
    error_count: int = 0


@dataclass(frozen=True, slots=True)
class Consent:
    """One line of ConsentChanged; accepted is None where the line tells of a sending."""

    template_id: str
    accepted: bool | None = None
    error_code: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentChanged(Incoming):
    """A person allowed or forbade subscribed notices (popup, change), or one was sent."""

    kind: Literal["popup", "change", "sent"]
    consents: tuple[Consent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanSession(Incoming):
    """A chat with a person of WeChat's customer service began, ended or changed hands."""

    change: Literal["opened", "closed", "switched"]
    agent: str
    previous_agent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountNotice(Incoming):
    """WeChat tells the operator something about the account (verification, name, renewal).

    event: WeChat's name for it in lower case; expires_at: unix seconds.
    """

    event: str
    expires_at: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownEvent(Incoming):
    """An event we have no type for; event is WeChat's name for it in lower case."""

    event: str
