const format = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });

/** An amount of euros: €14.50. */
export function Money({ amount }: { amount: number }) {
  return <span className="money">{format.format(amount)}</span>;
}
