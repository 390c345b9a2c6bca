"""WeChat's errors as the fetching of photos understands them."""

from types import ModuleType

import pytest

from bot.gateway import errors
from bot.gateway.media import Media
from cases.fetching import MediaLater, MediaRefused
from worker.media import NoMedia, WeChatMedia, failure_of


def all_errors(module: ModuleType) -> list[type[errors.WeChatError]]:
    found = [each for each in vars(module).values() if isinstance(each, type)]
    return [each for each in found if issubclass(each, errors.WeChatError)]


class Photos:
    """A gateway that knows one photo and one error."""

    def get_media(self, media_id: str) -> Media:
        if media_id == "gone":
            raise errors.MediaGone(40007, "invalid media_id gone")
        return Media(b"\xff\xd8\xff", "image/jpeg", "lamp.jpg")


@pytest.mark.parametrize("kind", all_errors(errors))
def test_every_error_of_the_gateway_is_later_or_never(kind: type[errors.WeChatError]) -> None:
    assert failure_of(kind(45000)).reason == "45000"


@pytest.mark.parametrize("kind", [errors.Busy, errors.NotSent, errors.NoAnswer, errors.QuotaSpent])
def test_what_may_pass_is_tried_later(kind: type[errors.WeChatError]) -> None:
    assert isinstance(failure_of(kind()), MediaLater)


@pytest.mark.parametrize("kind", [errors.MediaGone, errors.TooBig, errors.WeChatError])
def test_what_cannot_be_had_is_refused(kind: type[errors.WeChatError]) -> None:
    assert isinstance(failure_of(kind()), MediaRefused)


def test_an_account_without_the_right_is_told_so_at_once() -> None:
    assert isinstance(failure_of(errors.Misconfigured(48001)), MediaRefused)


def test_a_machine_missing_from_the_ip_list_is_given_time_to_be_added() -> None:
    assert isinstance(failure_of(errors.Misconfigured(40164)), MediaLater)


def test_a_photo_comes_through_and_an_error_shows_no_media_id() -> None:
    source = WeChatMedia(Photos())
    assert source.get_media("lamp").content == b"\xff\xd8\xff"
    with pytest.raises(MediaRefused) as caught:
        source.get_media("gone")
    assert (caught.value.reason, caught.value.__context__) == ("40007", None)


def test_without_a_secret_nothing_can_be_had() -> None:
    with pytest.raises(MediaRefused):
        NoMedia().get_media("lamp")
