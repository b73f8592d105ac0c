import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";

/** Answers to calls, which nothing holds back, and messages of the live feed, which wait for the reader. */
const MAX_BUFFERED_BYTES = 16 * 1024 * 1024;
/** What may be under way to a reader. On a line of 50 KB/s this is five seconds. */
const WINDOW_BYTES = 256 * 1024;
const MAX_SILENCE_MS = 60_000;

/**
 * A WebSocket that knows how far its reader is. The operating system and proxies take in megabytes, so only an answer of the other
 * end shows progress: after each {@link WINDOW_BYTES} it pings, and waits for the pong.
 */
export class PacedWebSocket extends WebSocket {
  #sentSincePong = 0;
  #pong: Promise<void> | null = null;

  /** Buffers hold encoded text. */
  override send(data: SendData, options?: SendOptions | SendCallback, callback?: SendCallback): void {
    this.#sentSincePong += Buffer.isBuffer(data) ? data.byteLength : String(data as string).length;
    if (this.bufferedAmount > MAX_BUFFERED_BYTES) this.close(1013, "Client reads too slowly");
    else if (Buffer.isBuffer(data)) super.send(data, { binary: false });
    else if (typeof options === "object") super.send(data, options, callback);
    else super.send(data, options);
  }

  /** Resolves when the reader has received what was sent, except for a window. Closes a connection whose reader is gone. */
  async waitForReader(): Promise<void> {
    if (this.#sentSincePong < WINDOW_BYTES || this.readyState !== WebSocket.OPEN) return;
    this.#pong ??= this.#ping().finally(() => (this.#pong = null));
    await this.#pong;
  }

  async #ping(): Promise<void> {
    const sentBefore = this.#sentSincePong;
    const { promise: ended, resolve } = Promise.withResolvers<boolean>();
    const onPong = () => resolve(true);
    this.once("pong", onPong).once("close", onPong);
    this.ping();

    const hasAnswered = await Promise.race([ended, sleep(MAX_SILENCE_MS, false, { ref: false })]);
    this.off("pong", onPong).off("close", onPong);
    if (hasAnswered) this.#sentSincePong -= sentBefore;
    else this.terminate();
  }
}

type SendData = Parameters<WebSocket["send"]>[0];
type SendOptions = Parameters<WebSocket["send"]>[1];
type SendCallback = Parameters<WebSocket["send"]>[2];
