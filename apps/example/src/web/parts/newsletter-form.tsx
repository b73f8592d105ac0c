import type { events } from "@admin-events/catalog";
import { useTrack } from "@admin-events/client/react";
import type { FormEvent } from "react";
import { useState } from "react";
import { textIn } from "../text-in.ts";

/** Asks for an address to send news to. The demo keeps no list; it tracks that somebody wanted it. */
export function NewsletterForm() {
  const track = useTrack<typeof events>();
  const [isSubscribed, setSubscribed] = useState(false);

  const subscribe = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = textIn(event.currentTarget, "email");

    track("newsletter.subscribed", { source: "footer", email });
    setSubscribed(true);
  };

  if (isSubscribed) return <p role="status">Lovely. We write when something good is on the drum.</p>;

  return (
    <form className="newsletter" onSubmit={subscribe}>
      <label htmlFor="newsletter-email">New coffees, about once a month</label>
      <div className="joined">
        <input
          id="newsletter-email"
          name="email"
          type="email"
          required
          autoComplete="email"
          placeholder="you@example.com"
        />
        <button type="submit">Subscribe</button>
      </div>
    </form>
  );
}
