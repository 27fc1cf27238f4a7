import type { Link } from '../link.ts';

/** The elements of Adaptive Cards 1.4 that messages use. Text of TextRuns is shown as it is: it has no markup. */
export type Element =
  | { readonly type: 'RichTextBlock'; readonly inlines: readonly TextRun[]; readonly separator?: true }
  | {
      readonly type: 'FactSet';
      readonly facts: readonly { readonly title: string; readonly value: string }[];
    }
  | { readonly type: 'ActionSet'; readonly actions: readonly OpenUrl[] }
  | {
      readonly type: 'Container';
      readonly items: readonly Element[];
      readonly style?: Style;
      readonly bleed?: true;
      readonly separator?: true;
      readonly selectAction?: OpenUrl;
    };

export type Style = 'attention' | 'warning' | 'accent' | 'good' | 'emphasis';

export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly size?: 'Small' | 'Medium' | 'Large';
  readonly weight?: 'Bolder';
  readonly color?: 'Attention' | 'Accent';
  readonly isSubtle?: true;
  readonly fontType?: 'Monospace';
}

export interface OpenUrl {
  readonly type: 'Action.OpenUrl';
  readonly title: string;
  readonly url: string;
}

/** What a workflow of Teams (`When a Teams webhook request is received`) takes. */
export interface TeamsMessage {
  readonly type: 'message';
  readonly attachments: readonly {
    readonly contentType: 'application/vnd.microsoft.card.adaptive';
    readonly contentUrl: null;
    readonly content: {
      readonly $schema: string;
      readonly type: 'AdaptiveCard';
      readonly version: '1.4';
      readonly fallbackText: string;
      readonly msteams: { readonly width: 'Full' };
      readonly body: readonly Element[];
    };
  }[];
}

export const run = (text: string, look: Omit<TextRun, 'type' | 'text'> = {}): TextRun => ({
  type: 'TextRun',
  text,
  ...look,
});

export const paragraph = (...inlines: readonly TextRun[]): Element => ({ type: 'RichTextBlock', inlines });

/** Buttons for addresses, text for commands. */
export function linkElements(links: readonly Link[]): Element[] {
  const actions = links
    .filter(({ isAddress }) => isAddress)
    .map(({ label, to }): OpenUrl => ({ type: 'Action.OpenUrl', title: label, url: to }));
  const commands = links
    .filter(({ isAddress }) => !isAddress)
    .map(({ label, to }) => paragraph(run(`${label}: `), run(to, { fontType: 'Monospace' })));
  return [...commands, ...(actions.length === 0 ? [] : [{ type: 'ActionSet' as const, actions }])];
}

/** Text where Teams reads Markdown, which is in the values of a FactSet: no emphasis, code, link, list or heading comes of it. */
export const escapedMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_[\]~<>|]/gu, '\\$&')
    .replace(/^(?=[#+=-])/u, '\\')
    .replace(/^(\d+)(?=[.)])/u, '$1\\');
