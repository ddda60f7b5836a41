import { expect, test } from "vitest";
import { escrowCause } from "../../../../src/sandbox/entra/engine/quarantine.js";

test.each([
  [12_499, 5_000, "EncounteredEscrowProportionThreshold"],
  [12_500, 5_000, undefined],
  [4_999, 4_999, undefined],
  [1_000_000, 40_000, undefined],
  [1_000_000, 40_001, "EncounteredTotalEscrowThreshold"],
])("of %i objects %i failures lead to %s", (attempted, failed, reason) => {
  expect(escrowCause(attempted, failed)?.reason).toBe(reason);
});
