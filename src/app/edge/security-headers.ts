import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** An answer of the interface is data: a browser that is made to show it loads, runs and frames nothing. */
const DATA = { 'default-src': ["'none'"], 'base-uri': ["'none'"], 'form-action': ["'none'"], 'frame-ancestors': ["'none'"] };

/** The page that explains the interface brings its own scripts and, from its own program, styles written into the page. */
const PAGE = {
  ...DATA,
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
};

const DOCUMENTATION = /^\/api\/docs(?:[/?-]|$)/;

/** What no page of this site asks a browser for. */
const PERMISSIONS = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
  .map((name) => `${name}=()`)
  .join(', ');

const TWO_YEARS = 63_072_000;

/**
 * Says in every answer, refusals included, what a browser may do with it.
 *
 * @param https whether browsers reach this site by TLS; only then they are told never to come by anything else
 */
export async function secureHeaders(fastify: FastifyInstance, https: boolean): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: DATA },
    crossOriginEmbedderPolicy: false, // for pages that measure time; nothing here does
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' }, // numbers, codes and tokens stand in addresses
    strictTransportSecurity: https ? { maxAge: TWO_YEARS, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  });
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('permissions-policy', PERMISSIONS);
    if (DOCUMENTATION.test(request.url)) reply.helmet({ contentSecurityPolicy: { useDefaults: false, directives: PAGE } });
  });
}

/** What goes with an answer that is written before there is a request to speak of. */
export const BARE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
