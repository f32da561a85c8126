import { type DestinationStream, pino, type Logger } from 'pino';

/**
 * Structured lines. What is logged of a request is chosen by whoever logs; nothing of it is serialised by itself.
 *
 * @param to standard output when left out
 */
export const requestLogger = (level: string, to?: DestinationStream): Logger =>
  to === undefined ? pino({ ...OPTIONS, level }) : pino({ ...OPTIONS, level }, to);

const OPTIONS = {
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { req: () => undefined, res: () => undefined },
};
