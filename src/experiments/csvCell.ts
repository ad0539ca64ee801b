/** A cell as a CSV file has it (RFC 4180): quoted where it would otherwise be read as several, or as a comment. */
export function csvCell(text: string): string {
  return /[",\r\n]|^\s*#|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
