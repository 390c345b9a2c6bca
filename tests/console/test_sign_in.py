"""Who gets in, and who does not."""

from tests.console.office import Office


def test_an_editor_signs_in_and_sees_her_pages(office: Office) -> None:
    office.staff("陈编辑", "editor")
    desk = office.desk()
    answer = desk.sign_in("陈编辑")
    assert (answer.status_code, answer.location) == (303, "/console/")
    page = desk.get("/")
    assert page.status_code == 200
    assert "陈编辑，您好" in page.text
