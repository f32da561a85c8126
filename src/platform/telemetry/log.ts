import { pino, type Logger } from 'pino';

/** Structured lines on standard output. What is logged of a request is chosen by whoever logs; nothing of it is serialised by itself. */
export const requestLogger = (level: string): Logger =>
  pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { req: () => undefined, res: () => undefined },
  });
