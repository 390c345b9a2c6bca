"""The form of one area: its names, and a line for every placeholder there is."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from community.area_editing import LONGEST_NAME, AreaContent
from community.areas import Areas
from community.kinds import placeholder_meanings
from community.models import Area
from community.service import LONGEST_VALUE
from core.errors import Invalid
from faq.content import placeholders_of
from faq.models import Entry
from web.console.edit_form import EditForm
from web.console.forms import stripped, text


class AreaForm(EditForm):
    """Names, and in fields of its own what each placeholder stands for."""

    # The placeholder of each further field, by the field's name.
    placeholders: dict[str, str]

    name = text("名称", most=LONGEST_NAME)
    aliases = TextAreaField(
        "居民还怎么叫它",
        filters=[stripped],
        description="一行一个，如“幸福里小区”。3栋、3幢、三号楼本来就认得，不用写",
    )

    def content(self) -> AreaContent:
        """What was typed."""
        values = {name: str(self[own].data or "") for own, name in self.placeholders.items()}
        aliases = tuple((self.aliases.data or "").splitlines())
        return AreaContent(self.name.data or "", aliases, values)

    def refuse_value(self, error: Invalid) -> None:
        """As `refuse`; a service names a placeholder, not its field."""
        fields = {name: own for own, name in self.placeholders.items()}
        self.refuse(Invalid(fields.get(error.field, error.field), error.sentence))


def make_form(db: Session, area: Area, areas: Areas) -> AreaForm:
    """The form for this area; what it would take over from above stands grey in its fields."""
    names = placeholder_names(db, areas)
    placeholders = {f"value_{number}": name for number, name in enumerate(names)}
    meanings, above = placeholder_meanings(), areas.placeholders(area.parent_id)
    if area.parent_id is None:
        above = {}
    fields = {
        own: StringField(
            name,
            [Length(max=LONGEST_VALUE, message=f"最多 {LONGEST_VALUE} 个字。")],
            filters=[stripped],
            description=meanings.get(name, ""),
            render_kw={"placeholder": f"沿用上级：{above[name]}"} if name in above else {},
        )
        for own, name in placeholders.items()
    }
    made = type("OwnAreaForm", (AreaForm,), {**fields, "placeholders": placeholders})
    form: AreaForm = made(data=values_of(area, placeholders))
    return form


def values_of(area: Area, placeholders: dict[str, str]) -> dict[str, Any]:
    """What the fields say of the area as it stands."""
    filled = {own: area.filled.get(name, "") for own, name in placeholders.items()}
    names = {"name": area.name, "aliases": "\n".join(area.aliases)}
    return {**names, **filled, "version": area.version}


def placeholder_names(db: Session, areas: Areas) -> list[str]:
    """The pack's, then those that entries or areas use beside them."""
    known = list(placeholder_meanings())
    used = {name for area in areas for name in area.filled}
    for answer in db.scalars(select(Entry.answer).where(Entry.answer.contains("{"))):
        try:
            used |= set(placeholders_of(answer))
        except Invalid:
            continue
    return [*known, *sorted(used - set(known))]
