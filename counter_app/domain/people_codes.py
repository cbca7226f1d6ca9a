"""
Code tables of a person (facts/devices.md A13, facts/domain.md 3.3): code to the text on papers.

The list of peoples is never shortened: Monpa (54) and Lhoba (55) live in this county.
"""

from __future__ import annotations

SEXES = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}
"""GB/T 2261.1."""

_PEOPLES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 "
    "东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 "
    "鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
ETHNICITIES = {
    **{f"{place:02d}": name for place, name in enumerate(_PEOPLES.split(), start=1)},
    "97": "其他",
    "98": "外国血统中国籍人士",
}
"""GB/T 3304 with 97 and 98 as card software uses them; without 族, as printed on the card."""

ID_TYPES = {
    "111": "居民身份证",
    "414": "普通护照",
    "553": "外国人永久居留身份证",
    "990": "港澳台居民居住证",
}
"""GA/T 2000.156-2016, those that this window takes; 990 (other) stands for the residence permit."""


def sex_text(code: str | None) -> str:
    """Text of a sex code; an unknown code is shown as it is, nothing as nothing."""
    return SEXES.get(code, code) if code else ""


def ethnicity_text(code: str | None) -> str:
    """Text of an ethnicity code; an unknown code is shown as it is, nothing as nothing."""
    return ETHNICITIES.get(code, code) if code else ""


def id_type_text(code: str) -> str:
    """Text of an id type code; an unknown code is shown as it is."""
    return ID_TYPES.get(code, code)
