"""What the desk says about itself: welcome, help, who runs it, and when it can't work."""

from community.texts.sentence import Sentence

WELCOME = Sentence(
    "desk.welcome", "您好，这里是{name}。\n有事直接说，比如：楼道灯坏了、居住证怎么办。"
)
WELCOME_HOME = Sentence("desk.welcome_home", "已记下您住在{area}。")
INTRODUCTION = Sentence(
    "desk.introduction",
    "本号由{name}管理，只保存您发来的话和办事需要的信息。回复 隐私 可看详情。",
)
NAME_UNKNOWN = Sentence("desk.name_unknown", "社区服务台")
HELP_FIRST = Sentence("desk.help_first", "有事直接说，一句话就行。也可以回复数字：")
HELP = Sentence(
    "desk.help",
    "有事直接说，一句话就行。\n也可以发：\n登记：把事情交给工作人员\n进度：看办到哪一步\n"
    "绑定：告诉我您住哪里\n人工：找工作人员\n隐私：看我们保存什么",
)
HOLDING = Sentence("desk.holding", "您的话已收到，正在处理，结果马上发给您。")
APOLOGY = Sentence("desk.apology", "已记下您的话，工作人员会看。")
UNRECORDED = Sentence("desk.unrecorded", "现在记不下来，请稍后再发或打电话。")
PHONE_LINE = Sentence("desk.phone_line", "电话：{phone}")
PERSON = Sentence(
    "desk.person", "想找人说，可以打电话或到社区来。\n回复 1 登记，工作人员会联系您。"
)
PERSON_NOT_YET = Sentence("desk.person_not_yet", "还没有转给人。您回复 1，工作人员会联系您。")
PERSON_THERE = Sentence("desk.person_there", "工作人员在线。回复 9 就转给他。\n0 不用")
PERSON_TEXT = Sentence("desk.person_text", "居民想找工作人员谈谈。")
PERSON_ABOUT = Sentence("desk.person_about", "{words}（想找工作人员谈这件事）")
PRIVACY = Sentence(
    "desk.privacy",
    "我们保存您发来的话、住处和办事需要的信息，加密存放。\n只有办这件事的人能看。\n"
    "取消关注就会删除，没办完的工单办完再删。\n"
    "回复 我的数据 看保存了什么；回复 撤回同意 不再使用您的电话。",
)
MY_DATA = Sentence(
    "desk.my_data",
    "我们为您保存着：\n住处：{homes}\n工单：{cases} 件，在办 {open} 件\n电话：{phone}\n"
    "您发来的话和照片：办事要用的",
)
MY_DATA_END = Sentence(
    "desk.my_data_end",
    "要删除，取消关注本号就行，没办完的工单办完再删。\n只删电话，回复 撤回同意。",
)
NONE_KEPT = Sentence("desk.none_kept", "没有")
PHONE_AGREED = Sentence("desk.phone_agreed", "您同意过用于联系")
WHO_SAW = Sentence("desk.who_saw", "还没有人查看过您的电话和住址。有人查看时会在这里列出。")
SEEN = Sentence("desk.seen", "最近查看过您信息的：")
SEEN_LINE = Sentence("desk.seen_line", "{day} {office}的{role}看了{what}：{purpose}")
STAFF = Sentence("desk.staff", "工作人员")
SEEN_EARLIER = Sentence("desk.seen_earlier", "更早的还有 {count} 次，发 人工 可以细问。")
CONSENT_WITHDRAWN = Sentence(
    "desk.consent_withdrawn", "已撤回。您的电话已从工单里删去，不再用它联系您。"
)
NO_CONSENT = Sentence("desk.no_consent", "您没有同意过我们使用电话，不用撤回。")
CANCELLED = Sentence("desk.cancelled", "好的，刚才的事先放下。有事随时说。")
NOTHING_TO_CANCEL = Sentence("desk.nothing_to_cancel", "现在没有要取消的。要撤工单请发 撤销。")
NOTHING_MORE = Sentence("desk.nothing_more", "没有更多内容了。")
NOTHING_TO_SKIP = Sentence("desk.nothing_to_skip", "现在没有要跳过的。有事直接说就行。")
DIGIT_ALONE = Sentence("desk.digit_alone", "现在没有等您选的。有事直接说，或者回复数字：")
MENU = Sentence(
    "desk.menu",
    "1 登记：把事情交给工作人员\n2 进度：看办到哪一步\n3 绑定：告诉我您住哪里\n"
    "4 人工：找工作人员\n5 隐私：看我们保存什么\n0 没有要办的",
)
NOTHING_PICKED = Sentence("desk.nothing_picked", "好的。有事一句话告诉我就行。")
TOO_MANY = Sentence("desk.too_many", "您发得太快了，我跟不上。请过一分钟再发。")
LINK = Sentence("desk.link", "链接收到了，我这里打不开。请用一句话说说是什么事。")
VIDEO = Sentence("desk.video", "视频存不下来。请拍张照片，或用一句话说说。")
UNKNOWN_KIND = Sentence("desk.unknown_kind", "这种消息我看不了。请用文字说，一句话就行。")
BYE_STILL_OPEN = Sentence("desk.bye_still_open", "工单没有撤，要撤请发 撤销。")
BYE_AGAIN = Sentence("desk.bye_again", "好的，回头见。")
TODAY = Sentence("desk.today", "今天是{day}，星期{weekday}，现在 {time}。")
WAITS_FOR = Sentence("desk.waits_for", "好的，您放心。办得怎样，随时可以问我。")
WAITS_FOR_NOTHING = Sentence("desk.waits_for_nothing", "好的。有要办的事，您一句话告诉我就行。")
FORWARDED = Sentence(
    "desk.forwarded", "谢谢提醒，真假以社区的通知为准。\n有人入户偷盗、骗钱，马上打 110。"
)
RUMOUR = Sentence(
    "desk.rumour",
    "我这里没有接到这样的通知，真假核实不了。\n以官方通知为准，先别转发，也别急着买东西。",
)
FRAUD = Sentence(
    "desk.fraud",
    "听着像骗子。先别给钱，别点链接，别报验证码。\n拿不准打 96110 问，已经转了钱马上打 110。",
)
HERE = Sentence("desk.here", "这里是{name}的服务号，您请说。")
PLAINLY = Sentence("desk.plainly", "好，简单说：")
PLAINLY_ANEW = Sentence("desk.plainly_anew", "好，我说短些。您想知道什么，说一句就行。")
HEARD = Sentence("desk.heard", "嗯，听您说着呢。有要问的、要办的，随时说一声。")
BLESSED = Sentence("desk.blessed", "谢谢您，也祝您一切顺心。")
MISHEARD = Sentence("desk.misheard", "对不住，我听岔了。换个说法再说一遍，我接着听。")
LISTENING = Sentence("desk.listening", "我在呢，您接着说。")
EMERGENCY_HEARD = Sentence(
    "emergency.heard",
    "要是就在您身边，先离开，打 {numbers}。\n是您那里正在发生的吗？\n"
    "1 是，按紧急情况登记\n0 不是，只是看到消息",
)
EMERGENCY_HEARD_TEXT = Sentence("emergency.heard_text", "{dangers}（看到消息，说就在身边）")
EMERGENCY = Sentence("emergency.call", "有危险先离开，马上打 {numbers}！")
EMERGENCY_MISSING = Sentence(
    "emergency.missing",
    "别慌，马上打 {numbers}，说清年龄、衣服、最后在哪。\n请保安看监控、守出口，家里人分头找。",
)
EMERGENCY_WET_POWER = Sentence(
    "emergency.wet_power",
    "别碰灯、插座和开关，人离开湿的地方。\n手是干的、够得着，就把总闸拉下。\n"
    "冒火花或有人触电，马上打 {numbers}！",
)
EMERGENCY_GAS = Sentence(
    "emergency.gas",
    "别开灯、别点火，也别在屋里打电话。\n关阀门、开门窗，人都到外面去。\n"
    "到了外面打 {numbers}，再打燃气公司。",
)
EMERGENCY_LIFT = Sentence(
    "emergency.lift",
    "别扒门、别跳，按轿厢里的呼叫铃。\n马上打 {numbers}，再打物业，说清哪栋哪部电梯。",
)
EMERGENCY_MEDICAL = Sentence(
    "emergency.medical", "马上打 {numbers}，说清地址和人怎么样，别先挂。\n门打开，派个人到楼下接。"
)
EMERGENCY_SEIZURE = Sentence(
    "emergency.seizure",
    "马上打 {numbers}，说清地址和年龄。\n让他侧躺，松开领口，嘴里别塞东西，别硬按。",
)
EMERGENCY_FALLING = Sentence(
    "emergency.falling",
    "人先离远些，别从下面走，也拦住别人。\n压着人、扯着电线，马上打 {numbers}！",
)
EMERGENCY_NUMBER = Sentence(
    "emergency.number", "打 {numbers}，现在就打，不用区号。\n说清地址、出了什么事。"
)
EMERGENCY_BEATING = Sentence(
    "emergency.beating",
    "正在动手，马上打 {numbers}，人先离开、锁好门。\n拿不准也能打，不算多管闲事。",
)
EMERGENCY_UNSEEN = Sentence(
    "emergency.unseen",
    "再敲敲门，打他家里人的电话，叫上保安。\n还没回音，马上打 {numbers}，请民警开门看。",
)
EMERGENCY_WHETHER = Sentence(
    "emergency.whether", "拿不准也可以打 {numbers}，不算多管闲事。\n有人受伤、喊救命，现在就打。"
)
EMERGENCY_DUTY = Sentence("emergency.duty", "社区值班电话：{phone}")
EMERGENCY_MIXED = Sentence("emergency.mixed", "打电话时都说清：{dangers}。")
EMERGENCY_OFFER = Sentence("emergency.offer", "安全后回复 1，我按紧急情况登记。")
EMERGENCY_NOTED = Sentence("emergency.noted", "这句也记下了。安全后回复 1，我按紧急情况登记。")
EMERGENCY_LISTENING = Sentence("emergency.listening", "这句也记下了，您接着说，我在。")
EMERGENCY_OFFER_NOW = Sentence("emergency.offer_now", "回复 1，我马上按紧急情况登记。")
EMERGENCY_OFFER_SECRET = Sentence("emergency.offer_secret", "回复 1，我按紧急情况登记，替您保密。")
EMERGENCY_NOTED_NOW = Sentence(
    "emergency.noted_now", "这句也记下了。回复 1，我马上按紧急情况登记。"
)
EMERGENCY_PLACE = Sentence("emergency.place", "地方记下了：{place}。")
EMERGENCY_NOT_YET = Sentence("emergency.not_yet", "还没登记。回复 1，我马上登记。")
EMERGENCY_NONE = Sentence("emergency.none", "好，不按紧急办。这件事要登记，回复 1。")
EMERGENCY_NOT_URGENT = Sentence(
    "emergency.not_urgent", "好，工单 {number} 不按紧急办，\n{day}前给您结果。"
)
EMERGENCY_WEIGHED = Sentence(
    "emergency.weighed", "好，这句记进工单 {number} 了，\n急不急由{office}看着办。"
)
EMERGENCY_NOTED_MISSING = Sentence(
    "emergency.noted_missing",
    "这句也记下了。还没打 {numbers} 就现在打。\n回复 1，我马上按紧急情况登记。",
)
EMERGENCY_OPENED = Sentence("emergency.opened", "险情还没过去，就接着打 {numbers}，别等工单。")
EMERGENCY_ADDED = Sentence("emergency.added", "这句已补充到工单 {number}。")
EMERGENCY_NEXT = Sentence(
    "emergency.next",
    "还没打 {numbers} 就现在打，照电话里教的做。\n等来的人说安全了，再回去、再动手。",
)
EMERGENCY_NEXT_GAS = Sentence(
    "emergency.next_gas", "人在外面等，别回去，别开灯开火。\n燃气公司查过、说安全了，再回家。"
)
EMERGENCY_NEXT_LIFT = Sentence(
    "emergency.next_lift", "陪里面的人说话，别扒门。\n还没打 {numbers} 就现在打，物业也叫上。"
)
EMERGENCY_NEXT_MEDICAL = Sentence(
    "emergency.next_medical",
    "地址要说给 {numbers} 听，照电话里教的做，别先挂。\n陪着他，派个人到楼下等车。",
)
EMERGENCY_NEXT_OTHERS = Sentence(
    "emergency.next_others",
    "还没打 {numbers} 就现在打，听民警的。\n别自己硬闯，在安全的地方等着。",
)
EMERGENCY_OVER_OTHERS = Sentence(
    "emergency.over_others",
    "眼下停了就好，再动手马上打 {numbers}。\n要社区上门问问，回复 1 登记，替您保密。",
)
EMERGENCY_OVER = Sentence("emergency.over", "那就好，平安最要紧。还要登记的话，回复 1。")
EMERGENCY_GENTLE = Sentence(
    "emergency.gentle",
    "听到您这么说，我很牵挂您。您不是一个人。\n现在就可以打 12356，有人一直在听。\n"
    "要紧时打 120 或 110。",
)
EMERGENCY_GENTLE_MORE = Sentence(
    "emergency.gentle_more",
    "您说的我都记下了，别一个人扛着。\n现在打 12356，有人听您说。\n身边有危险，就打 120 或 110。",
)
STAFF_SAYS = Sentence("desk.staff_says", "您刚才的话工作人员看到了，回您：")
