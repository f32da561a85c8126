import type { MessageSettings } from './message-settings.ts';
import type { KeyLink, KeyRel } from './message.ts';
import type { Placeholder } from './placeholders.ts';

const PUBLIC = 'api/v1/public';

/** `path`: up to the token. */
const KEYS: Readonly<Record<KeyRel, { readonly path: string; readonly placeholder: Placeholder }>> = {
  confirmation: { path: `${PUBLIC}/confirmations`, placeholder: 'confirmUrl' },
  survey: { path: `${PUBLIC}/surveys`, placeholder: 'surveyUrl' },
  referral: { path: `${PUBLIC}/referrals`, placeholder: 'referralUrl' },
  supplement: { path: `${PUBLIC}/supplements`, placeholder: 'supplementUrl' },
  // A page of the console. What stands behind # is not sent to any server, so no log on the way has it; the page posts it.
  password: { path: 'password#', placeholder: 'passwordUrl' },
};

/** Where a token leads. */
export const keyLink = (rel: KeyRel, token: string, { publicUrl }: MessageSettings): KeyLink => ({
  rel,
  href: `${publicUrl}/${KEYS[rel].path}/${token}`,
});

/** Where a text has its link. */
export const keyPlaceholder = (rel: KeyRel): Placeholder => KEYS[rel].placeholder;
