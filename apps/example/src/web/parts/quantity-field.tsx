import { mostOfOne } from "../use-cart.ts";

/** How many of something: a number with a button on either side. */
export function QuantityField({
  of,
  value,
  onChange,
}: {
  /** The thing that is counted, for those who do not see the page. */
  of: string;
  value: number;
  onChange: (quantity: number) => void;
}) {
  return (
    <div className="quantity" role="group" aria-label={`Quantity of ${of}`}>
      <button type="button" aria-label="One less" disabled={value <= 1} onClick={() => onChange(value - 1)}>
        −
      </button>
      <output aria-live="polite">{value}</output>
      <button
        type="button"
        aria-label="One more"
        disabled={value >= mostOfOne}
        onClick={() => onChange(value + 1)}
      >
        +
      </button>
    </div>
  );
}
