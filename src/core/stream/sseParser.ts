/** One server-sent event. */
export interface SseMessage {
  event: string;
  data: string;
  /** Last id the stream has given, this event's own or an earlier one; empty when none was given. */
  id: string;
}

/**
 * Reads server-sent events from bytes that arrive in any pieces: a piece may end inside a character, a line or an event.
 * An event that is not closed by an empty line is never given out.
 */
export class SseParser {
  private readonly decoder = new TextDecoder('utf-8');
  private rest = '';
  private event = '';
  private data: string[] = [];
  private id = '';

  /** @returns the events completed by this piece, in order */
  push(bytes: Uint8Array): SseMessage[] {
    this.rest += this.decoder.decode(bytes, { stream: true });
    const messages: SseMessage[] = [];
    for (let line = this.takeLine(); line !== null; line = this.takeLine()) {
      const message = this.readLine(line);
      if (message) {
        messages.push(message);
      }
    }
    return messages;
  }

  /** Lines end with LF, CR or CR LF; a CR at the very end may be the half of a CR LF, so it waits. */
  private takeLine(): string | null {
    const end = this.rest.search(/[\r\n]/);
    if (end < 0 || (this.rest[end] === '\r' && end === this.rest.length - 1)) {
      return null;
    }
    const line = this.rest.slice(0, end);
    const width = this.rest.startsWith('\r\n', end) ? 2 : 1;
    this.rest = this.rest.slice(end + width);
    return line;
  }

  private readLine(line: string): SseMessage | null {
    if (line === '') {
      return this.dispatch();
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') {
      this.data.push(value);
    } else if (field === 'event') {
      this.event = value;
    } else if (field === 'id' && !value.includes('\0')) {
      this.id = value;
    }
    return null;
  }

  private dispatch(): SseMessage | null {
    const message =
      this.data.length === 0 ? null : { event: this.event || 'message', data: this.data.join('\n'), id: this.id };
    this.event = '';
    this.data = [];
    return message;
  }
}
