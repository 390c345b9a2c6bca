"""The pages of the FAQ desk, a part of the console's table."""

from faq.sheets.reading import MOST_BYTES
from web.console.pages import messages
from web.console.pages.faq import (
    checking,
    editor,
    history,
    listing,
    misses,
    outages,
    quality,
    sheets,
    trying,
)
from web.console.routes import Route

KNOWLEDGE = "问答"
# A sheet, and what a form adds around it.
UPLOAD_BYTES = MOST_BYTES + 64 * 1024

FAQ = (
    # What residents are answered
    Route(
        "entries", "/entries/", "GET", "entry.see", listing.listing, menu="知识", group=KNOWLEDGE
    ),
    Route("entries_bulk", "/entries/bulk/confirm", "POST", "entry.publish", listing.bulk),
    Route("entry_new", "/entries/new", "GET POST", "entry.edit", editor.new),
    Route("entry_new_discard", "/entries/new/discard", "POST", "entry.edit", editor.discard_new),
    Route("entry_live", "/entries/new/live", "POST", "entry.edit", editor.live),
    Route("entry", "/entries/<entry_id>", "GET", "entry.see", editor.entry),
    Route("entry_save", "/entries/<entry_id>", "POST", "entry.edit", editor.save),
    Route("entry_discard", "/entries/<entry_id>/discard", "POST", "entry.edit", editor.discard),
    Route("entry_publish", "/entries/<entry_id>/publish", "POST", "entry.publish", editor.publish),
    Route("entry_retire", "/entries/<entry_id>/retire", "POST", "entry.publish", editor.retire),
    Route("entry_back", "/entries/<entry_id>/back", "POST", "entry.edit", editor.back),
    Route("entry_check", "/entries/<entry_id>/check", "GET", "entry.see", checking.check),
    Route("entry_check_order", "/entries/<entry_id>/check", "POST", "entry.edit", checking.order),
    Route(
        "entry_check_publish",
        "/entries/<entry_id>/check/publish",
        "POST",
        "entry.publish",
        checking.publish,
    ),
    Route("entry_history", "/entries/<entry_id>/history", "GET", "entry.see", history.history),
    Route(
        "entry_revision",
        "/entries/<entry_id>/revisions/<int:number>",
        "GET",
        "entry.see",
        history.revision,
    ),
    Route(
        "entry_restore",
        "/entries/<entry_id>/revisions/<int:number>/restore",
        "POST",
        "entry.edit",
        history.restore,
    ),
    Route("trying", "/try", "GET", "entry.see", trying.try_out, menu="试一试", group=KNOWLEDGE),
    # What nothing answered
    Route(
        "misses", "/misses/", "GET", "question.see", misses.listing, menu="未命中", group=KNOWLEDGE
    ),
    Route("misses_take", "/misses/take", "POST", "entry.edit", misses.take),
    Route("misses_group", "/misses/group", "POST", "entry.edit", misses.group_now),
    Route("misses_grouping", "/misses/grouping", "GET", "question.see", misses.grouping),
    Route("misses_undo", "/misses/undo", "POST", "entry.edit", misses.undo),
    Route("misses_entries", "/misses/entries", "GET", "entry.edit", misses.find_entries),
    # What is out for a while
    Route(
        "outages",
        "/outages/",
        "GET",
        "outage.edit",
        outages.listing,
        menu="临时通知",
        group=KNOWLEDGE,
    ),
    Route("outage_new", "/outages/new", "GET POST", "outage.edit", outages.new),
    Route("outage", "/outages/<outage_id>", "GET POST", "outage.edit", outages.change),
    Route("outage_end", "/outages/<outage_id>/end", "POST", "outage.edit", outages.end),
    # What an error has left to staff
    Route("messages", "/messages/", "GET", "message.handle", messages.listing, menu="待人工"),
    Route("message_read", "/messages/<message_id>/read", "POST", "message.handle", messages.read),
    Route(
        "message_answer", "/messages/<message_id>/answer", "POST", "message.handle", messages.answer
    ),
    Route("message_seen", "/messages/<message_id>/seen", "POST", "message.handle", messages.seen),
    Route(
        "quality", "/quality", "GET", "question.see", quality.quality, menu="质量", group=KNOWLEDGE
    ),
    # Sheets
    Route("sheets", "/sheets/", "GET", "entry.see", sheets.start, menu="导入导出", group=KNOWLEDGE),
    Route("sheet_upload", "/sheets/", "POST", "entry.edit", sheets.upload, most_bytes=UPLOAD_BYTES),
    Route("sheet_order", "/sheets/order/export", "POST", "entry.see", sheets.order),
    Route("sheet", "/sheets/<sheet_id>", "GET", "entry.see", sheets.sheet),
    Route("sheet_confirm", "/sheets/<sheet_id>/import", "POST", "entry.edit", sheets.confirm),
    Route("sheet_download", "/sheets/<sheet_id>/file", "GET", "entry.see", sheets.download),
)
