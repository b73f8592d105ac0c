// Ends with 0 when the server in this container answers.
const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).catch(() => null);

process.exit(answer?.ok ? 0 : 1);
