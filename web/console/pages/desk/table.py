"""The pages where an office sets up what the desk understands and says, a part of the table."""

from web.console.pages.desk import dangers, menus, retention, texts, words
from web.console.routes import SETTINGS, Route

DESK = (
    # Words of this place
    Route("words", "/words/", "GET", "word.edit", words.listing, menu="本地词", group=SETTINGS),
    Route("word_new", "/words/new", "GET POST", "word.edit", words.new),
    Route("word", "/words/<word_id>", "GET POST", "word.edit", words.change),
    Route("word_retire", "/words/<word_id>/retire", "POST", "word.edit", words.retire),
    # What it says
    Route("texts", "/texts/", "GET", "setting.edit", texts.listing, menu="文字", group=SETTINGS),
    Route("text", "/texts/<text_key>", "GET POST", "setting.edit", texts.text),
    Route("text_live", "/texts/<text_key>/live", "POST", "setting.edit", texts.live),
    Route("text_shipped", "/texts/<text_key>/shipped", "POST", "setting.edit", texts.shipped),
    # The keys under the chat
    Route("menu", "/menu/", "GET", "menu.edit", menus.menu, menu="公众号菜单", group=SETTINGS),
    Route("menu_save", "/menu/", "POST", "menu.edit", menus.save),
    Route("menu_live", "/menu/live", "POST", "menu.edit", menus.live),
    Route("menu_shipped", "/menu/shipped", "POST", "menu.edit", menus.shipped),
    Route("menu_publish", "/menu/publish", "POST", "menu.edit", menus.publish),
    # How long it keeps what
    Route(
        "retention",
        "/retention/",
        "GET POST",
        "setting.edit",
        retention.periods,
        menu="保存期限",
        group=SETTINGS,
    ),
    # What it takes for danger
    Route(
        "dangers",
        "/dangers/",
        "GET",
        "setting.edit",
        dangers.listing,
        menu="危险词",
        group=SETTINGS,
    ),
    Route("danger_new", "/dangers/new", "GET POST", "setting.edit", dangers.new),
    Route("danger", "/dangers/<danger_id>", "GET POST", "setting.edit", dangers.change),
    Route("danger_retire", "/dangers/<danger_id>/retire", "POST", "setting.edit", dangers.retire),
)
