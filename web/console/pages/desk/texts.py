"""文字: every sentence the desk says to residents, in the office's own words."""

from typing import Any

from flask import Response, request
from wtforms import TextAreaField

from community import own_texts
from community.own_texts import RIGHT
from community.texts.limits import (
    MOST_BYTES,
    MOST_CHARACTERS,
    PLACES,
    check_text,
    example_of,
    longest_part,
    most_bytes_of,
)
from community.texts.listing import BY_PART, SENTENCES
from community.texts.sentence import Sentence, check_wording, is_usable
from core.errors import Conflict, Invalid, NotFound
from handlers.preview import runs
from web.console.forms import form_status, is_trial
from web.console.pages.desk.form import VersionedForm
from web.console.pages.faq.naming import names_of_staff
from web.console.visit import Visit


class TextForm(VersionedForm):
    """One sentence."""

    text = TextAreaField("居民收到的话")

    @property
    def words(self) -> str:
        """What was typed, lines ended as here."""
        return str(self.text.data or "").replace("\r\n", "\n")


def listing(visit: Visit) -> Response:
    """All sentences by where they are said, or those that hold what is looked for."""
    wanted, only_own = request.args.get("q", "").strip()[:40], request.args.get("own") == "1"
    own = own_texts.list_own_texts(visit.db)
    for key in own_texts.useless_texts(visit.db):
        del own[key]
    shipped = {key: own_texts.shipped_text(visit.db, SENTENCES[key]) for key in own}
    said = {key: own.get(key, sentence.default) for key, sentence in SENTENCES.items()}
    changed = {key for key, words in shipped.items() if own[key] != words}
    parts = [
        (name, [one for one in sentences if _is_wanted(one, said, changed, wanted, only_own)])
        for name, sentences in BY_PART.items()
    ]
    return visit.page(
        "texts/list.html",
        parts=[(name, found) for name, found in parts if found],
        said=said,
        changed=changed,
        wanted=wanted,
        only_own=only_own,
    )


def text(visit: Visit, text_key: str) -> Response:
    """One sentence: seen as on the phone, measured, reworded."""
    sentence = _get(visit, text_key)
    row = own_texts.find_text(visit.db, sentence)
    now_said = row.text if row else sentence.default
    older = _older(visit, sentence)
    form = TextForm(data={"text": older or now_said, "version": str(row.version if row else 0)})
    if not form.is_sent_well() or is_trial():
        return _page(visit, sentence, form, form_status())
    try:
        own_texts.set_text(
            visit.db,
            sentence,
            form.words,
            version=form.read_version,
            actor=visit.actor,
            now=visit.now,
        )
    except (Invalid, Conflict) as error:
        visit.db.rollback()
        row = own_texts.find_text(visit.db, sentence)
        status = form.refuse_or_stand_beside(error, row.version if row else 0)
        return _page(visit, sentence, form, status)
    visit.db.commit()
    return visit.redirect("text", "已改好，居民一秒内就读到新的。", text_key=text_key)


def live(visit: Visit, text_key: str) -> Response:
    """While typing: the phone, the length, and what stands against the words."""
    sentence = _get(visit, text_key)
    return visit.page("texts/live.html", **_looked_at(sentence, TextForm().words))


def shipped(visit: Visit, text_key: str) -> Response:
    """Back to the shipped words."""
    sentence = _get(visit, text_key)
    row = own_texts.find_text(visit.db, sentence)
    version = row.version if row else 0
    own_texts.use_shipped(visit.db, sentence, version=version, actor=visit.actor, now=visit.now)
    visit.db.commit()
    return visit.redirect("text", "已换回自带的文字，一秒内生效。", text_key=text_key)


def _get(visit: Visit, text_key: str) -> Sentence:
    """The sentence; it is said everywhere, so only for who works everywhere."""
    sentence = SENTENCES.get(text_key)
    if sentence is None or not visit.actor.may(RIGHT):
        raise NotFound("没有这句话。")
    return sentence


def _older(visit: Visit, sentence: Sentence) -> str:
    """The words of the version that is to be looked at again, '' for none."""
    number = request.args.get("from", type=int)
    revisions = own_texts.list_revisions(visit.db, sentence)
    return next((one.text for one in revisions if one.number == number), "")


def _is_wanted(
    sentence: Sentence, said: dict[str, str], changed: set[str], wanted: str, only_own: bool
) -> bool:
    if only_own and sentence.key not in changed:
        return False
    return wanted in said[sentence.key] or wanted == sentence.key


def _looked_at(sentence: Sentence, words: str) -> dict[str, Any]:
    """The words as residents will read them, with their length and what is wrong with them."""
    fault, shown, size = "", words, len(words.encode())
    try:
        check_wording(sentence, words)
        shown, size = example_of(sentence, words), most_bytes_of(sentence, words)
        check_text(sentence, words)
    except Invalid as error:
        fault = error.sentence
    return {
        "runs": runs(shown),
        "longest": len(longest_part(words)),
        "most": MOST_CHARACTERS,
        "size": size,
        "most_bytes": MOST_BYTES,
        "fault": fault,
    }


def _page(visit: Visit, sentence: Sentence, form: TextForm, status: int) -> Response:
    row = own_texts.find_text(visit.db, sentence)
    revisions = own_texts.list_revisions(visit.db, sentence)
    standard = own_texts.shipped_text(visit.db, sentence)
    return visit.page(
        "texts/one.html",
        status,
        form=form,
        sentence=sentence,
        shipped=standard,
        said=row.text if row and is_usable(sentence, row.text) else sentence.default,
        useless=row is not None and not is_usable(sentence, row.text),
        places=[(name, PLACES[name]) for name in sorted(sentence.fields)],
        revisions=revisions,
        editors=names_of_staff(visit.db, [one.staff_id for one in revisions]),
        part=next(name for name, own in BY_PART.items() if sentence in own),
        **_looked_at(sentence, form.words),
    )
