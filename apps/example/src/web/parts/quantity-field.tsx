/** How many of something: a number with a button on either side. */
export function QuantityField({
  of,
  value,
  least = 1,
  onChange,
}: {
  /** The thing that is counted, for those who do not see the page. */
  of: string;
  value: number;
  least?: number;
  onChange: (quantity: number) => void;
}) {
  return (
    <div className="quantity" role="group" aria-label={`Quantity of ${of}`}>
      <button
        type="button"
        aria-label="One less"
        disabled={value <= least}
        onClick={() => onChange(value - 1)}
      >
        −
      </button>
      <output aria-live="polite">{value}</output>
      <button type="button" aria-label="One more" disabled={value >= 20} onClick={() => onChange(value + 1)}>
        +
      </button>
    </div>
  );
}
