"""
Plausible items in any number, with their search terms: the catalogue that benchmarks search.

A name is subject, action and situation (``食品经营许可（变更）``), held by a bureau of a county; what
else an item has is taken from the sample's items. The same seed gives the same items.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

from counter_app.domain.item import Item, ItemCode
from counter_app.domain.search import IndexedItem, Readings, index_terms
from counter_app.paths import resources
from county_server.catalogue.pinyin import Pinyin, load_pinyin
from county_server.catalogue.sample import read_sample
from county_server.catalogue.sheets import Catalogue

COUNTIES = ("巴宜区", "工布江达县", "墨脱县", "波密县", "察隅县", "朗县", "米林市", "")
SUBJECTS = {
    "市场监督管理局": "食品经营 食品生产 药品零售 医疗器械经营 个体工商户 公司 农民专业合作社 特种设备 计量器具 广告发布",
    "卫生健康委员会": "公共场所卫生 饮用水供水 医疗机构执业 藏医诊所 护士执业 医师执业 放射诊疗 母婴保健技术 生育",
    "人力资源和社会保障局": "社会保障卡 劳务派遣 失业保险 工伤 职业培训学校 城乡居民养老保险 创业担保贷款 就业困难人员",
    "医疗保障局": "职工医疗保险 居民医疗保险 异地就医 生育津贴 门诊慢特病 定点医疗机构 医疗救助",
    "自然资源局": "不动产抵押 房屋所有权 宅基地使用权 采矿权 建设用地规划 建设工程规划 临时用地 测绘成果",
    "民政局": "最低生活保障 临时救助 特困人员 高龄津贴 社会团体 养老机构 收养 婚姻 殡葬服务 地名",
    "交通运输局": "道路货物运输 道路旅客运输 出租汽车 驾驶员培训 涉路施工 超限运输 机动车维修",
    "林业和草原局": "林木采伐 林地占用 野生动物驯养 草原征占用 木材运输 森林防火期用火 林草种子生产经营",
    "水利局": "取水 河道采砂 水土保持方案 水工程建设 入河排污口 农村供水",
    "教育局": "教师资格 民办幼儿园 校外培训机构 校车使用 学生转学 义务教育入学 助学金",
    "城市管理和综合执法局": "户外广告 临时占道 建筑垃圾处置 城市绿地占用 燃气经营 排水 门头牌匾",
    "文化和旅游局": "营业性演出 娱乐场所 旅行社 文物保护 互联网上网服务 导游证 艺术考级",
    "公安局": "居住证 户口迁移 身份证 边境通行证 养犬 旅馆业特种行业 爆破作业",
    "农业农村局": "动物防疫条件 种子经营 兽药经营 农药经营 生鲜乳收购 农机购置补贴 青稞良种补贴",
}
ACTIONS = ("许可", "登记", "备案", "审批", "认定", "核准", "申领", "审核", "补贴发放", "信息查询")
SITUATIONS = ("新办", "变更", "延续", "补办", "注销", "首次", "增项", "换发", "年度报告", "撤销")


def generate(count: int, seed: int = 20_261_116) -> Iterator[IndexedItem]:
    """
    Yield ``count`` items with terms, 85,600 of them different in name or department.

    Beyond that a name comes again under another code.
    """
    sample = _sample()
    kinds = list(product(COUNTIES, _subjects(), ACTIONS, SITUATIONS))
    drawn = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    drawn.shuffle(kinds)
    for at in range(count):
        county, (bureau, subject), action, situation = kinds[at % len(kinds)]
        base = sample[drawn.randrange(len(sample))]
        parts = (subject, action, situation)
        yield _indexed(base, at, parts, f"林芝市{county}{bureau}")


def _indexed(base: Item, at: int, parts: tuple[str, str, str], department: str) -> IndexedItem:
    catalog_code = f"54{base.task_type}{at:08d}"
    item = replace(
        base,
        code=ItemCode(f"{base.dept_code}{base.use_level}{catalog_code}"),
        catalog_code=catalog_code,
        name=f"{parts[0]}{parts[1]}（{parts[2]}）",
        dept_name=department,
        accept_org=department,
        decide_org=department,
        aliases=(),
        reading="",
    )
    name = tuple(syllable for part in parts for syllable in _read(part))
    return IndexedItem(item, index_terms(item, Readings(name, _read(department))))


@cache
def _subjects() -> tuple[tuple[str, str], ...]:
    return tuple(
        (bureau, subject) for bureau, subjects in SUBJECTS.items() for subject in subjects.split()
    )


@cache
def _pinyin() -> Pinyin:
    return load_pinyin(resources() / "catalogue" / "readings.toml")


@cache
def _read(text: str) -> tuple[str, ...]:
    return _pinyin().read(text)


@cache
def _sample() -> tuple[Item, ...]:
    catalogue = read_sample(resources() / "catalogue" / "sample")
    if not isinstance(catalogue, Catalogue):
        raise TypeError(f"the sample is damaged: {catalogue}")
    return catalogue.items
