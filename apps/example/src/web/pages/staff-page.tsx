import { useCallback, useEffect, useState } from "react";
import type { Account, Plan } from "../api.ts";
import { changeCustomersPlan, fetchCustomers } from "../api.ts";
import { Problem } from "../parts/problem.tsx";
import { useAction } from "../use-action.ts";
import { useTitle } from "../use-title.ts";

/** For the shop's staff: the newest customers and their plans. */
export function StaffPage() {
  useTitle("Customers");
  const [customers, setCustomers] = useState<Account[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    fetchCustomers().then(setCustomers, (error: Error) => setProblem(error.message));
  }, []);

  return (
    <section className="account">
      <header>
        <h1>Customers</h1>
        <p>Every change of a plan is logged with who made it.</p>
      </header>
      <Problem problem={problem} />
      {customers && (
        <section className="panel">
          <ul className="customers">
            {customers.map((customer) => (
              <Customer key={customer.id} customer={customer} />
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

function Customer({ customer }: { customer: Account }) {
  const [plan, setPlan] = useState(customer.plan);
  const change = useAction(
    useCallback(
      async (to: Plan) => setPlan((await changeCustomersPlan(customer.id, to)).plan),
      [customer.id],
    ),
  );

  return (
    <li>
      <label>
        {customer.name ?? customer.email}{" "}
        <select
          value={plan}
          disabled={change.isRunning}
          onChange={({ target }) => void change.run(target.value as Plan)}
        >
          <option value="free">Guest</option>
          <option value="club">Crumb Club</option>
        </select>
      </label>
      <Problem problem={change.problem} />
    </li>
  );
}
