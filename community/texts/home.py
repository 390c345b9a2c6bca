"""What is said about where a resident lives."""

from community.texts.sentence import Sentence

WHICH_AREA = Sentence("home.which_area", "您住在哪里？回复数字：")
WHICH_AREA_AGAIN = Sentence("home.which_area_again", "没听明白，请回复下面的数字：")
OTHER_AREA = Sentence("home.other_area", "9 其他")
ANSWERED_FOR = Sentence("home.answered_for", "按您住在{area}来说，不对就发 绑定。")
MOVED_OUT = Sentence("home.moved_out", "好的，不当您住在{area}了。以后的事不按那里算。")
BOUND = Sentence("home.bound", "记下了，您住在{area}。搬家了再发 绑定。")
NOT_HERE = Sentence("home.not_here", "好的，先不记住处。以后发 绑定 可以再选。")
KEPT_HOME = Sentence("home.kept", "您说过住在{area}，搬家了再发 绑定。")
KEPT_PLACE = Sentence("home.kept_place", "“{topic}”那件的地点写的是{place}。")
NO_HOME_KEPT = Sentence("home.none_kept", "您住哪里，我这里没有记。发 绑定 就能告诉我。")
