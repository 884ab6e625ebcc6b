"""Photographs as telephones make them: sixty by forty, red at the top left, green, blue and yellow in the other corners."""

import base64
import struct

HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAv1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRt"
    "AAAAAAACAAAAGGlkYXQAAAAAADwAKAAAAAAAPAAoAAAAYGlsb2MBAAAAREAABAABAAAAAAAAAyEAAQAAAAAAAARmAAIAAQAAAAAAAAABAAAA"
    "AAAAAAgAAwAAAAAAAAeHAAEAAAAAAAAAQwAEAAEAAAAAAAAAAQAAAAgAAAAIAAAAYmlpbmYAAAAAAAQAAAAVaW5mZQIAAAEAAQAAaHZjMQAA"
    "AAAVaW5mZQIAAAAAAgAAZ3JpZAAAAAAVaW5mZQIAAAEAAwAAaHZjMQAAAAAVaW5mZQIAAAAABAAAZ3JpZAAAAAGyaXBycAAAAYVpcGNvAAAA"
    "d2h2Y0MBBAgAAAAAAAAAAAAe8AD8//j4AAAPAyAAAQAXQAEMAf//BAgAAAMAnjgAAAMAAB66AkAhAAEAKkIBAQQIAAADAJ44AAADAAAekAQQ"
    "ILLdXJTXNwICBgQAAAMABAAAAwAEICIAAQAIRAHBcxgwCJAAAAAUaXNwZQAAAAAAAABAAAAAQAAAABRpc3BlAAAAAAAAADwAAAAoAAAAEHBp"
    "eGkAAAAAAwgICAAAAHFodmNDAQQIAAAAAAAAAAAAHvAA/Pz4+AAADwMgAAEAF0ABDAH//wQIAAADAJ/4AAADAAAeugJAIQABACZCAQEECAAA"
    "AwCf+AAAAwAAHsCCBBZbq5Ka5sCAAAADAIAAAAMAhCIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAAAAA8AAAA"
    "KAAAAA5waXhpAAAAAAEIAAAAJ2F1eEMAAAAAdXJuOm1wZWc6aGV2YzoyMDE1OmF1eGlkOjEAAAAAJWlwbWEAAAAAAAAABAABAoECAAICA4QA"
    "AwKFBgAEAweIiQAAADZpcmVmAAAAAAAAAA5kaW1nAAIAAQABAAAADmRpbWcABAABAAMAAAAOYXV4bAAEAAEAAgAABLFtZGF0AAAEYigBrwng"
    "s/D5nDsScdq/ljoUk99gvS/8bj/F80REisQ4Pd21aqQezmUwla00Vqh8JwjttNxEqUqhDTKQCZd0o25Ykj/my+i41vNZ1IjZfab+9fAUMjER"
    "WCGjQIRXyCPTZNuNDPYsaMfIu9Tkhh6LR98QkQKjsIzrNT+qCSdv3M1ZHB6XqHC6KaFcMJCRRHQ2xtPZrgTC3Cviv6AoUaAT0ZAli6IlxofS"
    "vsDzg3naGM0aQBGTmhyeEeiQzqGuh738ilmu404u9xa5BgfE35vCTRDkn135xYI0fXqc9jDJ9PY80BfFCZJMJHXW9DmcRJR+QtaSLsHQDh4y"
    "TKWb4jaRXlBKBO7EZPvkVwf1ao3oPJk8eA2RbLLnBLn0ZhjaMrJbel3+hfqn9oT3bd/nYHi6K5E2nW+OMCNCaNkmKZb0oyHikStCEOfI1kYk"
    "jy4n2g4RzEaO+I9MVtPjo/Cc7bxsa4jWQZTNHDVFOzRgmDCigJvSh//ZPtpJHFr+0qa/w0E1EmyP14/02v7Zp09ozM4LMmLOkarUSETqOe56"
    "CxJbhwn+gfxY23OYOv+Y7ezoY96J4SWDRkqtfnDPh7YvjUMK+5C/njsm/+vVyGGtuFSxqk2CSpcM4yY2rMEp1xUK4IwpccyhXsVtim5B6DGO"
    "FNK4jVqnNTsN0q2zr75sMfDS5BaEIX3S1/8S5ZqheSyAAX+Kcqyn8yWOIwzyoBTb5BOQUE1d+7tnSrnVOGB3T2lYThMysgHZafjG5E/K+4Iw"
    "DtKdiUZmyF5t9uamEgN9fjgFYqPU7HoHUXeerDHdAg8qeJZbgbFHfWE3DJwu2uIXkPXlVTRF4LEwV+xuKhOdZFksg3ExT08jEz3FfJKCUztJ"
    "ieM0UM740HdsD6hAYIVHD4TyL89qhJiYi65+GQO/2JONzmQHwdlQKhfrMsub9U/Z7j9CE4QzsVipuTcKPZd/czTmANbBPiRLvPSKD6ug2scQ"
    "GcI30vbwohLrWN0T67kjhSlkHENvMRJJb+Td7ZMtsjQ1p4DrODKp8aoLj0IraDhb1PQR7PdL2Vv9e7xCHx9cB4AcF8hxOgz+fIeXMKfEwgd2"
    "SuTWZcmRgBbmHcR1gcAY9YyWbZyzPSxH2V6JDaJQdxHzezmlFXmIajcL3fNqtuZ0E4nXWBwlSlTP65omUW8JNgh8wkHqu1hfrzlt80tKcjoj"
    "9jJzV0yEsvDE1sqrGkh5KYj+oQ9EvQ8vZv+6Qn1oHCDgEHpWlkd0jzcEeenRmcaXK+Kuk0//0xlfvlCvWr/ZAiG24eVzLqTpQl9pRWeAmvgh"
    "5lcCNV1VZauV9n/z/fMpN48gBrpm1SvPPCJfNWY7QqKshyJOqvb9kD/37Cy5nU6jZMk1j0aaymeGjLSJTfpAIQbVc8bVMxFumQh3sIAKg0lH"
    "O1fdNwtc3NPjanxlrweZpmrKBj1gQa86nmCe5o6+IkKf3HRmyqHALK9VhHvX3GSughdUQhrCP5POvj8sdDCHbwAAAD8oAa4TwGt8Q94/xLvT"
    "XwxW19ApX34LElU34DBeqHd/oY0kcRf+l1eDdgrhnCZ8dfaVj4V2zfIZvgvJ2JkF+DQ="
)

# As a camera stores it that was held upright: turned to the left.
TURNED = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEAYABgAAD//gA7Q1JFQVRPUjogZ2QtanBlZyB2MS4wICh1c2luZyBJSkcgSlBFRyB2NjIpLCBxdWFsaXR5ID0gODAK"
    "/9sAQwAGBAUGBQQGBgUGBwcGCAoQCgoJCQoUDg8MEBcUGBgXFBYWGh0lHxobIxwWFiAsICMmJykqKRkfLTAtKDAlKCko/9sAQwEHBwcKCAoT"
    "CgoTKBoWGigoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo/8AAEQgAPAAoAwEiAAIRAQMRAf/EAB8A"
    "AAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHw"
    "JDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeo"
    "qaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/EAB8BAAMBAQEBAQEBAQEAAAAAAAABAgMEBQYHCAkK"
    "C//EALURAAIBAgQEAwQHBQQEAAECdwABAgMRBAUhMQYSQVEHYXETIjKBCBRCkaGxwQkjM1LwFWJy0QoWJDThJfEXGBkaJicoKSo1Njc4OTpD"
    "REVGR0hJSlNUVVZXWFlaY2RlZmdoaWpzdHV2d3h5eoKDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW"
    "19jZ2uLj5OXm5+jp6vLz9PX29/j5+v/aAAwDAQACEQMRAD8Ax6KKK+CPzI7P4df8xD/tn/7NXZVxvw6/5iH/AGz/APZq7Kvm8w/3iXy/JH6R"
    "kP8AuFP5/wDpTCiiiuI9c8aoqn/adp/z2/8AHT/hR/adp/z2/wDHT/hX2ns59mfnH+r+a/8AQLU/8Al/kd/8Ov8AmIf9s/8A2auyry7wn4v0"
    "PRftX9p33k+ds2fuZGzjOein1FdB/wALM8I/9Bb/AMlpv/iK83EZDmmKqOrQw1SUXs1CTT6bpW3PssqhLCYSFHELkmr3UtGrtvVPXbU7GiuO"
    "/wCFmeEf+gt/5LTf/EUVj/qznP8A0B1f/Bc/8j0fbU/5l9541RRRX1p+wGP4g/5Yf8C/pWRWv4g/5Yf8C/pWRX7dwh/yJ6P/AG9/6VI/H+Kf"
    "+RrV/wC3f/SUFFFFfSnz519FFFfzYf0AY/iD/lh/wL+lZFa/iD/lh/wL+lZFft3CH/Ino/8Ab3/pUj8f4p/5GtX/ALd/9JQUUUV9KfPn/9k="
)


def exif(orientation=6, taken="2019:04:03 14:21:00", lat=(36, 42, 0), lon=(119, 9, 45)):
    """The few bytes that a camera writes beside its picture."""

    def directory(start, entries):
        head, rest = struct.pack("<H", len(entries)), b""
        end = start + 2 + 12 * len(entries) + 4
        for tag, kind, count, value in entries:
            head += struct.pack("<HHI", tag, kind, count)
            if len(value) <= 4:
                head += value.ljust(4, b"\0")
            else:
                head += struct.pack("<I", end + len(rest))
                rest += value
        return head + struct.pack("<I", 0) + rest

    def degrees(values):
        return b"".join(struct.pack("<II", value, 1) for value in values)

    camera_at = 8 + 2 + 3 * 12 + 4
    camera = directory(camera_at, [(0x9003, 2, len(taken) + 1, taken.encode() + b"\0")])
    place_at = camera_at + len(camera)
    place = directory(place_at, [(1, 2, 2, b"N\0"), (2, 5, 3, degrees(lat)), (3, 2, 2, b"E\0"), (4, 5, 3, degrees(lon))])
    main = [
        (0x0112, 3, 1, struct.pack("<H", orientation)), (0x8769, 4, 1, struct.pack("<I", camera_at)),
        (0x8825, 4, 1, struct.pack("<I", place_at)),
    ]
    content = b"Exif\0\0II*\0" + struct.pack("<I", 8) + directory(8, main) + camera + place
    return b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content


def turned_jpeg(**more):
    return TURNED[:2] + exif(**more) + TURNED[2:]
