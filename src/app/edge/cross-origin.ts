import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

const DAY_SECONDS = 86_400;

/**
 * Lets pages of these origins read answers. Without cookies: who is signed in here by a browser is signed in for pages of this site only.
 * Without API keys, too: a key that stands in a page is everybody's.
 *
 * @param origins none: no other site reads anything, which is what browsers do when nothing is said
 */
export async function openTo(fastify: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await fastify.register(cors, {
    origin: [...origins],
    credentials: false,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Accept-Language',
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'X-Challenge-Solution',
      'X-Request-Id',
    ],
    exposedHeaders: ['Content-Language', 'ETag', 'Idempotent-Replayed', 'Retry-After', 'X-Request-Id'],
    maxAge: DAY_SECONDS,
  });
}
