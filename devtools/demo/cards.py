"""Invented people for the simulated reader; their numbers pass their checks and are nobody's."""

from __future__ import annotations

CARDS: tuple[dict[str, str | None], ...] = (
    {
        "kind": "resident",
        "name": "测试甲",
        "sex": "1",
        "ethnicity": "04",
        "birth_date": "1990-03-07",
        "address": "西藏自治区林芝市巴宜区测试路1号",
        "number": "540402199003070014",
        "issuer": "林芝市公安局巴宜区分局",
        "valid_from": "2020-01-01",
        "valid_to": "2040-01-01",
    },
    {
        "kind": "resident",
        "name": "测试戊",
        "sex": "2",
        "ethnicity": "54",
        "birth_date": "1975-08-20",
        "address": "西藏自治区林芝市墨脱县测试乡2号",
        "number": "542621197508200024",
        "issuer": "墨脱县公安局",
        "valid_from": "2021-08-20",
        "valid_to": None,
    },
    {
        "kind": "permit",
        "name": "测试乙",
        "sex": "2",
        "birth_date": "1994-08-23",
        "address": "西藏自治区林芝市巴宜区测试路2号",
        "number": "810000199408230021",
        "issuer": "林芝市公安局",
        "valid_from": "2019-01-01",
        "valid_to": "2024-01-01",
        "permit_number": "H12345678",
        "issue_count": "01",
    },
)
