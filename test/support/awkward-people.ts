const NAMES = [
  ["Zoë", "O'Brien-Łukasiewicz"],
  ["美咲", "佐藤"],
  ["محمد", "الحسن"],
  ['Anna "Annie"', "von, der Aa"],
  ["Ñandú", "Çelik"],
  ["X", "Æ A-Xii"],
  ["Иван", "Петров"],
  ["  Lee", "Smith  "],
] as const;

/** A people file with a byte order mark, CRLF, quotes, commas and non-Latin names; the first groups are `TOTAL-Admin` and `Förderung, Süd`. */
export function awkwardPeople(people: number, groups: number): string {
  const names = [
    "TOTAL-Admin",
    "Förderung, Süd",
    ...Array.from({ length: groups - 2 }, (_, index) => `Team ${String(index)} 🚀`),
  ];
  const rows = Array.from({ length: people }, (_, index) => {
    const [given, family] = NAMES[index % NAMES.length] ?? ["A", "B"];
    const mail = `person.${String(index)}+tag@people.example`;
    const own = [names[index % names.length], ...(index % 5 === 0 ? [names[(index + 1) % names.length]] : [])].join(
      ";",
    );
    return [
      mail,
      given,
      family,
      mail,
      `${given} ${family}`,
      'Head of "Things"',
      "R&D",
      index % 50 === 7 ? "FALSE" : "",
      own,
    ]
      .map(quoted)
      .join(",");
  });
  return `\uFEFFuserName,givenName,familyName,email,displayName,title,department,active,groups\r\n${rows.join("\r\n")}\r\n`;
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}
