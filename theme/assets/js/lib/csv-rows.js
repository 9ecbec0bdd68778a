/* Rows out of a published table, letter for letter: nothing is written anew, so that a choice of
   rows can be put beside the whole table (RFC 4180). */

/** The rows of a table, each with its line end; a line end within quotation marks is no end. */
export function rowsOf(text) {
  const rows = [];
  let start = 0;
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') inside = !inside;
    else if (text[at] === "\n" && !inside) {
      rows.push(text.slice(start, at + 1));
      start = at + 1;
    }
  }
  if (start < text.length) rows.push(text.slice(start));
  return rows;
}

/** The table's head, and those rows whose first cell is one of `ids`, in the table's order. */
export function selectRows(text, ids) {
  const [head, ...rows] = rowsOf(text);
  const first = (row) => /^"?([^",\r\n]*)/.exec(row)[1];
  return [head, ...rows.filter((row) => ids.has(first(row)))].join("");
}
