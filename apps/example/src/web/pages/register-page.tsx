import type { FormEvent } from "react";
import { useCallback, useState } from "react";
import type { Plan, Registration } from "../api.ts";
import { register } from "../api.ts";
import { Link } from "../navigation.tsx";
import { Field } from "../parts/field.tsx";
import { LookInMailbox } from "../parts/look-in-mailbox.tsx";
import { PlanChoice } from "../parts/plan-choice.tsx";
import { Problem } from "../parts/problem.tsx";
import { textIn } from "../text-in.ts";
import { useAction } from "../use-action.ts";
import { useTitle } from "../use-title.ts";

const sources = ["A friend", "Search", "Instagram", "A market stall", "Somewhere else"];

/** Creates an account. */
export function RegisterPage() {
  const [plan, setPlan] = useState<Plan>("free");
  const [sentTo, setSentTo] = useState<string | null>(null);
  useTitle("Create an account");

  const registration = useAction(
    useCallback(async (details: Registration) => {
      await register(details);
      setSentTo(details.email);
    }, []),
  );

  if (sentTo) {
    return (
      <LookInMailbox>
        A link is on its way to <b>{sentTo}</b>.
      </LookInMailbox>
    );
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const source = textIn(form, "source").toLowerCase() || undefined;

    void registration.run({ name: textIn(form, "name"), email: textIn(form, "email"), plan, source });
  };

  return (
    <section className="narrow">
      <h1>Come in</h1>
      <p>
        An account takes a name and an address. We send a link; there is no password. Have one already?{" "}
        <Link href="/sign-in">Sign in</Link>
      </p>
      <form onSubmit={submit}>
        <Field label="Name" name="name" autoComplete="name" required maxLength={100} />
        <Field label="E-mail address" name="email" type="email" autoComplete="email" required />
        <PlanChoice value={plan} onChange={setPlan} />
        <div className="field">
          <label htmlFor="source">How did you find us?</label>
          <select id="source" name="source" defaultValue="">
            <option value="">I would rather not say</option>
            {sources.map((source) => (
              <option key={source}>{source}</option>
            ))}
          </select>
        </div>
        <Problem problem={registration.problem} />
        <button type="submit" className="button" disabled={registration.isRunning}>
          Create the account
        </button>
      </form>
    </section>
  );
}
