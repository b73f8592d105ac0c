import type { Mail } from "./mailbox.ts";

/** The mails as an HTML page. It reloads when a new mail arrives. */
export function renderMailboxPage(mails: readonly Mail[]): string {
  const newest = JSON.stringify(mails[0]?.id);

  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mailbox</title>
<style>
:root { color-scheme: light dark; }
body { max-width: 720px; margin: 0 auto; padding: 24px 20px 64px; font: 16px/1.6 system-ui, sans-serif;
  background: light-dark(#faf7f2, #171311); color: light-dark(#2a211c, #f2e8dc); }
h1 { margin: 0; font: 600 32px Georgia, serif; }
article { margin-top: 20px; padding: 16px 20px; border: 1px solid light-dark(#e5d9c9, #3b312b); border-radius: 12px;
  background: light-dark(#ffffff, #211b18); }
h2 { margin: 0; font-size: 17px; }
p { margin: 0; color: light-dark(#6b5d53, #b7a798); }
pre { margin: 12px 0 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: light-dark(#a83f22, #f19468); }
</style>
</head>
<body>
<main>
<h1>Mailbox</h1>
<p>Every mail that the demo sends.</p>
${mails.length > 0 ? mails.map(renderMail).join("\n") : "<p>No mails yet.</p>"}
</main>
<script>
setInterval(async () => {
  const [newest] = await (await fetch("/mails")).json();
  if (newest?.id !== ${newest}) location.reload();
}, 2000);
</script>
</body>
</html>
`;
}

function renderMail({ from, to, subject, text, receivedAt }: Mail): string {
  return `<article>
<h2>${escapeHtml(subject)}</h2>
<p>${escapeHtml(from)} to ${escapeHtml(to)} · <time datetime="${receivedAt.toISOString()}">${receivedAt.toISOString().slice(11, 19)} UTC</time></p>
<pre>${linkify(escapeHtml(text.trim()))}</pre>
</article>`;
}

function linkify(html: string): string {
  return html.replaceAll(/https?:\/\/[^\s<>"]+/g, (url) => `<a href="${url}">${url}</a>`);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
