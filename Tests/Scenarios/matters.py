"""What callers say, in words of the demonstration: no caller of these exists."""


def caller(phone="05360000001", name="许先生", **more):
    return {"phone": phone, "name": name, "wantsCallback": True} | more


def matter(topic, description, **more):
    """A case by telephone in 奎文区, dispatched at once; all of it can be said anew."""
    return {
        "caller": caller(),
        "source": "phone",
        "topic": topic,
        "place": {"area": "奎文区", "road": "胜利街", "address": "胜利街甲段"},
        "description": description,
        "event": "quick_dispatch",
    } | more


def dark_lamp(**more):
    return matter("LD01", "小区门口的路灯三天不亮了，晚上看不清路。") | more


def pothole(**more):
    return matter("SZ01", "路面有个半米宽的坑，电动车绕着走很危险。") | more


def gas_smell(**more):
    return matter("RQ01", "楼道里一股燃气味，越来越浓，不敢开灯。") | more


# The way from a unit's hands to the end, for stories whose point lies before it.
TO_THE_END = "submit_feedback pass_to_callback caller_satisfied close"


def finish(hall, file, unit):
    """Feedback, callback, close: all as it should be."""
    unit.gives(file, "submit_feedback", stage="feedback", note="已到现场处置完毕，恢复正常。", photos=[unit.photo()])
    hall.agent.gives(file, "pass_to_callback", stage="calling_back")
    satisfied(hall, file)
    hall.leader.gives(file, "close", stage="closed", conclusion="已解决，来电人满意。")


def satisfied(hall, file, manner="good"):
    verdict = {"satisfaction": "satisfied", "solved": "yes", "manner": manner}
    hall.agent.gives(file, "caller_satisfied", stage="closing", **verdict)
