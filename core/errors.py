"""Errors with a name: raised where the fact is known, turned into an answer in one place."""


class LinliError(Exception):
    """Base of all our errors; `sentence` is Chinese, plain, and safe to show to anyone."""

    code = "error"
    default_sentence = "出了点问题，请稍后再试。"

    def __init__(self, sentence: str | None = None) -> None:
        self.sentence = sentence or self.default_sentence
        super().__init__(self.sentence)


class NotFound(LinliError):
    """There is no such row, or the asker may not know that there is one."""

    code = "not_found"
    default_sentence = "没有找到。"


class Refused(LinliError):
    """The actor lacks the right."""

    code = "refused"
    default_sentence = "您没有这项权限。"


class Invalid(LinliError):
    """A value can't be accepted; `field` names it as the form or file does."""

    code = "invalid"
    default_sentence = "填写的内容有误。"

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class Conflict(LinliError):
    """The row has changed since it was read, or its state forbids the step."""

    code = "conflict"
    default_sentence = "内容刚被别人改过，请刷新后再试。"


class Unavailable(LinliError):
    """Something outside the process (database, store, WeChat) can't be reached now."""

    code = "unavailable"
    default_sentence = "系统暂时连不上，请稍后再试。"


class BadSetting(LinliError):
    """A setting is missing or unsafe; the sentence says what to do (English, for operators)."""

    code = "bad_setting"
