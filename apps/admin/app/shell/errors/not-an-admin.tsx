import { Form } from "@remix-run/react";
import { Button } from "../../ui/button.tsx";
import { Brand } from "../brand.tsx";

/** For someone who is signed in but may not look: whom to ask, and the way out. */
export function NotAnAdmin({ email, adminEmail }: { email: string; adminEmail: string | null }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center px-6 py-16">
      <Brand />
      <h1 className="text-title mt-8 font-semibold">You are not an admin here</h1>
      <p className="text-soft mt-2">
        You are signed in as <b className="text-ink font-semibold">{email}</b>, and this address may not look
        at the events. Ask{" "}
        {adminEmail ? (
          <a className="text-ink underline underline-offset-2" href={`mailto:${adminEmail}`}>
            {adminEmail}
          </a>
        ) : (
          "whoever runs this server"
        )}{" "}
        to make you an admin, then load this page again.
      </p>
      <Form method="post" action="/sign-out" className="mt-6">
        <Button type="submit">Sign in with another address</Button>
      </Form>
    </main>
  );
}
