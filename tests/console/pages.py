"""The console's pages as sweeps walk over them."""

import re

from accounts.permissions import ROLES
from tests.console.office import Office
from tests.console.samples import SAMPLES, UNKNOWN
from web.console.routes import Route

ID = re.compile(r"<(?:\w+:)?(\w+)>")
EVERY_ROLE = tuple(ROLES)
NO_SUCH_ID = "AAAAAAAAAAAAAAAAAAAAAA"


def calls(routes: list[Route]) -> list[tuple[Route, str]]:
    """Every page with each of its methods."""
    return [(route, method) for route in routes for method in route.methods.split()]


def path_of(route: Route, ids: dict[str, str]) -> str:
    """The address with ids in their places."""
    return ID.sub(lambda found: ids[found[1]], route.path)


def real_ids(office: Office) -> dict[str, str]:
    """Ids of subjects next door."""
    return {name: make(office) for name, make in SAMPLES.items()}


def unknown_ids() -> dict[str, str]:
    """Ids that nothing has."""
    return {name: UNKNOWN.get(name, NO_SUCH_ID) for name in SAMPLES}
