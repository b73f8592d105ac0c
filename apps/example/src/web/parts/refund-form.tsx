import type { FormEvent } from "react";
import { useCallback } from "react";
import { refundOrder } from "../api.ts";
import { useShop } from "../shop-provider.tsx";
import { textIn } from "../text-in.ts";
import { useAction } from "../use-action.ts";
import { Problem } from "./problem.tsx";

const reasons = ["damaged", "late", "wrong grind", "changed my mind"];

/** Gives an order back for a reason. */
export function RefundForm({ orderId }: { orderId: string }) {
  const { refresh } = useShop();
  const refund = useAction(
    useCallback(
      async (reason: string) => {
        await refundOrder(orderId, reason);
        await refresh();
      },
      [orderId, refresh],
    ),
  );

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void refund.run(textIn(event.currentTarget, "reason"));
  };

  return (
    <form className="give-back" onSubmit={submit}>
      <select name="reason" required defaultValue="" aria-label={`Why order ${orderId} comes back`}>
        <option value="" disabled>
          It was …
        </option>
        {reasons.map((reason) => (
          <option key={reason}>{reason}</option>
        ))}
      </select>
      <button type="submit" className="button plain" disabled={refund.isRunning}>
        Give back
      </button>
      <Problem problem={refund.problem} />
    </form>
  );
}
