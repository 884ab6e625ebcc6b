"""Photographs: decoded and written anew, refused before that if they are none, seen by whoever may see the case."""

import struct
import zlib

import pytest
from hall import refused
from matters import dark_lamp, pothole
from people import PNG


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        b"#!/bin/sh\nrm -rf /\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\0" * 100,
        b"",
        PNG[:40],
        b"\xff\xd8\xff\xe1\x00\x02" + b"\0" * 64,
        b"\xff\xd8\xff\xe1\xff\xffExif\0\0II*\0\xff\xff\xff\xff" + b"\0" * 64,
        png(50_000, 50_000),
        png(0xFFFFFFFF, 0xFFFFFFFF),
        png(0, 10),
    ],
)
def test_a_photo_that_is_none_is_refused_before_it_is_decoded(hall, data):
    refused(hall.agent.uploads(data, kind="image/png"), 422, "invalid", "file")


def test_a_photo_of_twenty_megabytes_is_too_large_and_a_form_without_one_unreadable(hall):
    refused(hall.agent.uploads(PNG + b"\0" * 20_000_000), 413, "too_large")
    refused(hall.agent.call("POST", "/attachments", {"file": "x"}), 400, "unreadable")
    headers = {"Content-Type": "multipart/form-data; boundary=edge"}
    refused(hall.agent.call("POST", "/attachments", raw=b"--edge\r\n\r\n--edge--", headers=headers), 400, "unreadable")
    shown = hall.agent.call("GET", "/attachments/" + hall.agent.photo(PNG + b"<script>alert(1)</script>"))
    assert shown.status == 200 and shown.headers["Content-Type"] == "image/jpeg" and b"script" not in shown.body


def test_a_photo_belongs_to_its_owner_until_a_case_has_it(hall):
    photo = hall.agent.photo()
    refused(hall.neighbour.call("GET", "/attachments/" + photo), 404, "not_found")
    file = hall.agent.records(dark_lamp(photos=[photo]))
    assert file.now["photos"] == [photo]
    assert hall.unit_of(file).call("GET", f"/attachments/{photo}/small").status == 200
    refused(hall.unit("U010").call("GET", "/attachments/" + photo), 404, "not_found")
    refused(hall.agent.call("POST", "/cases", pothole(photos=[photo])), 422, "invalid", "photos")
