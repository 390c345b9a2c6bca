"""What forms of settings have in common: the version that was read, and a change beside another."""

from wtforms import HiddenField

from core.errors import Conflict, Invalid
from web.console.forms import Form

BESIDE = "别人刚改过这一项，现在的内容写在上面。您填的还在，没有丢；对照以后再保存，就用您的。"


class VersionedForm(Form):
    """A form of a row with a version."""

    version = HiddenField(default="0")

    @property
    def read_version(self) -> int:
        """The version the form was filled from; 0 for none."""
        read = str(self.version.data)
        return int(read) if read.isdecimal() and len(read) < 10 else 0

    def refuse_or_stand_beside(self, error: Invalid | Conflict, version: int) -> int:
        """Say what was wrong, and return the page's status; `version`: the row's number now.

        After a conflict the form holds the newer version: who saves again has seen it.
        """
        if isinstance(error, Invalid):
            self.refuse(error)
            return 400
        self.version.data = str(version)
        self.form_errors.append(BESIDE)
        return 409
