"""The official account that the platform serves: its names, its keys, what it may do."""

from dataclasses import dataclass, field

from simulator.crypto import Cipher

MODES = ("plain", "compatible", "safe")

# What an operator can be granted, and what every account with a secret has.
SPECIAL = frozenset({"customer_service", "template", "subscribe", "oauth", "qrcode", "menu", "kf"})
BASIC = frozenset({"media", "user_info"})
ALL = SPECIAL | BASIC


@dataclass(frozen=True)
class Account:
    """An official account; `mode` is one of MODES, `grants` a subset of ALL, `templates` the ids
    of its templates (empty: any id is one of its)."""

    appid: str
    secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    mode: str = "safe"
    name: str = "幸福社区"
    original_id: str = "gh_5e1f0c2a9b37"
    grants: frozenset[str] = ALL
    templates: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f"mode is one of {', '.join(MODES)}")
        if unknown := self.grants - ALL:
            raise ValueError(f"unknown grants: {', '.join(sorted(unknown))}")
        if not self.token:
            raise ValueError("an empty token would let anybody sign")

    @property
    def cipher(self) -> Cipher:
        """Encrypts and decrypts with the account's key. Raises BadKey for a wrong key."""
        return Cipher(self.aes_key, self.appid)
