import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a machine has signed: the request as it arrived. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as they were sent, e.g. `/api/v1/voice-response/surveys?limit=20`. */
  readonly url: string;
  /** Empty when there is no body. */
  readonly body: string;
}

/** What the header says: when it was signed, and the HMAC. */
interface Signature {
  readonly seconds: number;
  readonly hmac: Buffer;
}

/** Whole seconds by which the clocks of the two machines may differ; what was overheard works no longer. */
const TOLERANCE_SECONDS = 300;

const HEADER = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/** `WRONG` tells nothing more: missing, misspelt, of another secret or about another request. */
export type SignatureVerdict = 'GOOD' | 'WRONG' | 'OUT_OF_DATE';

/** The value of the `X-Signature` header: `t=<seconds since 1970>,v1=<HMAC-SHA-256 in small hexadecimal digits>`. */
export function sign(secret: string, request: SignedRequest, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${hmacOf(secret, request, seconds).toString('hex')}`;
}

/** Takes as long for a wrong signature as for a right one. @param secret null when there is none: nothing is right */
export function judgeSignature(secret: string | null, request: SignedRequest, header: unknown, at: Date): SignatureVerdict {
  const given = readHeader(header);
  if (secret === null || given === null) return 'WRONG';
  if (!timingSafeEqual(hmacOf(secret, request, given.seconds), given.hmac)) return 'WRONG';
  return Math.abs(at.getTime() / 1000 - given.seconds) > TOLERANCE_SECONDS ? 'OUT_OF_DATE' : 'GOOD';
}

/** Signed is `<seconds>.<METHOD>.<path and query>.<body>`, in UTF-8. */
const hmacOf = (secret: string, { method, url, body }: SignedRequest, seconds: number): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.${method}.${url}.${body}`).digest();

function readHeader(header: unknown): Signature | null {
  const [, seconds, hmac] = (typeof header === 'string' && HEADER.exec(header)) || [];
  return seconds === undefined || hmac === undefined ? null : { seconds: Number(seconds), hmac: Buffer.from(hmac, 'hex') };
}
