"""What is said about where a resident lives."""

from community.texts.sentence import Sentence

WHICH_AREA = Sentence("home.which_area", "您住在哪里？回复数字：")
WHICH_AREA_AGAIN = Sentence("home.which_area_again", "没听明白，请回复下面的数字：")
OTHER_AREA = Sentence("home.other_area", "9 其他")
BOUND = Sentence("home.bound", "记下了，您住在{area}。搬家了再发 绑定。")
NOT_HERE = Sentence("home.not_here", "好的，先不记住处。以后发 绑定 可以再选。")
