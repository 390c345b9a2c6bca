"""What is printed on the cards that hang in stairwells."""

from community.texts.sentence import Sentence

SCAN = Sentence("card.scan", "微信扫一扫，问事、报修、查进度。\n住处记为：{place}")
TYPE = Sentence("card.type", "微信关注我们，问事、报修、查进度。\n关注后发：绑定 {place}")
PHONE = Sentence("card.phone", "也可以打电话：{phone}")
