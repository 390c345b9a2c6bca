"""`./run manage staff`: who works here."""

import sys

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import totp
from accounts.passwords import hash_password, make_password
from accounts.permissions import ROLES
from accounts.staff import create_staff, find_staff, reset_password
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


@staff.command()
@click.argument("name")
def reset(name: str) -> None:
    """Let NAME in again who has lost password or second factor; prints a password to change."""
    settings = own_settings()
    require_schema(settings)
    password, now = make_password(), clock.now()
    hashed = hash_password(password)
    with open_sessions(settings) as sessions, sessions.begin() as db:
        found = find_staff(db, name)
        if found is None:
            raise NotFound(f"没有名叫 {name} 的工作人员。")
        reset_password(db, found, hashed, actor=OPERATOR, now=now)
        totp.reset(db, found, actor=OPERATOR, now=now)
    click.echo(f"{name} can sign in with {password} and must then choose another.")


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
