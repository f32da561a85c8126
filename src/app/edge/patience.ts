import type { Socket } from 'node:net';
import { newId } from '../../kernel/ids.ts';
import { frameworkProblem, toProblemDocument } from '../../platform/http/index.ts';
import { BARE_HEADERS } from './security-headers.ts';

/**
 * How long somebody may take to ask, and how many may be there at once. Who sends a request byte by byte holds a connection for these
 * times at most; a proxy in front holds back whatever of it does not look like a request.
 */
export const PATIENCE = {
  /** The whole request, a photograph over a slow line included. */
  requestTimeout: 120_000,
  /** Longer than the 60 seconds for which proxies keep an idle connection, so that they never speak into one that was just closed. */
  keepAliveTimeout: 65_000,
  http: {
    /** The head alone. */
    headersTimeout: 15_000,
    /** How often it is looked for connections whose time is over. */
    connectionsCheckingInterval: 5_000,
    /** Of the head. */
    maxHeaderSize: 16_384,
  },
} as const;

/** Connections of one process. More are refused at once, which is better than answering nobody. */
export const MOST_CONNECTIONS = 4_000;

interface BrokenRequest extends Error {
  readonly code?: string;
}

const STATUS_OF: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};
const MALFORMED = 400;

/** Answers what is no request of HTTP at all: no route, hook or filter ever sees it. */
export function answerBroken(error: BrokenRequest, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_OF[error.code ?? ''] ?? MALFORMED;
  const requestId = newId();
  const body = JSON.stringify(toProblemDocument(frameworkProblem(status)!, 'zh-TW', requestId));
  const headers = {
    ...BARE_HEADERS,
    'x-request-id': requestId,
    'content-language': 'zh-TW',
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const head = [`HTTP/1.1 ${status} ${REASONS[status]!}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
