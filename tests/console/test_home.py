"""The first page says what waits, to those whose work it is."""

from tests.console.faq import words, write
from tests.console.office import Office
from tests.console.samples import message_id
from tests.console.test_misses import missed


def test_an_editor_reads_what_waits_for_her(quick_office: Office) -> None:
    missed(quick_office, "蜻蜓怎么养", "蜻蜓吃什么")
    write(quick_office.signed_in("小李", "editor"), "蜻蜓怎么养？", act="review")
    page = words(quick_office.signed_in("陈编辑", "editor").get("/").text)
    assert "2 次 7 天内没答上" in page
    assert "1 条知识等审核" in page
    assert "来信" not in page


def test_only_what_is_of_ones_own_area_counts(quick_office: Office) -> None:
    missed(quick_office, "蜻蜓怎么养")
    page = words(quick_office.signed_in("陈编辑", "editor", area="anning").get("/").text)
    assert "现在没有等您处理的" in page


def test_a_supervisor_reads_of_messages_that_failed(quick_office: Office) -> None:
    message_id(quick_office)
    page = words(quick_office.signed_in("赵主管", "supervisor").get("/").text)
    assert "1 封来信没能处理" in page


def test_who_owes_a_second_factor_sees_no_menu_yet(quick_office: Office) -> None:
    quick_office.staff("管理员", "admin")
    desk = quick_office.desk()
    desk.sign_in("管理员")
    assert "主菜单" not in desk.get("/", follow_redirects=True).text
