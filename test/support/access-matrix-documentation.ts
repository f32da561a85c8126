const OPEN = { who: 'PUBLIC' } as const;

/** Of the access matrix: the contract, and the page by which it is read; what lies below the page are the files of Swagger. */
export const DOCUMENTATION = {
  'GET /api/openapi.json': OPEN,
  'GET /api/openapi.yaml': OPEN,
  'GET /api/docs': OPEN,
  'GET /api/docs/': OPEN,
  'GET /api/docs/*': OPEN,
  'GET /api/docs/LICENSE': OPEN,
  'GET /api/docs/index.html': OPEN,
  'GET /api/docs/swagger-ui-init.js': OPEN,
  'GET /api/docs/docs/*': OPEN,
  'GET /api/docs/docs/swagger-ui-init.js': OPEN,
};
