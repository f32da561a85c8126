export { Challenges } from './challenges.ts';
export { EdgeModule } from './edge.module.ts';
export { Guessable } from './guessable.ts';
export { keyLimit, type Limit, LIMITS, RateLimited } from './limits.ts';
export { ChallengeRequired, PublicForm } from './public-form.ts';
export { countedAddress, RateLimits } from './rate-limits.ts';
