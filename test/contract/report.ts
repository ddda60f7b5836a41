import type { ContractReport } from "./validate.js";

/** The report for a person: what was held against the description, what is excepted and why, what is wrong. */
export function renderReport(title: string, { checked, failures, excepted, undescribed }: ContractReport): string {
  const exchanges = [...checked.values()].reduce((sum, one) => sum + one, 0);
  const findings = [...excepted].map(([{ what, source }, found]) => {
    const operations = [...new Set(found.map(({ operation }) => operation))].join(", ");
    return `  - ${operations}: ${what} (${source})`;
  });
  const wrong = failures.map(
    ({ operation, request, part, field, what }) => `  - ${operation}: ${part} ${field}: ${what} (${request})`,
  );
  return [
    `${title}: ${String(exchanges)} requests with their answers, ${String(checked.size)} operations`,
    ...section(
      "Not in the subset",
      [...undescribed].map(([request, times]) => `  - ${request} (${String(times)} x)`),
    ),
    ...section("Otherwise than described, and right", findings),
    ...section("Otherwise than described", [...new Set(wrong)]),
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines];
}
