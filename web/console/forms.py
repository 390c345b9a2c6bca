"""Forms: each names the fields it takes, and nothing else that is sent counts."""

from collections.abc import Iterable
from typing import Any

import wtforms
from flask import request
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # younger than the stubs
from wtforms.meta import DefaultMeta
from wtforms.validators import InputRequired, Length

from core.errors import Invalid

NEEDED = "请填写这一项。"


class Form(wtforms.Form):
    """A form of the console, filled with what was sent; the guard has checked its token."""

    class Meta(DefaultMeta):
        """How WTForms treats it: its own messages in Chinese."""

        locales = ("zh",)

    # What is wrong with no field in particular.
    form_errors: list[str]

    def __init__(self, *, unsent: bool = False, **values: Any) -> None:
        """`values` stand in the fields (or come from `obj` or `data`) until something is sent;
        an `unsent` form stands on a page beside the one that was."""
        is_sent = request.method == "POST" and not unsent
        parts: list[MultiDict[str, Any]] = [request.files, request.form]
        sent = CombinedMultiDict(parts) if is_sent else None
        super().__init__(sent, **values)

    def is_sent_well(self) -> bool:
        """Whether it was sent and every field holds."""
        return request.method == "POST" and self.validate()

    def refuse(self, error: Invalid) -> None:
        """Put a service's refusal beside the field it names, or above the form."""
        field = self._fields.get(error.field)
        if field is None:
            self.form_errors.append(error.sentence)
        else:
            field.errors = [*field.errors, error.sentence]


def is_trial() -> bool:
    """Whether a form was sent to be tried (`act` is `try`), not to be saved."""
    return request.method == "POST" and request.form.get("act") == "try"


def form_status() -> int:
    """The status of a page that shows a form: 400 when it shows what was wrong with it."""
    return 400 if request.method == "POST" and not is_trial() else 200


def text(label: str, *, most: int, hint: str = "") -> Field:
    """A line that must not be empty."""
    checks = [InputRequired(NEEDED), Length(max=most, message=f"最多 {most} 个字。")]
    return StringField(label, checks, description=hint, filters=[stripped])


def password(label: str, *, hint: str = "", most: int = 128) -> Field:
    """A password; it is never sent back to the page."""
    checks = [InputRequired(NEEDED), Length(max=most, message=f"最多 {most} 个字符。")]
    return PasswordField(label, checks, description=hint)


def choose(label: str, hint: str = "", *, needed: bool = False) -> SelectField:
    """One of several; the page puts in what there is to choose from: `form.x.choices = options(…)`.

    What is sent and is none of them is refused; where one is `needed`, so is ''.
    """
    return SelectField(label, [InputRequired(NEEDED)] if needed else [], description=hint)


def options(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    """Value and label of each line to choose from."""
    return [SelectChoice(value, label) for value, label in pairs]


CLASSES = {
    "BooleanField": "form-check-input",
    "SelectField": "form-select",
    "SelectMultipleField": "form-select",
}


def attributes_of(field: Field, **given: Any) -> dict[str, Any]:
    """How a page writes the field: its class, and where its hint and errors stand."""
    beside = [("hint", field.description), ("error", field.errors)]
    described = " ".join(f"{field.id}-{what}" for what, words in beside if words)
    own = {
        "class": CLASSES.get(field.type, "form-control") + (" is-invalid" if field.errors else "")
    }
    if described:
        own["aria-describedby"] = described
    if field.errors:
        own["aria-invalid"] = "true"
    return {**own, **given}


def stripped(value: str | None) -> str:
    """Without spaces around, and without what cannot be seen (but line ends)."""
    seen = "".join(one for one in value or "" if one.isprintable() or one in "\n\t")
    return seen.strip()


class SignInForm(Form):
    """Name and password."""

    name = text("姓名", most=40)
    password = password("密码")
