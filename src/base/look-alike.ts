/**
 * Foreign letters by the Latin letter that they look like, in both cases: Cyrillic, Greek, Armenian, Cherokee and rare Latin
 * letters, with two digits, dashes and quotation marks (a small part of Unicode UTS 39, confusables.txt). Full-width and
 * ornamental forms are missing because NFKC folds them.
 */
const TAKEN_FOR: Readonly<Record<string, string>> = {
  a: "\u0410\u0430\u0391\u03b1\u0251\u13aa",
  b: "\u0412\u0432\u0392\u042c\u044c\u13f4",
  c: "\u0421\u0441\u03f9\u03f2\u13df",
  d: "\u0501\u13a0",
  e: "\u0415\u0435\u0395\u03b5\u13ac",
  f: "\u03dc",
  g: "\u0261\u050c",
  h: "\u041d\u043d\u0397\u04ba\u04bb\u13bb",
  i: "\u0406\u0456\u0399\u03b9\u0131",
  j: "\u0408\u0458",
  k: "\u041a\u043a\u039a\u03ba\u13e6",
  l: "1|\u04c0\u04cf",
  m: "\u041c\u043c\u039c\u13b7",
  n: "\u039d\u03b7\u043f\u0578",
  o: "0\u041e\u043e\u039f\u03bf\u03c3\u0555\u0585",
  p: "\u0420\u0440\u03a1\u03c1",
  q: "\u051a\u051b",
  r: "\u0433",
  s: "\u0405\u0455\u13da",
  t: "\u0422\u0442\u03a4\u03c4\u13a2",
  u: "\u03bc\u03c5\u054d\u057d",
  v: "\u0474\u0475\u03bd",
  w: "\u051c\u051d\u0461\u03c9\u13b3",
  x: "\u0425\u0445\u03a7\u03c7",
  y: "\u0423\u0443\u03a5\u03b3\u04ae\u04af",
  z: "\u0396\u13c3",
  "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
  "'": "\u2018\u2019\u02bc",
  '"': "\u201c\u201d",
};

const LATIN = new Map(
  Object.entries(TAKEN_FOR).flatMap(([latin, all]) => Array.from(all, (one) => [one, latin] as const)),
);

/** Invisible characters and all kinds of whitespace; U+2800 is an empty Braille cell. */
const UNSEEN = /[\s\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\u2800]/gu;

/** Whether two different names are easily confused: they differ in case, spaces, invisible characters or similar letters. */
export function looksAlike(one: string, other: string): boolean {
  if (one === other) return false;
  const [left, right] = [seen(one), seen(other)];
  return left.toLowerCase() === right.toLowerCase() || inLatin(left) === inLatin(right);
}

/** The characters beyond ASCII that a name has and the other one does not, for example `U+0422`. */
export function oddCharacters(name: string, other: string): string[] {
  const odd = Array.from(name).filter((one) => !other.includes(one) && (one < " " || one > "~"));
  return [...new Set(odd)].map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
}

function seen(name: string): string {
  return name.normalize("NFKC").replace(UNSEEN, "");
}

/** Letters first, case after: an upper-case letter and its lower-case form may look like two different Latin letters. */
function inLatin(name: string): string {
  return Array.from(name, (one) => LATIN.get(one) ?? one)
    .join("")
    .toLowerCase();
}
