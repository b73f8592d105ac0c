import { Form } from "@remix-run/react";
import { Button } from "../../ui/button.tsx";
import { Brand } from "../brand.tsx";

/** Shown to signed-in users who are not admins. */
export function NotAnAdmin({ email, adminEmail }: { email: string; adminEmail: string | null }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center px-6 py-16">
      <Brand />
      <h1 className="text-title mt-8 font-semibold">You don't have access</h1>
      <p className="text-muted mt-2">
        You're signed in as <b className="text-foreground font-semibold">{email}</b>, which isn't an admin
        account. Ask{" "}
        {adminEmail ? (
          <a className="text-foreground underline underline-offset-2" href={`mailto:${adminEmail}`}>
            {adminEmail}
          </a>
        ) : (
          "the person who runs this server"
        )}{" "}
        for access, then reload this page.
      </p>
      <Form method="post" action="/sign-out" className="mt-6">
        <Button type="submit">Sign in with another email</Button>
      </Form>
    </main>
  );
}
