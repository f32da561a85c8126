import type { MessageSettings } from './message-settings.ts';
import type { KeyLink, KeyRel } from './message.ts';
import type { Placeholder } from './placeholders.ts';

const KEYS: Readonly<Record<KeyRel, { readonly path: string; readonly placeholder: Placeholder }>> = {
  confirmation: { path: 'confirmations', placeholder: 'confirmUrl' },
  survey: { path: 'surveys', placeholder: 'surveyUrl' },
  referral: { path: 'referrals', placeholder: 'referralUrl' },
  supplement: { path: 'supplements', placeholder: 'supplementUrl' },
};

/** Where a token leads. */
export const keyLink = (rel: KeyRel, token: string, { publicUrl }: MessageSettings): KeyLink => ({
  rel,
  href: `${publicUrl}/api/v1/public/${KEYS[rel].path}/${token}`,
});

/** Where a text has its link. */
export const keyPlaceholder = (rel: KeyRel): Placeholder => KEYS[rel].placeholder;
