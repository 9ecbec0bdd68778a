"""Bad PDFs: what each is, and what must be said of it.

takes: nothing
gives: CASES: a name, the bytes, and what is expected
knows nothing of: how a PDF is read
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.pdf.make import FONT, LINE, Maker, one_page, pdf, with_note

HIGH = "/S/JavaScript/JS(app.alert\\(1\\))"


@dataclass(frozen=True)
class Bad:
    """One bad PDF."""

    name: str  # what is bad about it
    make: Callable[[], bytes]  # makes its bytes
    faults: tuple[str, ...] = ("",)  # the faults it may have, "" for none
    danger: str = ""  # words of a danger that must be named, or ""
    page: int = 0  # the page of that danger
    leak: str = ""  # a kind of leak that must be named, or ""
    long: bool = False  # whether it takes seconds


UNREADABLE = ("unreadable", "no-pages")


def _truncated() -> bytes:
    return pdf()[:-120]


def _half() -> bytes:
    whole = pdf([[LINE] * 20] * 5)
    return whole[: len(whole) // 2]


def _wrong_xref() -> bytes:
    return pdf().replace(b"0000000015", b"0000000093")


def _cyclic_pages() -> bytes:
    maker = Maker()
    maker.add("<</Type/Catalog/Pages 2 0 R>>")
    maker.add("<</Type/Pages/Kids[3 0 R]/Count 1>>")
    maker.add("<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>")
    return maker.bytes()


def _many_pages(number: int = 100_000) -> bytes:
    maker = Maker()
    maker.add("<</Type/Catalog/Pages 2 0 R>>")
    kids = " ".join(f"{count} 0 R" for count in range(3, number + 3))
    maker.add(f"<</Type/Pages/Kids[{kids}]/Count {number}>>")
    for _ in range(number):
        maker.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    return maker.bytes()


def _same_page_again(number: int) -> bytes:
    maker = Maker()
    maker.add("<</Type/Catalog/Pages 2 0 R>>")
    maker.add(f"<</Type/Pages/Kids[{'3 0 R ' * number}]/Count {number}>>")
    maker.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    return maker.bytes()


def _with_content(data: bytes, entries: str = "") -> bytes:
    drawn = "/Font<</F1 5 0 R>>/XObject<</X 4 0 R>>"
    return one_page(data, FONT, resources=drawn, entries=entries).bytes()


def _bomb() -> bytes:
    packer = zlib.compressobj(9)
    parts = [packer.compress(b" " * 1_000_000) for _ in range(1500)]
    return _with_content(b"".join(parts) + packer.flush(), "/Filter/FlateDecode")


def _bomb_in_bomb() -> bytes:
    data = zlib.compress(zlib.compress(b"\0" * 300_000_000, 9), 9)
    return _with_content(data, "/Filter[/FlateDecode/FlateDecode]")


def _much_text() -> bytes:
    line = b"(" + b"word " * 200 + b") Tj 0 -12 Td\n"
    return _with_content(zlib.compress(b"BT /F1 9 Tf\n" + line * 40_000 + b"ET"),
                         "/Filter/FlateDecode")  # fmt: skip


def _deep_arrays() -> bytes:
    return pdf(catalog="/Deep " + "[" * 50_000 + "]" * 50_000)


def _deep_pages(depth: int = 5000) -> bytes:
    maker = Maker()
    maker.add("<</Type/Catalog/Pages 2 0 R>>")
    for number in range(2, depth):
        maker.add(f"<</Type/Pages/Kids[{number + 1} 0 R]/Count 1>>")
    maker.add("<</Type/Page/MediaBox[0 0 9 9]>>")
    return maker.bytes()


def _form_in_itself() -> bytes:
    return _with_content(b"/X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
                         "/Resources<</XObject<</X 4 0 R>>>>")  # fmt: skip


def _encrypted(user: str, owner: str = "owner", algorithm: str = "AES-256") -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt(user, owner, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _increment() -> bytes:
    """A file whose JavaScript was taken out by a change written after it."""
    first = pdf(catalog="/OpenAction 5 0 R", objects=[f"<<{HIGH}>>"])
    start = len(first)
    body = b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n5 0 obj\nnull\nendobj\n"
    old = first.rsplit(b"startxref\n", 1)[1].split(b"\n", 1)[0]
    table = b"xref\n1 1\n%010d 00000 n \n5 1\n%010d 00000 n \n" % (
        start,
        start + body.index(b"5 0 obj"),
    )
    tail = b"trailer\n<</Size 9/Root 1 0 R/Prev " + old + b">>\nstartxref\n%d\n%%%%EOF\n"
    return first + body + table + tail % (start + len(body))


def _unnamed_object() -> bytes:
    """JavaScript that stands in the bytes, where no table of contents leads."""
    whole = pdf()
    at = whole.index(b"xref\n0")
    hidden = b"77 0 obj\n<<" + HIGH.encode() + b">>\nendobj\n"
    moved = whole[:at] + hidden + whole[at:]
    return moved.replace(b"startxref\n%d" % at, b"startxref\n%d" % (at + len(hidden)))


def _object_stream() -> bytes:
    """JavaScript in an object stream, behind a table that is a stream as well."""
    inner = f"<<{HIGH}>>".encode()
    packed = b"6 0 " + inner
    data = zlib.compress(packed)
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        5: b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(data)
        + data + b"\nendstream",
    }  # fmt: skip
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    rows = b"\0\0\0\0\xff"
    for number in range(1, 8):
        if number in places:
            rows += b"\1" + places[number].to_bytes(3, "big") + b"\0"
        elif number == 6:
            rows += b"\2" + (5).to_bytes(3, "big") + b"\0"
        else:
            rows += (b"\1" + start.to_bytes(3, "big") + b"\0") if number == 7 else b"\0" * 5
    out += b"7 0 obj\n<</Type/XRef/Size 8/W[1 3 1]/Root 1 0 R/Length %d>>\nstream\n" % len(rows)
    return bytes(out + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)


def _attachment(key: str = "EmbeddedFiles") -> bytes:
    return pdf(
        catalog=f"/Names<</{key}<</Names[(a.txt) 5 0 R]>>>>",
        objects=[
            "<</Type/Filespec/F(a.txt)/EF<</F 6 0 R>>>>",
            "<</Type/EmbeddedFile/Length 5>>\nstream\nhello\nendstream",
        ],
    )


def _scanned() -> bytes:
    maker = one_page(b"9 0 0 9 0 0 cm /I Do", resources="/XObject<</I 5 0 R>>", box="0 0 9 9")
    maker.stream(b"\0" * 64, "/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8"
                 "/ColorSpace/DeviceGray")  # fmt: skip
    return maker.bytes()


def _xmp(inner: str) -> bytes:
    xml = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF>{inner}</rdf:RDF></x:xmpmeta>"
    return pdf(
        catalog="/Metadata 5 0 R",
        objects=[f"<</Type/Metadata/Subtype/XML/Length {len(xml)}>>\nstream\n{xml}\nendstream"],
    )


def _action(entries: str) -> Callable[[], bytes]:
    return lambda: with_note(f"/Subtype/Link/A<<{entries}>>")


def _note(entries: str) -> Callable[[], bytes]:
    return lambda: with_note(entries)


BROKEN = (
    Bad("empty", lambda: b"", UNREADABLE),
    Bad("one byte", lambda: b"%", UNREADABLE),
    Bad("only its first line", lambda: b"%PDF-1.7\n", UNREADABLE),
    Bad("its end cut off", _truncated, UNREADABLE),
    Bad("half of it", _half, UNREADABLE),
    Bad("something after its end", lambda: pdf() + b"<script>" * 500, UNREADABLE),
    Bad("a web page named .pdf", lambda: b"<!doctype html><p>Not found" * 50, UNREADABLE),
    Bad("nothing but zeros", lambda: b"\0" * 5000, UNREADABLE),
    Bad("a wrong table of contents", _wrong_xref, ("", *UNREADABLE)),
    Bad("no table of contents",
        lambda: pdf().replace(b"startxref", b"startnone"), ("", *UNREADABLE)),
    Bad("a catalogue that is none",
        lambda: pdf().replace(b"/Root 1", b"/Root 3"), ("", *UNREADABLE)),
    Bad("no catalogue", lambda: pdf().replace(b"/Root 1 0 R", b"           "), ("", *UNREADABLE)),
    Bad("no pages", lambda: pdf([]), ("no-pages",)),
    Bad("pages that are a number",
        lambda: pdf().replace(b"/Pages 2 0 R", b"/Pages 7    "), UNREADABLE),
    Bad("pages in a circle", _cyclic_pages, (*UNREADABLE, "time", "")),
    Bad("pages nested 5,000 deep", _deep_pages, (*UNREADABLE, "time", "")),
    Bad("100,000 pages", _many_pages, ("pages", "time", "memory"), long=True),
    Bad("one page 3,000 times", lambda: _same_page_again(3000), ("pages", "")),
    Bad("a deflate bomb", _bomb, ("", "pages", "memory", "time"), long=True),
    Bad("a deflate bomb in another", _bomb_in_bomb, ("", "pages", "memory", "time"), long=True),
    Bad("forty million letters on a page", _much_text, ("", "pages", "memory", "time"), long=True),
    Bad("arrays nested 50,000 deep", _deep_arrays, ("", *UNREADABLE, "crash", "memory")),
    Bad("a form that draws itself", _form_in_itself, ("", "pages")),
    Bad("a stream longer than the file", lambda: pdf().replace(b"/Length ", b"/Length 99999"),
        ("", "pages", *UNREADABLE)),
    Bad("a stream of a kind nobody knows",
        lambda: _with_content(b"BT ET", "/Filter/NoSuchDecode"), ("", "pages")),
    Bad("deflated data that is none",
        lambda: _with_content(b"BT ET", "/Filter/FlateDecode"), ("", "pages")),
    Bad("drawing that breaks off", lambda: _with_content(b"BT /F1 9 Tf (half a te"), ("", "pages")),
    Bad("a drawing of random bytes", lambda: _with_content(bytes(range(256)) * 40), ("", "pages")),
    Bad("pages without any size", lambda: pdf(box=""), ("", "pages", *UNREADABLE)),
    Bad("pages of no width", lambda: pdf(box="0 0 0 0"), ("",)),
    Bad("pages upside down", lambda: pdf(box="595 842 0 0"), ("",)),
    Bad("pages of infinite size", lambda: pdf(box="-1e30 -1e30 1e30 1e30"), ("", "pages")),
    Bad("a language that is a number", lambda: pdf(catalog="/Lang 7"), ("",)),
    Bad("an outline in a circle", lambda: pdf(
        catalog="/Outlines 5 0 R",
        objects=["<</First 6 0 R>>", "<</Title(a)/Next 6 0 R/First 5 0 R>>"])),
    Bad("a structure in a circle", lambda: pdf(
        catalog="/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R",
        objects=["<</Type/StructTreeRoot/K 6 0 R>>", "<</S/P/P 5 0 R/K 6 0 R>>"])),
    Bad("dates that are none", lambda: pdf(info="/CreationDate(yesterday)/ModDate 7")),
    Bad("only pictures of text", _scanned),
    Bad("locked with a password", lambda: _encrypted("secret"), ("locked",)),
    Bad("locked with a password, in the old way", lambda: _encrypted("secret", algorithm="RC4-128"),
        ("locked",)),
    Bad("a lock that nobody knows",
        lambda: pdf(trailer="/Encrypt<</Filter/Odd/V 9>>/ID[(a)(a)]"), ("locked", "unreadable")),
)  # fmt: skip

ACTIVE = (
    Bad("protected from copying", lambda: _encrypted(""), danger="encryption"),
    Bad("protected from copying, in the old way",
        lambda: _encrypted("", algorithm="RC4-128"), danger="encryption"),
    Bad("JavaScript when it opens", lambda: pdf(catalog=f"/OpenAction<<{HIGH}>>"),
        danger="JavaScript"),
    Bad("JavaScript by name", lambda: pdf(
        catalog="/Names<</JavaScript<</Names[(a) 5 0 R]>>>>", objects=[f"<<{HIGH}>>"]),
        danger="JavaScript"),
    Bad("JavaScript, its name disguised",
        lambda: pdf(catalog="/OpenAction<</S/J#61vaScript/J#53(1)>>"), danger="JavaScript"),
    Bad("JavaScript on a page", _action(HIGH), danger="JavaScript", page=1),
    Bad("JavaScript after a harmless step",
        _action(f"/S/GoTo/D[0 /Fit]/Next<<{HIGH}>>"), danger="JavaScript", page=1),
    Bad("JavaScript in an earlier version of the file", _increment, danger="JavaScript"),
    Bad("JavaScript where no table leads", _unnamed_object, danger="JavaScript"),
    Bad("JavaScript in an object stream", _object_stream, danger="JavaScript"),
    Bad("a program to start", _action("/S/Launch/F(cmd.exe)"), danger="starts a program", page=1),
    Bad("a form that sends", _action("/S/SubmitForm/F(https://example.org/)"),
        danger="sends what is filled in", page=1),
    Bad("data to import", _action("/S/ImportData/F(a.fdf)"), danger="reads another file", page=1),
    Bad("a link to another file", _action("/S/GoToR/F(a.pdf)/D[0/Fit]"),
        danger="a link to another file", page=1),
    Bad("a link into an attachment", _action("/S/GoToE/D[0/Fit]/T<</R/C>>"),
        danger="attached file", page=1),
    Bad("media to play", _action("/S/Rendition/OP 0"), danger="plays media", page=1),
    Bad("rich media", _note("/Subtype/RichMedia"), danger="rich media", page=1),
    Bad("a film", _note("/Subtype/Movie"), danger="a film", page=1),
    Bad("a sound", _note("/Subtype/Sound"), danger="a sound", page=1),
    Bad("a sound to play", _action("/S/Sound/Sound 5 0 R"), danger="plays a sound", page=1),
    Bad("a screen", _note("/Subtype/Screen"), danger="a screen for media", page=1),
    Bad("a 3D model", _note("/Subtype/3D"), danger="3D", page=1),
    Bad("an XFA form", lambda: pdf(catalog="/AcroForm<</XFA[]/Fields[]>>"), danger="XFA"),
    Bad("additional actions", lambda: pdf(page="/AA<</O<</S/GoTo/D[0/Fit]>>>>"),
        danger="additional actions", page=1),
    Bad("an attached file", _attachment, danger="an attached file", leak="attached file"),
    Bad("a file attached to a page",
        lambda: with_note("/Subtype/FileAttachment/FS<</F(a)/EF<<>>>>"),
        danger="an attached file", page=1, leak="attached file"),
    Bad("an associated file", lambda: pdf(catalog="/AF[<</F(a.txt)>>]"), danger="associated file"),
    Bad("content in another file", lambda: _with_content(b"", "/F(other.bin)"),
        ("", "pages"), danger="content kept in another file"),
    Bad("a link to a file on disk", _action("/S/URI/URI(file:///etc/passwd)"),
        danger="a link that begins with file:", page=1),
    Bad("a link that is a script", _action("/S/URI/URI( java\\nscript:alert\\(1\\))"),
        danger="a link that begins with javascript:", page=1),
    Bad("a PostScript program", lambda: _with_content(b"showpage", "/Type/XObject/Subtype/PS"),
        danger="PostScript"),
)  # fmt: skip


def crafted(
    body: bytes | str, header: bytes = b"5 0 obj", reference: str = "5 0 R", generation: int = 0
) -> Callable[[], bytes]:
    """A file that opens with object 5, written so that some readers follow it, some not."""

    def make() -> bytes:
        opens = f"/OpenAction {reference}"
        maker = one_page(b"BT ET", resources="", catalog=opens, box="0 0 9 9")
        maker.headers[maker.add(body)] = (header, generation)
        return maker.bytes()

    return make


def packed(entries: str, data: bytes) -> Callable[[], bytes]:
    """A file that opens with an object of an object stream, to which no table leads."""
    head = f"<<{entries}/N 1/First 4/Length {len(data)}>>stream\n".encode()
    return crafted(head + data + b"\nendstream", reference="7 0 R")


_JS = f"<<{HIGH}>>"
_UNC = "<</S/URI/URI(\\\\\\\\host.example\\\\share)>>"
_SEVEN = b"7 0 " + _JS.encode()
_ZIP = zlib.compress(_SEVEN)
_HEX = _SEVEN.hex().encode() + b">"

CRAFTED = (
    *(
        Bad(f"{what} of generation {generation}",
            crafted(body, b"5 %d obj" % generation, f"5 {generation} R", generation), danger=danger)
        for what, body, danger in (
            ("JavaScript", _JS, "JavaScript"),
            ("a program to start", "<</S/Launch/F(calc.exe)>>", "starts a program"),
            ("an address in the network", _UNC, "begins with \\"),
            ("a link to a file", "<</S/GoToR/F(a.pdf)/D[0/Fit]>>", "another file"),
        )
        for generation in (1, 5, 65534)
    ),
    *(
        Bad(f"JavaScript, its number written {header!r}", crafted(_JS, header), danger="JavaScript")
        for header in (b"5 %x\n0 obj", b"5%\r0 obj", b"5 0 %obj\nobj", b"5 0%\r\nobj",
                       b"5\x000\x0cobj", b"0000000000000005 00000 obj", b"5 0obj", b"+5 0 obj")
    ),
    *(
        Bad(f"an address in the network, its number written {header!r}", crafted(_UNC, header),
            danger="begins with")
        for header in (b"5 %x\n0 obj", b"5 0 %obj\nobj", b"0000000000000005 00000 obj", b"5 0obj")
    ),
    *(
        Bad(f"{what} after {odd!r}", crafted(f"<</Odd {odd} {inner}>>"), danger=danger)
        for odd in ("<zz>", "}{", ")", "]", "/", "<", "12.3.4", "+-1", "\x80\xff", "%\r")
        for what, inner, danger in (("JavaScript", HIGH, "JavaScript"),
                                    ("an address in the network", _UNC[2:-2], "begins with"))
    ),
    Bad("JavaScript beside deep arrays",
        crafted("<</D " + "[" * 2000 + "]" * 2000 + HIGH + ">>"), danger="JavaScript"),
    Bad("JavaScript beside deep dictionaries",
        crafted("<</D " + "<</D " * 2000 + "1" + ">>" * 2000 + HIGH + ">>"), danger="JavaScript"),
    Bad("JavaScript beside a very long array",
        crafted("<</D [" + "0 " * 300_000 + "]" + HIGH + ">>"), danger="JavaScript"),
    Bad("JavaScript given twice, the second harmless",
        crafted("<</S/JavaScript/JS(1)/S/GoTo/D[0/Fit]>>"), danger="JavaScript"),
    Bad("JavaScript given twice, the first harmless",
        crafted("<</S/GoTo/D[0/Fit]/S/JavaScript/JS(1)>>"), danger="JavaScript"),
    Bad("JavaScript with all its names disguised",
        crafted("<</#53/#4a#61#76#61#53#63#72#69#70#74/#4a#53(1)/Odd <zz>>>"), danger="JavaScript"),
    Bad("JavaScript with comments between", crafted("<</Odd <zz>/S%\n/JavaScript%x\r/JS%\n(1)>>"),
        danger="JavaScript"),
    Bad("JavaScript in an object stream with a filter for locked files",
        packed("/Type/ObjStm/Filter[/Crypt/FlateDecode]/DecodeParms[<</Name/Identity>>null]", _ZIP),
        danger="JavaScript"),
    Bad("JavaScript in an object stream with its name disguised",
        packed("/Type/Obj#53tm/Filter/FlateDecode", _ZIP), danger="JavaScript"),
    Bad("JavaScript in an object stream with its filter disguised",
        packed("/Type/ObjStm/Filter/Fl#61teDecode", _ZIP), danger="JavaScript"),
    Bad("JavaScript in an object stream deflated twice",
        packed("/Type/ObjStm/Filter[/FlateDecode/FlateDecode]", zlib.compress(_ZIP)),
        danger="JavaScript"),
    Bad("JavaScript in an object stream of digits", packed("/Type/ObjStm/Filter/AHx", _HEX),
        danger="JavaScript"),
    Bad("JavaScript in an object stream of digits, deflated",
        packed("/Type/ObjStm/Filter[/FlateDecode/ASCIIHexDecode]", zlib.compress(_HEX)),
        danger="JavaScript"),
    Bad("an object stream whose filter nobody knows",
        packed("/Type/ObjStm/Filter/NoSuchDecode", b"7 0 " + b"\x93\x94" * 40),
        danger="cannot be looked into"),
    Bad("an object stream that is no deflated data",
        packed("/Type/ObjStm/Filter/FlateDecode", b"\x93\x94" * 40),
        danger="cannot be looked into"),
    Bad("an object stream that says it is a picture",
        packed("/Type/ObjStm/Subtype/Image/Filter/FlateDecode", _ZIP), danger="JavaScript"),
    Bad("an object stream without a type", packed("/Filter/FlateDecode", _ZIP),
        danger="JavaScript"),
    Bad("an object stream whose deflated data breaks off",
        packed("/Type/ObjStm/Filter/FlateDecode", _ZIP[:-8]), danger=""),
    Bad("an address that opens by itself",
        lambda: pdf(catalog="/OpenAction<</S/URI/URI(https://example.org/)>>"),
        danger="opens by itself"),
    Bad("a link into the network", _action("/S/URI/URI(\\\\\\\\host\\\\share)"),
        danger="begins with \\", page=1),
    Bad("a link into the network, with other strokes", _action("/S/URI/URI( //host/share)"),
        danger="begins with //", page=1),
    Bad("a thread of another file", _action("/S/Thread/F(a.pdf)/D 0"),
        danger="a link to another file", page=1),
    Bad("a page drawn from another file",
        lambda: _with_content(b"", "/Subtype/Form/Ref<</F(a.pdf)/Page 0>>"),
        ("", "pages"), danger="content kept in another file"),
    Bad("an array longer than is looked at", lambda: pdf(
        catalog="/Odd 5 0 R", objects=["[" + "[]" * 2_100_000 + "]"]),
        ("", "time", "memory", "unreadable"), danger="cannot be looked into", long=True),
)  # fmt: skip

PRIVATE = (
    Bad("an author", lambda: pdf(info="/Author(Jo Example)"), leak="author"),
    Bad("a subject", lambda: pdf(info="/Subject(For the file of Jo Example)"), leak="subject"),
    Bad("keywords", lambda: pdf(info="/Keywords(draft, Jo Example)"), leak="keywords"),
    Bad("a company", lambda: pdf(info="/Company(Example Ltd)"), leak="company"),
    Bad("a manager", lambda: pdf(info="/Manager(Jo Example)"), leak="manager"),
    Bad("a creator who is no program", lambda: pdf(info="/Creator(Jo Example)"), leak="creator"),
    Bad("an author in the XMP data",
        lambda: _xmp("<dc:creator><rdf:Seq><rdf:li>Jo Example</rdf:li></rdf:Seq></dc:creator>"),
        leak="author in the XMP data"),
    Bad("a description in the XMP data",
        lambda: _xmp("<dc:description><rdf:Alt><rdf:li>For Jo Example</rdf:li></rdf:Alt>"
                     "</dc:description>"), leak="description in the XMP data"),
    Bad("a history", lambda: _xmp("<xmpMM:History><rdf:Seq/></xmpMM:History>"), leak="history"),
    Bad("a comment", _note("/Subtype/Text/T(Jo Example)/Contents(Ask Pat about this)"),
        leak="comment"),
    Bad("a filled-in form", _note("/Subtype/Widget/FT/Tx/T(name)/V(Jo Example)"),
        leak="value of a form field"),
    Bad("an e-mail address", lambda: pdf([["Write to jo.example@example.org"]]),
        leak="e-mail address"),
    Bad("a telephone number", lambda: pdf([["Call 01632 960 123"]]), leak="telephone number"),
    Bad("a National Insurance number", lambda: pdf([["Her number is AB 12 34 56 C"]]),
        leak="National Insurance number"),
)  # fmt: skip

CASES = (*BROKEN, *ACTIVE, *CRAFTED, *PRIVATE)
