"""Who takes the answer to each question of ours, and what is taken for one."""

from bot.messages import (
    ImageMessage,
    LocationMessage,
    Message,
    TextMessage,
    VoiceMessage,
)
from handlers import (
    aftercare,
    area,
    digits,
    entries,
    manners,
    meant,
    offers,
    officers,
    person,
    picking,
    rating,
    report,
    slots,
    withdrawing,
)
from handlers.answers import Meaning
from handlers.conditions import (
    adds_to_case,
    alone,
    asks_of_item,
    both,
    cannot_choose,
    digit,
    either,
    hurries,
    is_,
    is_area,
    is_choice,
    is_for_slot,
    is_no_known_question,
    is_of_asked_case,
    is_pick,
    is_rating,
    is_verdict,
    looks_first,
    means,
    merely_thanks,
    offers_entry,
    opens_another,
    says_only_where,
    withdraws_offer,
)
from handlers.context import Asked
from handlers.route import Route

YES = either(digit(1), means(Meaning.YES))
NO = either(digit(0), means(Meaning.NO))
NOTHING = either(NO, means(Meaning.SKIP))
DECLINED = either(NOTHING, alone("跳过"), means(Meaning.SOLVED))
TAKEN = is_(TextMessage, ImageMessage, VoiceMessage, LocationMessage)
FOR_SLOT = both(TAKEN, is_for_slot, is_no_known_question, is_of_asked_case)
PICKED_AND_ASKED = Route(picking.picks_and_asks, picking.pick_and_answer)
SLOT = (
    Route(digit(9), slots.change_place),
    Route(slots.has_no_time, slots.rest),
    Route(FOR_SLOT, slots.answer_slot),
)
GIVEN_UP = (Route(NOTHING, person.cancel),)

ANSWERS: dict[str, tuple[Route, ...]] = {
    Asked.OFFICER: (
        Route(digit(0), aftercare.leave_officer),
        Route(both(is_(Message), officers.is_answer), aftercare.answer_officer),
    ),
    Asked.CHOICE: (
        PICKED_AND_ASKED,
        Route(cannot_choose, report.accept_with),
        Route(is_choice, entries.choose),
        Route(meant.agrees, entries.choose_first),
        Route(meant.is_order, meant.carry_out),
        Route(meant.sets_right_taken, meant.answer_anew),
    ),
    Asked.OFFER: (
        Route(person.is_missed, person.not_yet, repeats=True),
        Route(says_only_where, report.accept_with),
        Route(hurries, report.accept_in_haste),
        Route(cannot_choose, report.accept_with),
        Route(adds_to_case, offers.add_to_case),
        Route(opens_another, report.accept_offer),
        Route(merely_thanks, manners.answer),
        Route(either(YES, alone("登记")), report.accept_offer),
        Route(withdraws_offer, report.take_back_offer),
        Route(DECLINED, report.decline_offer),
        Route(both(either(digit(2), looks_first), offers_entry), entries.look),
        Route(meant.is_order, meant.carry_out),
        Route(meant.agrees, meant.carry_out),
        Route(meant.declines, report.decline_offer),
    ),
    Asked.SOLVED: (
        Route(rating.rates_result, rating.rate_result, repeats=True),
        Route(is_verdict, aftercare.verdict),
    ),
    Asked.RATING: (Route(is_rating, aftercare.rating),),
    Asked.PICK: (
        Route(asks_of_item, aftercare.tell_item, repeats=True),
        Route(is_pick, aftercare.pick),
    ),
    Asked.AREA: (Route(is_area, area.answer),),
    Asked.PLACE: SLOT,
    Asked.PHOTO: SLOT,
    Asked.PHONE: SLOT,
    Asked.DESCRIBE: GIVEN_UP,
    Asked.ADD: GIVEN_UP,
    Asked.MENU: (Route(either(digit(*digits.CHOICES), NO), digits.pick),),
    Asked.STILL: (Route(withdrawing.says_still, withdrawing.still),),
    Asked.PERSON: (Route(digit(9), person.hand_over), Route(NO, person.cancel)),
}
