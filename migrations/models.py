"""Every package's tables, imported so that they are known to the one metadata."""

import accounts.models
import bot.models
import cases.models
import community.models
import core.audit
import core.tasks
import core.versions
import duty.models
import faq.models
import notices.models
from core.database import Base

METADATA = Base.metadata

MODULES = (
    accounts.models,
    bot.models,
    cases.models,
    community.models,
    core.audit,
    core.tasks,
    core.versions,
    duty.models,
    faq.models,
    notices.models,
)
