/* Dates as people in the UK write them, to ISO 8601. */

const MONTHS =
  "january february march april may june july august september october november december".split(" ");

/** "29/8/2022", "29 August 2022", "8/2022", "Aug 2022", "2022" or ISO, as ISO; "" for anything else. */
export function isoDate(text) {
  const plain = text.trim().toLowerCase().replace(/(\d)(?:st|nd|rd|th)\b/, "$1");
  const parts = plain.split(/[\s,./-]+/);
  if (!/^\d{4}$/.test(parts[0])) parts.reverse();
  const [year, named = "1", day = "1", ...more] = parts;
  const name = named.length > 2 ? MONTHS.findIndex((one) => one.startsWith(named)) + 1 : 0;
  const month = Number(named) || name;
  const date = new Date(Date.UTC(year, month - 1, day));
  const there = date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day);
  if (more.length || !/^(?:19|20|21)\d\d$/.test(year) || !/^\d{1,2}$/.test(day) || !there) return "";
  return date.toISOString().slice(0, [4, 7, 10][parts.length - 1]);
}

/** Today, in this browser's time zone. */
export function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
