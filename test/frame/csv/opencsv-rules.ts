// The rules of opencsv 2.3 over BufferedReader.readLine once more, as plainly as possible: text, one
// character at a time, no speed. The reader is compared with it on generated input.

/** The records of a CSV text as the Java library finds them. */
export function recordsByRule(text: string, separator = ','): string[][] {
  const records: string[][] = [];
  let inField = false;
  let cells: string[] = [];
  let cell = '';
  let inQuotes = false;
  for (const line of linesOf(text)) {
    for (let i = 0; i < line.length; i++) {
      const char = line[i];
      const next = line[i + 1];
      const taken = inQuotes || inField;
      if (char === '\\') {
        if (taken && (next === '"' || next === '\\')) {
          cell += next;
          i++;
        }
      } else if (char === '"') {
        if (taken && next === '"') {
          cell += '"';
          i++;
        } else {
          const amid = i > 2 && line[i - 1] !== separator && next !== undefined;
          if (amid && next !== separator) cell = /^\s+$/.test(cell) ? '' : cell + '"';
          inQuotes = !inQuotes;
        }
        inField = !inField;
      } else if (char === separator && !inQuotes) {
        cells.push(cell);
        cell = '';
        inField = false;
      } else {
        cell += char;
        inField = true;
      }
    }
    if (inQuotes) {
      cell += '\n';
    } else {
      records.push([...cells, cell]);
      cells = [];
      cell = '';
    }
  }
  if (cells.length > 0) records.push(cells);
  return records;
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
