import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { findProduct, formatEuros } from "../../products.ts";
import type { Me } from "../api.ts";
import { callApi } from "../api.ts";
import { Field, Form } from "../form.tsx";

export function RegisterPage() {
  const [sentTo, setSentTo] = useState("");
  if (sentTo) return <CheckYourMail>We sent a sign-in link to {sentTo}.</CheckYourMail>;

  const register = async ({ name, email = "", club }: Record<string, string>) => {
    await callApi("/register", { name, email, plan: club ? "club" : "free" });
    setSentTo(email);
  };

  return (
    <>
      <h1>Create an account</h1>
      <p>
        There is no password: we send you a link. Already registered? <a href="/sign-in">Sign in</a>
      </p>
      <Form button="Create account" onSubmit={register}>
        <Field label="Name" name="name" autoComplete="name" maxLength={100} />
        <Field label="Email" name="email" type="email" autoComplete="email" />
        <Field label="Join the Crumb Club: 10% off everything" name="club" type="checkbox" />
      </Form>
    </>
  );
}

/** Signs in with the token of a mailed link, or asks for the email address to send one to. */
export function SignInPage() {
  const token = new URLSearchParams(location.search).get("token");
  const [error, setError] = useState("");
  const [sentTo, setSentTo] = useState("");

  useEffect(() => {
    if (!token) return;
    callApi("/sign-in", { token }).then(
      () => location.replace("/account"),
      (error: Error) => setError(error.message),
    );
  }, [token]);

  if (sentTo) return <CheckYourMail>If {sentTo} has an account, we sent a link to it.</CheckYourMail>;
  if (token && !error) return <h1>Signing in …</h1>;

  const requestLink = async ({ email = "" }) => {
    await callApi("/sign-in-link", { email });
    setSentTo(email);
  };

  return (
    <>
      <h1>Sign in</h1>
      <p role="alert">{error}</p>
      <p>
        We send you a link. New here? <a href="/register">Create an account</a>
      </p>
      <Form button="Send link" onSubmit={requestLink}>
        <Field label="Email" name="email" type="email" autoComplete="email" />
      </Form>
    </>
  );
}

function CheckYourMail({ children }: { children: ReactNode }) {
  return (
    <div role="status">
      <h1>Check your email</h1>
      <p>{children} The link works once, for 15 minutes.</p>
    </div>
  );
}

export function AccountPage({ me: { customer, orders } }: { me: Me }) {
  if (!customer) return <SignInPage />;

  return (
    <>
      <h1>{customer.name}</h1>
      <p>
        {customer.email} · {customer.plan === "club" ? "Crumb Club" : "Guest"}
      </p>
      <h2>Orders</h2>
      {orders.length === 0 && <p className="muted">No orders yet.</p>}
      <ul className="rows">
        {orders.map(({ id, sku, quantity, totalCents }) => (
          <li key={id}>
            <span>
              {quantity} × {findProduct(sku)?.name ?? sku} <span className="muted">{id}</span>
            </span>
            <span>{formatEuros(totalCents / 100)}</span>
          </li>
        ))}
      </ul>
      <Form button="Sign out" onSubmit={() => callApi("/sign-out", {}).then(() => location.assign("/"))} />
    </>
  );
}
