"""`./run manage staff`: who works here."""

import sys

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.passwords import make_password
from accounts.permissions import ROLES
from accounts.staff import create_staff
from cli.database import open_sessions, require_schema
from cli.settings import own_settings
from community.models import Area, Office
from core import clock
from core.actor import OPERATOR
from core.errors import NotFound


@click.group()
def staff() -> None:
    """Who works here."""


@staff.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(sorted(ROLES)))
@click.option("--area", help="Key of the area the role holds in and below; default: everywhere.")
@click.option("--office", help="Key of the office the role holds for; default: any.")
def create(name: str, role: str, area: str | None, office: str | None) -> None:
    """Add NAME, who can then sign in; asks for a password, or makes one without a terminal."""
    settings = own_settings()
    require_schema(settings)
    is_asked = sys.stdin.isatty()
    password = ask_password() if is_asked else make_password()
    with open_sessions(settings) as sessions, sessions.begin() as db:
        create_staff(
            db,
            name,
            role,
            password=password,
            actor=OPERATOR,
            now=clock.now(),
            area_path=area_path(db, area),
            office_id=office_id(db, office),
        )
    click.echo(f"{name} can sign in." if is_asked else f"{name} can sign in with {password}")


def ask_password() -> str:
    """What is typed, twice, without showing it."""
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def area_path(db: Session, key: str | None) -> str:
    """The path of the area of that key, '' (everywhere) without one; raises `NotFound`."""
    if key is None:
        return ""
    path = db.scalar(select(Area.path).where(Area.key == key))
    if path is None:
        raise NotFound(f"没有键为 {key} 的区域。")
    return path


def office_id(db: Session, key: str | None) -> int | None:
    """The id of the office of that key, None (any) without one; raises `NotFound`."""
    if key is None:
        return None
    found = db.scalar(select(Office.id).where(Office.key == key))
    if found is None:
        raise NotFound(f"没有键为 {key} 的承办单位。")
    return found
