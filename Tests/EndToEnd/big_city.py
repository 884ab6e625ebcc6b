"""A city of a size to get lost in, made of the demonstration's tables: 200 topics, 7,000 areas, 60 units."""

import csv
import itertools
import pathlib
import shutil

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOPICS, AREAS, UNITS = 200, 7000, 60
FIRST, SECOND = "东西南北前后上中新大小长福康和平安", "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


def read(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return rows


def write(folder, name, rows):
    with open(folder / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make(folder):
    """Writes the city's folder; gives it."""
    folder = pathlib.Path(shutil.copytree(ROOT / "Cities/weifang", folder))
    topics, areas = read(folder, "topics.csv"), read(folder, "areas.csv")
    units, duties = read(folder, "units.csv"), read(folder, "responsibilities.csv")

    # Topics that sound like those there are.
    for number, like in enumerate(topics[: TOPICS - len(topics)]):
        topics.append({**like, "code": f"ZZ{number:02}", "name": like["name"] + "咨询", "category": ""})

    # Communities in every subdistrict; most of their names occur in several of them.
    subdistricts = [area for area in areas if area["level"] == "subdistrict"]
    names = itertools.cycle(a + b + c for c in ("社区", "村", "花园") for a in FIRST for b in SECOND)
    for number in range(AREAS - len(areas)):
        around = subdistricts[number % len(subdistricts)]
        areas.append({
            "code": f"{around['code']}{number // len(subdistricts):03}", "level": "community", "name": next(names),
            "aliases": "", "parent": around["code"], "served": "1",
        })

    # Sanitation stations of their own in some subdistricts: there the district's unit is the wrong one.
    for number, around in enumerate(subdistricts[-(UNITS - len(units)):]):
        code = f"U{600 + number}"
        units.append({
            "code": code, "name": around["name"].removesuffix("街道") + "环卫所", "type": "sanitation",
            "area": around["code"], "external": "0", "active": "1", "duty": "值班室", "phone": "",
        })
        duties.append({**dict.fromkeys(duties[0], ""), "unit": code, "area": around["code"], "unit_type": "sanitation"})

    sizes = len(topics), len(areas), len(units)
    assert sizes == (TOPICS, AREAS, UNITS), sizes
    for name, rows in (("topics", topics), ("areas", areas), ("units", units), ("responsibilities", duties)):
        write(folder, name + ".csv", rows)
    return folder
