"""What `./run manage` can do."""

from cli.commands import Commands

MANAGE = Commands(
    "manage",
    {
        "check": "cli.manage.check:check",
        "db": "cli.manage.db:db",
        "staff": "cli.manage.staff:staff",
        "area": "cli.manage.area:area",
        "faq": "cli.manage.faq:faq",
        "outage": "cli.manage.outage:outage",
        "case": "cli.manage.case:case",
        "deed": "cli.manage.deed:deed",
        "menu": "cli.manage.menu:menu",
        "message": "cli.manage.message:message",
        "retention": "cli.manage.retention:retention",
    },
    "Administer this installation.",
)
