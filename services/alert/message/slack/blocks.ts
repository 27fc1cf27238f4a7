/** The blocks of Slack's Block Kit that messages use. */
export type Block =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: PlainText | Mrkdwn }
  | { readonly type: 'section'; readonly fields: readonly Mrkdwn[] }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] };

interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  /** Without it Slack makes links and mentions of what looks like one. */
  readonly verbatim: true;
}

/** Slack refuses a message that exceeds any of these (https://docs.slack.dev/reference/block-kit/blocks). */
export const slackLimits = { blocks: 50, header: 150, section: 3_000, field: 2_000, fields: 10 } as const;

export const plain = (text: string): PlainText => ({ type: 'plain_text', text, emoji: false });

/** @param text markup: whatever came from elsewhere is escaped already. */
export const mrkdwn = (text: string): Mrkdwn => ({ type: 'mrkdwn', text, verbatim: true });

export const header = (text: string): Block => ({ type: 'header', text: plain(text) });

export const section = (text: string): Block => ({ type: 'section', text: mrkdwn(text) });

/** Somebody else's words: nothing in them is markup. */
export const quotation = (text: string): Block => ({ type: 'section', text: plain(text) });

export const context = (text: string): Block => ({ type: 'context', elements: [mrkdwn(text)] });

/** Pairs in two columns, as many sections as they need. */
export function fields(texts: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < texts.length; at += slackLimits.fields) {
    blocks.push({ type: 'section', fields: texts.slice(at, at + slackLimits.fields).map(mrkdwn) });
  }
  return blocks;
}
