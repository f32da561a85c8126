/**
 * An OpenID provider on the loopback, with its own pages for signing in and consenting. Started as a process of its own, which tells its
 * address; takes who there is, by the name that they sign in with: `{ "chen": { "sub": "…", "amr": ["otp"], … } }`. Whatever else is
 * typed is nobody.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const { clientId, clientSecret, callback } = JSON.parse(process.argv[2]);
let people = {};
process.on('message', (message) => {
  people = message;
  process.send('taken');
});

process.on('disconnect', () => process.exit()); // nobody is left to ask

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callback] }],
  // Most claims are told by the userinfo endpoint alone, how somebody signed in by the ID token: as providers do it.
  claims: {
    openid: ['sub', 'amr'],
    profile: ['preferred_username', 'name', 'groups', 'department', 'district'],
    email: ['email'],
  },
  findAccount: (_, login) => people[login] && { accountId: login, claims: () => ({ ...people[login], sub: people[login].sub }) },
  pkce: { required: () => true },
  cookies: { keys: ['only for tests'] },
});

// Its own pages ask for a name alone; how somebody proved who they are belongs to what they finish with.
const finish = provider.interactionFinished.bind(provider);
provider.interactionFinished = (request, response, result, options) => {
  const login = result.login && { ...result.login, amr: people[result.login.accountId]?.amr };
  return finish(request, response, login ? { ...result, login } : result, options);
};

server.on('request', provider.callback());
process.send({ issuer });
