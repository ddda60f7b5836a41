import stringWidth from "string-width";

const ESCAPE = "\u001b";
const SEQUENCE = new RegExp(`^${ESCAPE}\\[([?\\d;]*)([A-Za-z])`);

/** The lines that a terminal shows after this output: what spinners and prompts draw and take away again is not among them. */
export function renderedScreen(output: string, columns: number): string[] {
  const rows: string[][] = [[]];
  let [row, column] = [0, 0];
  const move = (to: number): void => {
    row = Math.max(0, to);
    while (rows.length <= row) rows.push([]);
  };
  const sequence = (numbers: string, letter: string): void => {
    const amount = Number(numbers === "" ? "1" : numbers.split(";")[0]);
    if (letter === "A") move(row - amount);
    if (letter === "B") move(row + amount);
    if (letter === "C") column += amount;
    if (letter === "D") column = Math.max(0, column - amount);
    if (letter === "G") column = amount - 1;
    if (letter === "K") rows[row] = numbers === "2" ? [] : (rows[row] ?? []).slice(0, column);
    if (letter === "J" && numbers !== "2") rows.length = row + 1;
  };
  let rest = output;
  while (rest !== "") {
    const [whole = "", numbers = "", letter = ""] = SEQUENCE.exec(rest) ?? [];
    if (whole !== "") {
      sequence(numbers, letter);
      rest = rest.slice(whole.length);
      continue;
    }
    const [character = ""] = rest;
    rest = rest.slice(character.length);
    if (character === "\n") {
      move(row + 1);
      column = 0;
    } else if (character === "\r") column = 0;
    else if (character >= " ") {
      const wide = stringWidth(character);
      if (column + wide > columns) {
        move(row + 1);
        column = 0;
      }
      const cells = (rows[row] ??= []);
      while (cells.length < column) cells.push(" ");
      cells[column] = character;
      if (wide === 2) cells[column + 1] = "";
      column += wide;
    }
  }
  const lines = rows.map((cells) => cells.join("").trimEnd());
  while (lines.at(-1) === "") lines.pop();
  return lines;
}
