/** As `1 user`, `1,240 users`. */
export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${inThousands(amount)} ${amount === 1 ? one : many}`;
}

/** As `1,240`. */
export function inThousands(amount: number): string {
  return amount.toLocaleString("en-US");
}
