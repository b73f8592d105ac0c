// Health check of the container: exits with 0 if the server responds.
const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).catch(() => null);

process.exit(answer?.ok ? 0 : 1);
