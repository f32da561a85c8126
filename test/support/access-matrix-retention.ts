const about = 'a batch, which is the whole city’s';
const READERS = ['city', 'admin', 'auditor'] as const;
const DECIDERS = ['admin', 'auditor'] as const;

/** Of the access matrix: batches of retention. */
export const RETENTION = {
  'POST /retention/batches': { who: DECIDERS },
  'GET /retention/batches': { who: READERS },
  'GET /retention/batches/:batchId': { about, who: READERS },
  'GET /retention/batches/:batchId/cases': { about, who: READERS },
  'POST /retention/batches/:batchId/approve': { about, who: DECIDERS },
  'POST /retention/batches/:batchId/withdraw': { about, who: DECIDERS, body: { reason: 'x' } },
};
