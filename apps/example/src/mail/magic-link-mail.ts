import type { OutgoingMail } from "./mailer.ts";

/** The mail with the link that signs somebody in. The first one a person gets also confirms their address. */
export function magicLinkMail(
  { email, name, isConfirmed }: { email: string; name: string; isConfirmed: boolean },
  link: string,
): OutgoingMail {
  const subject = isConfirmed ? "Your sign-in link" : "Confirm your address";
  const opening = isConfirmed
    ? "Here is your way back into the shop."
    : "Good to have you. One click and your account is ready.";
  const button = isConfirmed ? "Sign in" : "Confirm and sign in";
  const ending = "The link works once, for the next 15 minutes. If you did not ask for it, let it be.";

  return {
    to: email,
    subject,
    text: `Hello ${name},\n\n${opening}\n\n${button}: ${link}\n\n${ending}\n\nCinder & Crumb\n`,
    html: `<!doctype html>
<html lang="en">
  <body style="margin:0;padding:32px 16px;background:#f6f1ea;color:#2a211c;font:16px/1.6 Georgia,serif">
    <div style="max-width:460px;margin:0 auto;padding:32px;background:#fffdf9;border-radius:14px">
      <p style="margin:0 0 20px;font-size:20px">Cinder &amp; Crumb</p>
      <p style="margin:0 0 8px">Hello ${escapeHtml(name)},</p>
      <p style="margin:0 0 24px">${opening}</p>
      <p style="margin:0 0 24px">
        <a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 22px;border-radius:999px;background:#a83f22;color:#fff;text-decoration:none;font-family:system-ui,sans-serif">${button}</a>
      </p>
      <p style="margin:0;color:#6f6259;font-size:14px">${ending}</p>
    </div>
  </body>
</html>
`,
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
