"""The columns of a sheet of entries, and cells that no spreadsheet takes for a formula."""

COLUMNS = {
    "name": "编号",
    "question": "标准问",
    "phrasings": "相似问",
    "answer": "答复",
    "category": "分类",
    "area": "区域",
    "office": "负责单位",
    "topic": "可登记的事项",
    "valid_from": "生效日",
    "valid_until": "截止日",
    "state": "状态",
}
"""Field → heading. 编号 is empty for a new entry; 相似问 has one to a line; 状态 is only told."""

NEEDED = ("question", "answer")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text as a cell: what a spreadsheet would take for a formula gets a ' before it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def meant(cell: str) -> str:
    """The text that a cell means: without the ' that `harmless` has put before it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell
