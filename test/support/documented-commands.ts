/** One command of a page, as a person pastes it. */
export interface DocumentedCommand {
  /** Line of the page, counted from 1. */
  readonly line: number;
  /** Words as the shell gives them to the program, without the launcher. */
  readonly words: readonly string[];
  /** Variables that the block sets before it. */
  readonly env: Readonly<Record<string, string>>;
}

/** What a page has the reader type. */
export interface DocumentedPage {
  readonly commands: readonly DocumentedCommand[];
  /** Commands of other programs, as they stand there. */
  readonly others: readonly string[];
  /** Words behind `total-setup` in running text: `okta plan`. */
  readonly mentions: readonly string[];
}

const SHELL_BLOCK = /^```(?:sh|bash|powershell)\n([\s\S]*?)^```/gm;
/** A block within a list is indented, and has no fence. */
const INDENTED_BLOCK = /^ {4,}((?:npx )?total-setup (?:[^\n]*\\\n)*[^\n]*)/gm;
const MENTION = /`(?:npx )?total-setup ((?:okta|entra|report|sandbox|setups|target|template|completion)[^`]*)`/g;

/** Takes the commands out of a page of Markdown. */
export function commandsIn(page: string): DocumentedPage {
  const commands: DocumentedCommand[] = [];
  const others: string[] = [];
  for (const pattern of [SHELL_BLOCK, INDENTED_BLOCK]) {
    for (const match of page.matchAll(pattern)) {
      const env: Record<string, string> = {};
      const firstLine = page.slice(0, match.index).split("\n").length + (pattern === SHELL_BLOCK ? 1 : 0);
      for (const { text, line } of linesOf(match[1] ?? "")) {
        for (const part of text.split(/\s*(?:&&|;)\s*/)) {
          const words = wordsOf(part);
          const variables = variablesIn(words);
          const own = ownWords(words);
          if (variables !== undefined) Object.assign(env, variables);
          else if (own !== undefined) commands.push({ line: firstLine + line, words: own, env: { ...env } });
          else if (words.length > 0) others.push(part);
        }
      }
    }
  }
  const mentions = [...page.replaceAll(SHELL_BLOCK, "").matchAll(MENTION)].map(([, words = ""]) => words);
  return { commands, others, mentions };
}

/** Lines without comments; one that ends with a backslash and its next are one. */
function linesOf(block: string): { readonly text: string; readonly line: number }[] {
  const lines: { text: string; line: number }[] = [];
  let open = false;
  for (const [line, raw] of block.split("\n").entries()) {
    const text = raw.replace(/(?:^|\s)#\s.*$/, "").trim();
    const last = lines.at(-1);
    if (open && last !== undefined) last.text = `${last.text.slice(0, -1).trimEnd()} ${text}`;
    else lines.push({ text, line });
    open = text.endsWith("\\");
  }
  return lines;
}

/** Words of a POSIX shell or PowerShell, as far as the pages need them: quotes group, and nothing is expanded. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replaceAll(/["']/g, ""));
}

/** `export A=b C=d`, or PowerShell's `$env:A = "b"`. */
function variablesIn(words: readonly string[]): Record<string, string> | undefined {
  const [first = "", sign, value] = words;
  if (first.startsWith("$env:") && sign === "=" && value !== undefined) return { [first.slice("$env:".length)]: value };
  if (first !== "export") return undefined;
  return Object.fromEntries(
    words.slice(1).map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]),
  );
}

function ownWords(words: readonly string[]): string[] | undefined {
  if (words[0] === "total-setup") return words.slice(1);
  return words[0] === "npx" && words[1] === "total-setup" ? words.slice(2) : undefined;
}
