"""Eight calls as they are told, recorded by keyboard alone in a city of 200 topics, 7,000 areas and 60 units."""

import statistics
import urllib.parse

import big_city
import pytest
from hall import Hall, huiyin
from hands import Hands
from playwright.sync_api import expect

# What is said; what the agent types of it: topic, road or else area by initials; whose it is.
CALLS = [
    ("胜利东街公交站旁边，雨水井箅子没了，电动车差点掉进去", "ysjb", "sldj", "", "U070"),
    ("文化路上有一盏路灯不亮好几天了，晚上很黑", "ddbl", "whl", "", "U060"),
    ("我们大虞街道这边的垃圾箱满了没人收，都流出来了", "ljxmy", "", "dyjd kw", "大虞环卫所"),
    ("南关街道家里暖气一直不热，屋里只有十五度", "nqbr", "", "ngjd", "U032"),
    ("虞河路整个小区突然停水了，一滴水都没有", "tfts", "yhl", "", "U010"),
    ("四平路一根粗树枝断了挂在半空，下面有人走路", "dzxg", "spl", "", "U090"),
    ("寒亭街道路口每天早上摆摊占道，走路都走不过去", "zdjy", "", "htjd", "U104"),
    ("向阳路坑坑洼洼，刚才有人骑车摔倒了", "lmkc", "xyl", "", "U072"),
]


@pytest.fixture(scope="module")
def big_hall(tmp_path_factory):
    folder = tmp_path_factory.mktemp("big")
    city, data = big_city.make(folder / "city"), folder / "data"
    loaded = huiyin("city", "load", city, data=data)
    assert loaded.returncode == 0, loaded.stdout + loaded.stderr
    hall = Hall(data, "2019-04-03T14:20").start(wait=240)
    try:
        yield hall
        assert hall.stop() == 0
        assert hall.errors == []
    finally:
        hall.kill()


def records(hands, phone, said, topic, road, area):
    """One call, from the number to the order."""
    page = hands.page
    hands.takes(phone)
    hands.names(topic, road)
    if area:
        # Without a road, Enter leads to the area.
        hands.types(area)
        hands.presses("Enter")
    hands.writes(said)
    expect(page.locator("#to-unit")).not_to_be_empty()
    hands.sends("Control+Enter")


def test_eight_calls_by_keyboard_none_to_a_wrong_unit(big_hall, sits_at, capsys):
    desk = sits_at(big_hall, big_hall.agent)
    desk.go("/desk")
    units, seconds = [], []
    for number, (said, topic, road, area, unit) in enumerate(CALLS):
        hands = Hands(desk.page)
        records(hands, f"0536000002{number}", said, topic, road, area)
        number = urllib.parse.parse_qs(urllib.parse.urlparse(desk.page.url).query)["done"][0]
        file = big_hall.director.gets("/cases/" + number)
        seconds.append(hands.seconds)
        units.append((said, unit, file["unit"]))
    with capsys.disabled():
        told = ", ".join(f"{one:.0f}" for one in seconds)
        print(f"\neight calls: {told} s of typing, median {statistics.median(seconds):.1f} s")
    for said, unit, found in units:
        assert unit in (found["code"], found["name"]), f"{said}: {found}"
    assert statistics.median(seconds) < 60


def test_the_desk_of_a_large_city_stays_light(big_hall, sits_at):
    desk = sits_at(big_hall, big_hall.agent)
    answer = desk.go("/desk")
    assert len(answer.body()) < 100_000
