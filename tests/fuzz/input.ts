/** One request to throw at the service, with what is known of it. */
export interface FuzzInput {
  /** What kind of malice it is, for the report. */
  kind: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  /** Written to the socket as it is, instead of as a well-formed request. */
  raw?: Buffer;
  /** Records in it that could be stored at most; a body that cannot be read counts as one. */
  records: number;
}
