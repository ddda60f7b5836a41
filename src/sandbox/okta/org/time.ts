/** A time as apps, groups and users show it: whole seconds with `.000Z`. Source: recorded traffic, 2025. */
export function resourceTime(milliseconds: number): string {
  return `${seconds(milliseconds)}.000Z`;
}

/** A time as group push mappings show it: without milliseconds. Source: recorded traffic, March 2026. */
export function mappingTime(milliseconds: number): string {
  return `${seconds(milliseconds)}Z`;
}

/** A time as the System Log shows it. */
export function logTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function seconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19);
}
