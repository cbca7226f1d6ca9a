"""
What the county's pages for phones look like, and what a browser may do with them.

No scripts and nothing from elsewhere: the style is the only thing allowed, by its hash.
"""

from __future__ import annotations

import base64
import hashlib

STYLE = """
*{box-sizing:border-box}
body{margin:0;background:#f3f4f6;color:#1b1f24;font:17px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif}
main{max-width:34rem;margin:0 auto;padding:16px}
h1{font-size:20px;margin:8px 0 16px}
section,form{background:#fff;border-radius:12px;padding:20px 16px;margin:0 0 16px}
.verdict{display:flex;gap:14px;align-items:center;border-left:8px solid}
.verdict b{font-size:24px;line-height:1.3;display:block}
.sign{font-size:34px;font-weight:700;width:52px;height:52px;line-height:48px;border-radius:50%;border:3px solid;text-align:center;flex:none}
.good{color:#0b6b2f;border-color:#0b6b2f}.wait{color:#7a4b00;border-color:#7a4b00}.bad{color:#a3161b;border-color:#a3161b}
.verdict p{margin:4px 0 0;color:#1b1f24}
dl{margin:0}dt{color:#4d5763;font-size:15px}dd{margin:0 0 12px;overflow-wrap:anywhere}dd:last-child{margin:0}
label{display:block;margin-bottom:8px}
input{width:100%;font:inherit;padding:10px 12px;min-height:48px;border:1px solid #6b7480;border-radius:8px}
button{width:100%;font:inherit;min-height:48px;margin-top:12px;border:0;border-radius:8px;background:#0b4f8a;color:#fff}
input:focus,button:focus{outline:3px solid #f0a500;outline-offset:2px}
footer{color:#4d5763;font-size:14px}
"""


def headers_of(style: str) -> dict[str, str]:
    """Return the headers of a page that carries ``style``."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        ),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
