"""The pages of what an office sets up about places and work, a part of the console's table."""

from web.console.pages.places import areas, calendar, catalogue, codes, offices, topics
from web.console.routes import SETTINGS, Route

PLACES = (
    Route("areas", "/areas/", "GET", "area.see", areas.listing, menu="区域", group=SETTINGS),
    Route("area_new", "/areas/new", "GET POST", "community.edit", areas.new),
    Route("area", "/areas/<area_key>", "GET", "area.see", areas.area),
    Route("area_save", "/areas/<area_key>", "POST", "community.edit", areas.save),
    Route("area_retire", "/areas/<area_key>/retire", "POST", "community.edit", areas.retire),
    Route("area_restore", "/areas/<area_key>/restore", "POST", "community.edit", areas.restore),
    Route("area_move", "/areas/<area_key>/move", "POST", "community.edit", areas.move),
    Route("area_codes", "/areas/<area_key>/codes", "GET", "area.see", codes.sheet),
    Route("area_codes_order", "/areas/<area_key>/codes", "POST", "community.edit", codes.order),
    Route("offices", "/offices/", "GET", "area.see", offices.listing, menu="单位", group=SETTINGS),
    Route("office_new", "/offices/new", "GET POST", "community.edit", offices.new),
    Route("office", "/offices/<office_key>", "GET", "area.see", offices.office),
    Route("office_save", "/offices/<office_key>", "POST", "community.edit", offices.save),
    Route(
        "office_retire", "/offices/<office_key>/retire", "POST", "community.edit", offices.retire
    ),
    Route(
        "office_restore", "/offices/<office_key>/restore", "POST", "community.edit", offices.restore
    ),
    Route("topics", "/topics/", "GET", "area.see", topics.listing, menu="事项", group=SETTINGS),
    Route("topic_new", "/topics/new", "GET POST", "community.edit", topics.new),
    Route("topic", "/topics/<topic_key>", "GET POST", "community.edit", topics.topic),
    Route("topic_retire", "/topics/<topic_key>/retire", "POST", "community.edit", topics.retire),
    Route("topic_restore", "/topics/<topic_key>/restore", "POST", "community.edit", topics.restore),
    Route(
        "catalogue",
        "/catalogue/",
        "GET",
        "area.see",
        catalogue.catalogue,
        menu="派单目录",
        group=SETTINGS,
    ),
    Route("catalogue_save", "/catalogue/", "POST", "catalogue.edit", catalogue.save),
    Route("catalogue_history", "/catalogue/editions/", "GET", "catalogue.edit", catalogue.history),
    Route(
        "catalogue_edition",
        "/catalogue/editions/<int:edition>",
        "GET",
        "catalogue.edit",
        catalogue.edition,
    ),
    Route(
        "catalogue_restore",
        "/catalogue/editions/<int:edition>/restore",
        "POST",
        "catalogue.edit",
        catalogue.restore,
    ),
    Route(
        "calendar", "/calendar/", "GET", "area.see", calendar.calendar, menu="日历", group=SETTINGS
    ),
    Route("calendar_set", "/calendar/days", "POST", "community.edit", calendar.set_days),
    Route("calendar_confirm", "/calendar/confirm", "POST", "community.edit", calendar.confirm),
)
