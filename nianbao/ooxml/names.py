"""Qualified names of the elements and attributes that are read (ECMA-376, transitional namespaces).

A strict document (ISO/IEC 29500-4 and -1) is brought to these namespaces before it is parsed, see `xmlpart`.
"""

from __future__ import annotations

W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
W = f"{{{W_NAMESPACE}}}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
V = "{urn:schemas-microsoft-com:vml}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

STRICT = {
    W_STRICT.encode(): W_NAMESPACE.encode(),
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": A[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WP[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/chart": CHART[1:].partition("}")[0].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/diagram": DIAGRAM[1:].partition("}")[0].encode(),
}

VAL, ID, TYPE, NAME, DEFAULT = f"{W}val", f"{W}id", f"{W}type", f"{W}name", f"{W}default"

BODY, P, PPR, R, RPR, T = f"{W}body", f"{W}p", f"{W}pPr", f"{W}r", f"{W}rPr", f"{W}t"
TBL, TBLPR, TBLGRID, TR, TRPR, TC, TCPR = (
    f"{W}tbl", f"{W}tblPr", f"{W}tblGrid", f"{W}tr", f"{W}trPr", f"{W}tc", f"{W}tcPr",
)  # fmt: skip

# Paragraph and run properties
PSTYLE, RSTYLE, NUMPR, NUMID, ILVL = f"{W}pStyle", f"{W}rStyle", f"{W}numPr", f"{W}numId", f"{W}ilvl"
STRIKE, DSTRIKE, VERTALIGN = f"{W}strike", f"{W}dstrike", f"{W}vertAlign"
COLOR, SZ, POSITION, SHD, HIGHLIGHT = f"{W}color", f"{W}sz", f"{W}position", f"{W}shd", f"{W}highlight"
OUTLINELVL, VANISH, SPECVANISH = f"{W}outlineLvl", f"{W}vanish", f"{W}specVanish"

# Row and cell properties
GRIDBEFORE, GRIDAFTER, HIDDEN = f"{W}gridBefore", f"{W}gridAfter", f"{W}hidden"
GRIDSPAN, VMERGE, HMERGE, TCW = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge", f"{W}tcW"

# Content that wraps other content
SDT, SDTPR, SDTCONTENT, DOCPARTGALLERY = f"{W}sdt", f"{W}sdtPr", f"{W}sdtContent", f"{W}docPartGallery"
SHOWINGPLCHDR = f"{W}showingPlcHdr"
CUSTOMXML, SMARTTAG, HYPERLINK, DIR, BDO = (
    f"{W}customXml", f"{W}smartTag", f"{W}hyperlink", f"{W}dir", f"{W}bdo",
)  # fmt: skip
ALTERNATE, CHOICE, FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
FLDSIMPLE, FLDCHAR, INSTRTEXT, INSTR, FLDCHARTYPE = (
    f"{W}fldSimple", f"{W}fldChar", f"{W}instrText", f"{W}instr", f"{W}fldCharType",
)  # fmt: skip
RUBY, RUBYBASE = f"{W}ruby", f"{W}rubyBase"

# Run content
TAB, PTAB, BR, CR, NOBREAKHYPHEN, SYM = (
    f"{W}tab", f"{W}ptab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}sym",
)  # fmt: skip
DRAWING, PICT, OBJECT, TXBXCONTENT = f"{W}drawing", f"{W}pict", f"{W}object", f"{W}txbxContent"
BLIP, DOCPR, IMAGEDATA, TEXTPATH, SHAPE = (
    f"{A}blip", f"{WP}docPr", f"{V}imagedata", f"{V}textpath", f"{V}shape",
)  # fmt: skip
OMATH, OMATHPARA, MATHTEXT = f"{M}oMath", f"{M}oMathPara", f"{M}t"
MATHASIDE = (f"{M}sup", f"{M}sub", f"{M}den", f"{M}deg", f"{M}lim")

# Revisions and comments
INS, DEL, MOVEFROM, MOVETO = f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"
CELLINS, CELLDEL, CELLMERGE = f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge"
PROPERTY_CHANGES = tuple(
    f"{W}{name}Change" for name in ("rPr", "pPr", "tblPr", "tblPrEx", "trPr", "tcPr", "sectPr", "tblGrid", "numbering")
)
COMMENTREFERENCE, COMMENT, DELTEXT = f"{W}commentReference", f"{W}comment", f"{W}delText"
AUTHOR = f"{W}author"
# Whose the comments are that we write: they go with the next copy and are no trace of anybody's work.
COMMENT_AUTHOR, COMMENT_INITIALS = "nianbao", "nb"
