import { NewsletterForm } from "./newsletter-form.tsx";
import { TrackingChoice } from "./tracking-choice.tsx";

/** The newsletter, and what kind of shop this is. */
export function Footer() {
  return (
    <footer className="footer">
      <div>
        <p className="footer-name">Cinder &amp; Crumb</p>
        <p>
          A demo shop: nothing is charged and nothing is sent. What happens here shows up in Admin Events.
        </p>
        <TrackingChoice />
      </div>
      <NewsletterForm />
    </footer>
  );
}
