import type { Plan } from "../api.ts";

const plans: { plan: Plan; title: string; words: string }[] = [
  { plan: "free", title: "Guest", words: "Buy what you like, when you like." },
  { plan: "club", title: "Crumb Club", words: "10% off everything, and first pick of small lots." },
];

/** The plans to choose from. */
export function PlanChoice({ value, onChange }: { value: Plan; onChange: (plan: Plan) => void }) {
  return (
    <fieldset className="plans">
      <legend>Plan</legend>
      {plans.map(({ plan, title, words }) => (
        <label key={plan}>
          <input
            type="radio"
            name="plan"
            value={plan}
            checked={value === plan}
            onChange={() => onChange(plan)}
          />
          <b>{title}</b>
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
