"""
Bytes and time of a typical acceptance receipt on 80 mm paper; prints one JSON line.

The floor is the bare GB18030 encoding of the same words in the same run.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from counter_app.domain.slip import Feed, Pair, Qr, Rule, Slip, Text
from printers.escpos import encode

COLUMNS = 48
ROUNDS = 2000

RECEIPT = Slip(
    "受理通知单",
    (
        Text("巴宜区政务服务中心", "centre", bold=True),
        Text("受理通知单", "centre", 2),
        Rule(),
        Pair("办件编号", "54040226W3A10000142"),
        Pair("事项", "食品经营许可（新办）"),
        Pair("申请人", "扎西顿珠"),
        Pair("证件号码", "542621********001X"),
        Pair("受理时间", "2026-11-16 10:00"),
        Pair("承诺办结", "2026-11-23"),
        Rule(),
        Text("已收材料："),
        Text("1. 食品经营许可申请书　原件 1 份"),
        Text("2. 营业执照　复印件 1 份"),
        Text("3. 经营场所平面图　原件 1 份"),
        Text("4. 食品安全管理制度　原件 1 份"),
        Rule(),
        Text("请凭本单或办件编号查询进度。咨询电话 0894-5820000，监督电话 12345。"),
        Qr("https://example.gov.cn/q/54040226W3A10000142", "扫码查进度"),
        Text("窗口 W3　经办人 卓玛"),
        Feed(1),
    ),
)


def measure_us(act: Callable[[], object]) -> tuple[float, float]:
    """Return p50 and p99 of ``act`` in microseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter_ns()
        act()
        times.append((time.perf_counter_ns() - start) / 1000)
    cuts = statistics.quantiles(times, n=100)
    return cuts[49], cuts[98]


def main() -> None:
    """Measure and print."""
    words = RECEIPT.text()
    floor_p50, _ = measure_us(lambda: words.encode("gb18030"))
    p50, p99 = measure_us(lambda: encode(RECEIPT, COLUMNS))
    result = {
        "bench": "receipt",
        "bytes": len(encode(RECEIPT, COLUMNS)),
        "text_bytes": len(words.encode("gb18030")),
        "encode_p50_us": round(p50, 1),
        "encode_p99_us": round(p99, 1),
        "floor_p50_us": round(floor_p50, 2),
        "ratio_to_gb18030": round(p50 / floor_p50, 1),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
