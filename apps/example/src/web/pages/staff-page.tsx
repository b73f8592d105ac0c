import { useEffect, useState } from "react";
import type { Customer } from "../api.ts";
import { callApi } from "../api.ts";

/** The newest customers and their plans. Staff may change a plan; the activity log shows who did. */
export function StaffPage() {
  const [customers, setCustomers] = useState<Customer[]>([]);
  const [error, setError] = useState("");
  const showError = (error: Error) => setError(error.message);

  useEffect(() => {
    callApi<Customer[]>("/staff/customers").then(setCustomers, showError);
  }, []);

  const changePlan = (id: string, plan: string) =>
    callApi<Customer>(`/staff/customers/${id}/plan`, { plan }).then(
      (changed) => setCustomers((all) => all.map((one) => (one.id === id ? changed : one))),
      showError,
    );

  return (
    <>
      <h1>Customers</h1>
      <p role="alert">{error}</p>
      <ul className="rows">
        {customers.map(({ id, name, plan }) => (
          <li key={id}>
            <label htmlFor={id}>{name}</label>
            <select id={id} value={plan} onChange={({ target }) => void changePlan(id, target.value)}>
              <option value="free">Guest</option>
              <option value="club">Crumb Club</option>
            </select>
          </li>
        ))}
      </ul>
    </>
  );
}
