"""The STEP index: what is a statement, what is text, what is refused."""

import numpy as np
import pytest

from components.ifc.columns import Rows
from components.ifc.step import UnreadableModel, index
from components.ifc.text import Encoding, decoder

HEAD = b"ISO-10303-21;HEADER;FILE_SCHEMA(('IFC4'));ENDSEC;DATA;"
TAIL = b"ENDSEC;END-ISO-10303-21;"


def step(body: bytes):
    return index(HEAD + body + TAIL, "t.ifc")


def plain(raw: bytes) -> str:
    return raw.decode()


def test_signs_inside_strings_are_no_structure():
    s = step(b"#1=IFCLABEL('a;b=(c),''d''');\n#2 = IFCWALL ( 'x' , $ ) ;")
    assert s.ids.tolist() == [1, 2]
    assert [s.keyword(r) for r in (0, 1)] == ["IFCLABEL", "IFCWALL"]
    assert list(Rows(s, s.rows("IFCLABEL")).arg(0).texts(plain)) == ["a;b=(c),''d''"]


def test_comments_are_blanks_but_not_inside_strings():
    s = step(b"/* #9=IFCWALL('no'); */#1=IFCWALL('/* yes */'/* x */);")
    assert s.ids.tolist() == [1]
    assert list(Rows(s, s.rows("IFCWALL")).arg(0).texts(plain)) == ["/* yes */"]


def test_arguments_are_told_apart_whatever_is_nested_in_them():
    s = step(b"#1=IFCX((#2,(#3,#4)),IFCLABEL('a,b'),$,*,.T.,-1.5E-3,#7);")
    rows = Rows(s, s.rows("IFCX"))
    assert rows.arity().tolist() == [7]
    assert rows.arg(6).refs().tolist() == [7]
    assert rows.arg(5).reals().tolist() == [-1.5e-3]
    assert list(rows.arg(4).words()) == ["T"]
    assert rows.arg(2).refs().tolist() == [-1]
    kind, text, number = rows.arg(1).typed(plain)
    assert (kind[0], text[0]) == ("IFCLABEL", "a,b") and np.isnan(number[0])


def test_an_argument_that_is_not_there_is_empty():
    s = step(b"#1=IFCX(1);#2=IFCX(1,2);")
    assert np.isnan(Rows(s, s.rows("IFCX")).arg(1).reals()).tolist() == [True, False]


def test_numbers_are_read_to_the_last_digit():
    said = [
        b"0.",
        b"1.E-05",
        b"-9.9999999999999995E-08",
        b"123456789.123456789",
        b"+7",
        b"3.40282346638528859E+38",
    ]
    s = step(b"".join(b"#%d=IFCX(%s);" % (i, v) for i, v in enumerate(said, 1)))
    assert Rows(s, s.rows("IFCX")).arg(0).reals().tolist() == [float(v) for v in said]


def test_a_bad_number_is_no_number_and_spares_its_neighbours():
    s = step(b"#1=IFCX(1.5);#2=IFCX(1.5.2);#3=IFCX(2.5);")
    assert Rows(s, s.rows("IFCX")).arg(0).reals().tolist()[::2] == [1.5, 2.5]
    assert np.isnan(Rows(s, s.rows("IFCX")).arg(0).reals()[1])


def test_lists_keep_their_lengths_empty_ones_too():
    s = step(b"#1=IFCX((#5,#6));#2=IFCX(());#3=IFCX($);#4=IFCX(( #7 ));")
    lists = Rows(s, s.rows("IFCX")).arg(0).ref_lists()
    assert [lists[i].tolist() for i in range(4)] == [[5, 6], [], [], [7]]


def test_nested_lists_give_their_own_members():
    s = step(b"#1=IFCX(((1.,2.),(3.,4.)));")
    rows = Rows(s, s.rows("IFCX"))
    counts, items = rows.arg(0).items()
    assert counts.tolist() == [2]
    assert items.real_lists()[1].tolist() == [3.0, 4.0]
    assert rows.arg(0).nested_reals(0).tolist() == [1.0, 2.0, 3.0, 4.0]


def test_words_of_any_case_are_one_keyword():
    s = step(b"#1=IfcWall($);#2=IFCWALL($);")
    assert s.count("IFCWALL") == 2


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "ifc.empty"),
        (b"  \r\n\0\0", "ifc.empty"),
        (b"%PDF-1.7 and so on", "ifc.not_step"),
        (HEAD + b"#1=IFCWALL($);", "ifc.truncated"),
        (HEAD + b"#1=IFCWALL($", "ifc.truncated"),
        (b"ISO-10303-21;HEADER;FILE_SCHEMA(('IFC4'));", "ifc.truncated"),
        (HEAD + b"#1=IFCWALL(($);" + TAIL, "ifc.unbalanced"),
        (HEAD + b"#1=IFCWALL($)#2=IFCWALL($);" + TAIL, "ifc.unbalanced"),
    ],
)
def test_what_is_no_whole_file_is_refused_by_name(raw, code):
    with pytest.raises(UnreadableModel) as refused:
        index(raw, "t.ifc")
    assert refused.value.code == code
    assert refused.value.arguments["file"] == "t.ifc"


def test_a_quote_that_never_ends_is_refused():
    with pytest.raises(UnreadableModel):
        index(HEAD + b"#1=IFCWALL('x);" + TAIL, "t.ifc")


def test_statements_that_are_none_of_ifc_are_counted():
    s = step(b"#1=IFCWALL($);#2=(A()B());#x=IFCWALL($);")
    assert (len(s.ids), s.odd) == (1, 2)


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        (rb"'abc\S\'def'", ["abc§def"]),
        (rb"'\S\'','b'", ["§", "b"]),
        (rb"'\S\''b'", ["§b"]),
        (rb"'C:\S\','b'", ["C:\\S\\", "b"]),
    ],
)
def test_an_apostrophe_of_a_page_ends_no_string_and_other_habits_are_read_as_meant(written, texts):
    s = step(b"#1=IFCX(" + written + b");#2=IFCX('c');#3=IFCX('d');")
    assert s.ids.tolist() == [1, 2, 3]
    rows = Rows(s, s.rows("IFCX"))
    found = [rows.arg(k).texts(decoder(Encoding("ascii", False))).get(0) for k in range(len(texts))]
    assert found == texts


def test_doubled_numbers_empty_arguments_and_empty_statements_are_counted_and_spare_the_rest():
    s = step(b"#1=IFCX(1,,2);#2=IFCX(( ),(1, ),'a,,b');;#2=IFCX($);#4=IFCX(,1);#5=IFCX('',*);\n;#6=IFCX();")
    assert (s.doubled.tolist(), s.gaps.tolist(), s.blank) == ([2], [1, 2, 4], 2)
    assert s.ids.tolist() == [1, 2, 2, 4, 5, 6]
    fine = step(b"#1=IFCX(1,$,'a;;b');#2=IFCX((),((1),(2)));")
    assert (len(fine.doubled), len(fine.gaps), fine.blank) == (0, 0, 0)
