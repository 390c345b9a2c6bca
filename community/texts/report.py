"""What is said while a resident hands over a demand."""

from community.texts.sentence import Sentence

DESCRIBE = Sentence("report.describe", "请用一句话说说是什么事，在哪里。")
DESCRIBE_AGAIN = Sentence("report.describe_again", "还没听到是什么事。说一句就行，回复 0 不办了。")
OPENED = Sentence(
    "report.opened",
    "已登记，工单号 {number}。\n事项：{topic}\n由{office}负责，{day}前给您结果。",
)
OPENED_INTAKE = Sentence("report.opened_intake", "还要确认归谁办，先由{office}接着。")
OPENED_URGENT = Sentence("report.opened_urgent", "这件算紧急：{office}先办它，上面的日子是最晚的。")
OPENED_PLACE = Sentence("report.opened_place", "地点：{place}")
OPENED_SAID = Sentence("report.opened_said", "您说的：{words}")
SEVERAL_OPENED = Sentence("report.several_opened", "登记了{count}件：")
ONE_OPENED = Sentence(
    "report.one_opened", "工单 {number}：{topic}\n由{office}负责，{day}前给您结果。"
)
OPENED_CHANGE = Sentence("report.opened_change", "地点不对请回复 9 换地方。")
OPENED_UNASKED = Sentence("report.opened_unasked", "照您说的先登记了，不用了发 撤销。")
OPENED_PHOTOS = Sentence("report.opened_photos", "您发的 {count} 份照片或语音已放进去。")
OPENED_CUT = Sentence("report.opened_cut", "话里的号码已单独保密存放。")
ASK_PULL = Sentence("report.ask_pull", "想知道办到哪了，发“进度”可查。")
ASK_PLACE = Sentence("report.ask_place", "在哪个位置？说楼号单元就行，回复 0 跳过。")
ASK_PLACE_SAME = Sentence(
    "report.ask_place_same",
    "还是{place}吗？是就回复 1。\n不是就说楼号单元，回复 0 跳过。",
)
ASK_PLACE_AGAIN = Sentence("report.ask_place_again", "是在哪里？比如 3号楼2单元，不说回复 0。")
CHANGE_PLACE = Sentence("report.change_place", "那是在哪里？说楼号单元就行，回复 0 不换。")
ASK_PHOTO = Sentence("report.ask_photo", "方便的话拍张照片发来，回复 0 跳过。")
ASK_PHOTO_AGAIN = Sentence("report.ask_photo_again", "有照片就直接发，没有回复 0。")
ASK_PHONE = Sentence(
    "report.ask_phone", "留个电话吗？只为办这件事联系您。\n发号码就是同意，回复 0 跳过。"
)
ASK_PHONE_AGAIN = Sentence("report.ask_phone_again", "电话发号码就行，不留回复 0。")
ASK_ABOUT = Sentence("report.ask_area", "为了交给对的人，您说的事在哪个社区？回复数字：")
ASK_ABOUT_ALL = Sentence(
    "report.ask_area_all", "为了交给对的人，您说的这几件在哪个社区？回复数字："
)
WHY_AREA = Sentence("report.why_area", "每个社区有自己的人管，知道在哪个社区，才交得对。")
WHY_PLACE = Sentence("report.why_place", "知道地方，办的人才找得到。说不准就说个大概，也可以不说。")
WHY_PHOTO = Sentence("report.why_photo", "有照片，办的人看得更明白。拍不了没关系，不影响办。")
WHY_PHONE = Sentence("report.why_phone", "有事要问时好找您，只给办这件事的人看。不留也一样办。")
PLACE_KEPT = Sentence("report.place_kept", "地点记下了：{place}。")
WORDS_KEPT = Sentence("report.words_kept", "这句也记下了。")
SAID_KEPT = Sentence("report.said_kept", "别的话也记进工单了。")
SLOT_RESTS = Sentence(
    "report.slot_rests", "好的，先忙您的，方便时再说就行。工单 {number} 已经在办。"
)
TOPIC_KEPT = Sentence("report.topic_kept", "听起来是“{topic}”的事，由{office}负责，也记进去了。")
WHAT_OF_IT = Sentence("report.what_of_it", "“{words}”怎么了？再说一句，带上在哪里就更好。")
REWORDED = Sentence(
    "report.reworded",
    "工单 {number} 的内容改成了：{words}\n事项：{topic}，由{office}负责。",
)
STRUCK = Sentence("report.struck", "“{words}”这句从工单 {number} 里删掉了。")
JOINED = Sentence("report.joined", "合到工单 {number}（{topic}）了，说过的都在里面。")
STRUCK_ADDED = Sentence("report.struck_added", "“{words}”这句不算了，工单 {number} 里注明了。")
WORDS_BACK = Sentence("report.words_back", "好的，还是原来的话：")
PLACE_CHANGED = Sentence("report.place_changed", "工单 {number} 的地点改成{place}了。")
PLACE_ADDED = Sentence("report.place_added", "工单 {number} 的地点记下了：{place}。")
PHONE_OF_CASE = Sentence(
    "report.phone_of_case",
    "电话记下了，只用来办工单 {number}。\n不想留，发 撤回同意 就删。",
)
PHONE_OF_SOMEBODY = Sentence(
    "report.phone_of_somebody",
    "写进工单 {number}（{topic}）了。\n这不是您的电话，不会拿它联系您。",
)
PHONE_DROPPED = Sentence(
    "report.phone_dropped",
    "工单 {number} 里不再当它是您的电话。\n您的话也写进去了，要留自己的电话，直接发号码。",
)
PHONE_THERE = Sentence(
    "report.phone_there", "记上了，尾号 {tail}，\n在工单 {number}（{topic}）里。"
)
PHONE_NOT_THERE = Sentence(
    "report.phone_not_there", "工单 {number} 里还没有电话。要留，直接发号码就行。"
)
PHONE_ALONE = Sentence("report.phone_alone", "号码收到了。请用一句话说说是什么事。")
PHONE_KEPT = Sentence("report.phone_kept", "电话记下了，只用来办这件事。")
AREA_KEPT = Sentence("report.area_kept", "记下了，改由{office}负责。")
AREA_KEPT_TOO = Sentence("report.area_kept_too", "{topic}也是，由{office}负责。")
SLOTS_DONE = Sentence("report.slots_done", "都记下了，工单 {number}。要撤回发 撤销。")
KEPT_SO = Sentence("report.kept_so", "好的，工单 {number} 已经在办。要撤回发 撤销。")
NO_PHOTO_NEEDED = Sentence("report.no_photo_needed", "好的，没有照片不要紧，照样办。")
PHOTO_ADDED = Sentence("report.photo_added", "收到，已放进工单 {number}。")
PHOTO_ALONE = Sentence("report.photo_alone", "照片收到。请用一句话说说是什么事。")
PHOTO_OFFERED = Sentence("report.photo_offered", "照片收到，回复 1 就和这件事一起登记。")
VOICE_ALONE = Sentence(
    "report.voice_alone",
    "语音收到，回复 1 交给工作人员听。\n也可以按键盘上的话筒，说话变文字。",
)
VOICE_TEXT = Sentence("report.voice_text", "居民发来语音，请听附件。")
PLACE_OFFERED = Sentence("report.place_offered", "位置收到，回复 1 就和这件事一起登记。")
PLACE_ALONE = Sentence("report.place_alone", "位置收到：{place}。请说说是什么事。")
NOT_OPENED = Sentence("report.not_opened", "好的，没有登记。有事随时说。")
WHOSE_PASSED_ON = Sentence(
    "report.whose_passed_on",
    "工单 {number} 现在由{office}接着。\n您说该归谁管，已转告他们，不归他们就转过去。",
)
URGENT_TEXT = Sentence("report.urgent_text", "紧急情况：{words}")
URGENT_MIXED = Sentence("report.urgent_mixed", "紧急情况（{dangers}）：{words}")
ADDED = Sentence("report.added", "已补充到工单 {number}（{topic}）：\n“{words}”")
PUT_RIGHT = Sentence(
    "report.put_right",
    "对不起，放错了。“{words}”\n已改放到工单 {number}（{topic}），工单 {wrong} 里也注明了。",
)
TAKEN_OUT = Sentence(
    "report.taken_out", "对不起，放错了，工单 {wrong} 里注明了。\n“{words}”是哪一件？"
)
REGISTER_APART = Sentence("report.register_apart", "要另外登记吗？\n1 登记\n0 不用")
OF_CASE = Sentence("report.of_case", "工单 {number}（{topic}）：")
PHOTOS_LET_GO = Sentence("report.photos_let_go", "刚才的照片也不留，半小时后删。")
ADD_WHAT = Sentence("report.add_what", "要补充什么？直接说就行，也可以发照片。")
URGED = Sentence("report.urged", "已替您催办工单 {number}（{topic}），\n负责的是{office}。")
CONFIDENTIAL_NOTED = Sentence("report.confidential_noted", "工单 {number} 里也注明了。")
ASKED_ON = Sentence(
    "report.asked_on",
    "这个要问{office}，已转给他们。\n也写进工单 {number} 了，请他们回您。",
)
HURRY_IT = Sentence("report.hurry_it", "等急了发 催办，我替您催。")
URGED_TOO = Sentence("report.urged_too", "也替您催{office}了。")
URGED_ALREADY = Sentence("report.urged_already", "今天 {time} 已经替您催过了，明天可以再催。")
IS_REGISTERED = Sentence("report.is_registered", "登记了，就是这件：")
RECEIVED = Sentence("report.received", "收到了，在工单 {number}（{topic}）里。")
WHY_GENERAL = Sentence(
    "report.why_general", "事项一时没认出来，先记成“{topic}”。\n您说“是漏水”这样一句，我就改。"
)
PLACE_SAME = Sentence("report.place_same", "工单 {number} 的地点就是{place}，没有改动。")
CORRECTION = Sentence("report.correction", "更正：{words}")
CORRECTED = Sentence(
    "report.corrected", "更正好了：{words}。\n写进工单 {number} 了，办的人以这个为准。"
)
TOPIC_SAME = Sentence("report.topic_same", "工单 {number} 登记的就是“{topic}”。")
TOPIC_CHANGED = Sentence(
    "report.topic_changed", "工单 {number} 的事项改成“{topic}”了，\n由{office}负责。"
)
UNDO_CHANGE = Sentence("report.undo_change", "改错了回复 9，改回“{before}”。")
OVER_AGAIN = Sentence(
    "report.over_again", "工单 {number} 在{day}就结束了。要重新登记吗？\n1 登记\n0 不用"
)
TOPIC_DENIED = Sentence(
    "report.topic_denied",
    "工单 {number} 不按“{topic}”办了，您的话也记进去了。\n归哪一类由{office}来定。",
)
AREA_CHANGED = Sentence("report.area_changed", "工单 {number} 改到{area}了，\n由{office}负责。")
AREA_SAME = Sentence("report.area_same", "工单 {number} 登记的就是{area}。")
LEFT_AS_IS = Sentence("report.left_as_is", "好的，不改，工单 {number} 照原来的办。")
LEFT_TO_OFFICE = Sentence(
    "report.left_to_office", "工单 {number} 已经在办。\n您的话转给{office}了，由他们改。"
)
WITHDRAWN = Sentence("report.withdrawn", "工单 {number} 已撤销。有事再说。")
WITHDRAWN_UNDO = Sentence(
    "report.withdrawn_undo", "撤的是“{topic}”（{day}）。撤错了回复 9，接着办。"
)
WITHDRAWN_ALL = Sentence("report.withdrawn_all", "撤销了 {count} 件：\n{cases}")
WITHDRAWN_LINE = Sentence("report.withdrawn_line", "工单 {number}（{topic}）")
WHICH_SEVERAL = Sentence("report.which_several", "是哪{count}件？一起说就行，比如 1和2。")
WITHDRAWN_UNDO_ALL = Sentence("report.withdrawn_undo_all", "撤错了回复 9，都接着办。")
TAKEN_BACK = Sentence("report.taken_back", "好的，没有撤，接着办：")
WITHDRAWN_ALREADY = Sentence("report.withdrawn_already", "工单 {number} 已经撤销了，不会再有人来。")
NOT_REGISTERED = Sentence("report.not_registered", "好的，这件没有记。")
STILL_WANTED = Sentence(
    "report.still_wanted",
    "工单 {number}（{topic}）还在办，还要人来吗？\n1 不用来了，撤销\n0 还要，接着办",
)
GLAD = Sentence("report.glad", "那就好。")
GOES_ON = Sentence("report.goes_on", "好的，工单 {number} 接着办。")
WHICH_CASE = Sentence("report.which_case", "是哪一件？回复数字：")
WHICH_INSTEAD = Sentence("report.which_instead", "没有登记过“{words}”。要撤的是哪一件？回复数字：")
NO_OPEN_CASE = Sentence("report.no_open_case", "您现在没有在办的工单。要办事发 登记。")
OFFICER_ANSWERED = Sentence("report.officer_answered", "已转给您的工单 {number}，说别的请回复 0。")
OFFICER_TOLD = Sentence("report.officer_told", "已转给工单 {number} 的工作人员。")
OFFICER_LEFT = Sentence("report.officer_left", "好的，先说别的。这个问题以后再答也行。")
SOLVED = Sentence("report.solved", "太好了。")
ASK_STARS = Sentence(
    "report.ask_stars", "请打个分：\n5 非常满意\n4 满意\n3 一般\n2 不满意\n1 非常不满意"
)
RATED = Sentence("report.rated", "谢谢您的评价，我们会看。")
RATED_SO = Sentence("report.rated_so", "记下了，工单 {number} 打 {count} 分。谢谢您。")
RATED_TOO_EARLY = Sentence(
    "report.rated_too_early", "工单 {number} 还在办，办完再请您打分。这句也记进去了。"
)
NOTHING_TO_RATE = Sentence("report.nothing_to_rate", "谢谢您的评价。以后有事办完了，再请您打分。")
REOPENED = Sentence("report.reopened", "对不起，还没办好。工单 {number} 已重新办理。")
REOPENED_THERE = Sentence(
    "report.reopened_there", "对不起，弄错地方了。工单 {number} 已重新办理，地点改成{place}。"
)
NOT_DONE_THERE = Sentence("report.not_done_there", "那里还没办好的话发 没解决，我让他们重办。")
REOPENED_REST = Sentence("report.reopened_rest", "剩下的接着办，工单 {number} 已重新办理。")
SOLVED_LATER = Sentence(
    "report.solved_later", "好的，先不算解决。看过以后发 已解决 或 没解决 就行。"
)
SOLVED_AGAIN = Sentence(
    "report.solved_again", "工单 {number}（{topic}）解决了吗？\n1 已解决\n2 没解决"
)
CONFIRMED = Sentence("report.confirmed", "那就好，工单 {number}（{topic}）记为已解决。")
NOTHING_TO_JUDGE = Sentence("report.nothing_to_judge", "没有等您评价的工单。发 进度 可看。")
