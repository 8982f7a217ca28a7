# ruff: noqa: E501
"""Words and figures that want to be more than words and figures."""

from __future__ import annotations

NUMBERS = (
    b"1.E308", b"-1.E308", b"1.E-308", b"1.E400", b"0.", b"-0.", b"-1.", b"NAN", b"NaN", b"nan", b"INF", b"-inf", b"Infinity",
    b"1.#IND", b"1.#QNAN", b"-1.#INF", b"1,5", b"1.5.5", b"1E", b".", b"-", b"0x10", b"9" * 400, b"1_000", b"12345678901234567890",
    b"2147483648", b"9223372036854775808", b"1.E9", b"1.E-9", b"3.7", b"$", b"*", b"'1'", b"\xd9\xa3.",
)  # fmt: skip
WORDS = (
    b"=cmd|'' /C calc''!A0", b"+1+1", b"@SUM(A1)", b"-2+3", b"=HYPERLINK(\"http://x.invalid\",\"y\")", b"\t=1+1",
    b"<b>bold", b"</para>", b"<img src=\"http://x.invalid/a.png\"/>", b"<img src=\"file:///etc/passwd\"/>", b"&nbsp;&#0;&bad;",
    b"<font size=\"1000000\">x</font>", b"<a href=\"javascript:x\">x</a>", b"(\\\\)", b"\\\\", b"((((", b"))))",
    b"%PDF-1.4 endstream endobj", b"../../../../tmp/hostile_was_here", b"..", b".", b"CON", b"a/b\\\\c:d*e?f", b"\0", b"\n\r\t",
    b"\x1b[31mred", b"\x7f\x01\x02", b"\xff\xfe\xfd", b"\\X2\\D800\\X0\\", b"\\X2\\DFFF\\X0\\", b"\\X2\\0000\\X0\\", b"\\X2\\FFFE202E\\X0\\",
    b"\\X4\\00110000\\X0\\", b"\\X4\\FFFFFFFF\\X0\\", b"\\X2\\94A\\X0\\", b"\\X2\\94A2", b"\\X\\ZZ", b"\\S\\", b"\\PQ\\",
    b"{0} {file} {} %s %(x)s", b"{", b"}", b"{0.__class__}", b"x" * 300, b"x" * 40000, b"\\X2\\" + b"94A2" * 3000 + b"\\X0\\",
    b"", b" ", b"nan", b"inf", b"1e999", b"Q355B", b"HW0x0x0x0", b"HW200x200x8x99999", b"PL-5", b"PIP0x0", b"L0x0x0", b"D-1",
    b"PL" + b"9" * 50, b"HW1e308x1e308x1e308x1e308", b"M20x-5", b"M0", b"IFCBEAM", b"'' or 1=1--", b"\xe2\x80\xae\xe2\x80\x8b",
    b"\xf0\x9f\x8f\x97" * 50, b"$(touch /tmp/hostile_was_here)", b"`id`", b"H" + b"x" * 5000, b"200" * 3000,
)  # fmt: skip
