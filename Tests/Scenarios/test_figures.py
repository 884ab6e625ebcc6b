"""Lists find what was recorded, and the wall's figures add up."""

from matters import caller, dark_lamp, finish, gas_smell, matter, pothole


def numbers(person, query):
    return [case["number"] for case in person.gets("/cases?" + query)["items"]]


def test_lists_narrow_by_everything_that_the_contract_names(open_hall):
    hall = open_hall("2019-04-03T09:00")
    lamp = hall.agent.records(dark_lamp(caller=caller("13963600042"))).number
    gas = hall.agent.records(gas_smell(place={"area": "望留街道", "estate": "官家庄花园"})).number
    hall.at("2019-04-04T09:00")
    hole = hall.agent.records(pothole(event="submit")).number
    asked = matter("GR08", "请问今年供暖到几月几号结束？", event="answer_directly", answer="3 月 15 日。", place={"noPlaceReason": "咨询"})
    inquiry = hall.agent.records(asked).number
    for query, expected in {
        "": [inquiry, hole, gas, lamp],
        "stage=registering": [hole],
        "stage=registering,answered": [inquiry, hole],
        "unit=U060": [lamp],
        "unit=市燃气公司应急中心": [gas],
        "area=奎文区": [hole, lamp],
        "area=潍城区": [gas],
        "area=望留街道": [gas],
        "area=none": [inquiry],
        "topic=SZ01": [hole],
        "topic=单灯不亮": [lamp],
        "kind=inquiry": [inquiry],
        "kind=求助": [gas],
        "overdue=true": [gas],
        "caller=13963600042": [lamp],
        "caller=139-6360-0042": [lamp],
        "from=2019-04-04": [inquiry, hole],
        "to=2019-04-03": [gas, lamp],
        "from=2019-04-03&to=2019-04-03&area=奎文区": [lamp],
        "q=半米宽的坑": [hole],
        "q=官家庄": [gas],
        "q=" + lamp: [lamp],
        "q=00002": [inquiry, gas],
        "q=没有人说过的话": [],
        "limit=2": [inquiry, hole],
    }.items():
        assert numbers(hall.leader, query) == expected, query
    # A unit's list holds its own, whatever it asks for.
    assert numbers(hall.unit("U060"), "") == [lamp]
    assert numbers(hall.unit("U060"), "unit=U020") == []
    assert numbers(hall.unit("U060"), "q=燃气") == []


def test_the_walls_figures_of_the_city_are_the_sum_of_its_districts(open_hall):
    hall = open_hall("2019-04-03T09:00")
    places = [{"area": "奎文区"}, {"area": "坊子区"}, {"area": "望留街道"}, {"noPlaceReason": "来电人说不清"}]
    files = [hall.agent.records(dark_lamp(place=place | {"address": "路口"})) for place in places]
    for file in files[:2]:
        unit = hall.unit_of(file)
        unit.gives(file, "sign")
        finish(hall, file, unit)
    hall.agent.gives(files[2], "add_caller_words", words="来电人又来催。")
    wall = hall.director.gets("/wall")
    assert wall["cases"] == {"opened": 4, "closed": 2, "open": 2, "overdue": 0}
    assert wall["calls"]["offered"] == wall["calls"]["answered"] == 5
    assert wall["callbacks"] == 2 and wall["satisfaction"] == 1.0
    for figures in ("cases", "calls"):
        for name, value in wall[figures].items():
            assert value == sum(district[figures][name] for district in wall["districts"]), f"{figures}.{name}"
    assert wall["callbacks"] == sum(district["callbacks"] for district in wall["districts"])
    assert [district["name"] for district in wall["districts"]][-1] == "未定位"
    # A new day begins with nothing but what is still open.
    hall.at("2019-04-04T00:01")
    wall = hall.director.gets("/wall")
    assert wall["cases"] | {"opened": 0, "closed": 0, "open": 2} == wall["cases"] and wall["satisfaction"] is None
