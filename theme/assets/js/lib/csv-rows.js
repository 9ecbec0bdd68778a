/* Rows out of a published table, letter for letter: nothing is written anew, so that a choice of
   rows can be put beside the whole table (RFC 4180). */

// A row with its line end; a line end within quotation marks is no end.
const ROW = /(?:"[^"]*"|[^"\n]+)+\n?|\n/g;

/** The table's head, and those rows whose first cell is one of `ids`, in the table's order. */
export function selectRows(text, ids) {
  const [head, ...rows] = text.match(ROW);
  const first = (row) => /^"?([^",\r\n]*)/.exec(row)[1];
  return [head, ...rows.filter((row) => ids.has(first(row)))].join("");
}
