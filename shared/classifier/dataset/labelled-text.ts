export interface LabelledText {
  readonly text: string;
  /** Position in the labels of the target; the rating itself where ratings are wanted. */
  readonly label: number;
  /** Value of the column that texts are grouped by. */
  readonly group?: string | undefined;
}

export interface LabelledTexts {
  readonly rows: readonly LabelledText[];
  /** Rows with another label or no text. */
  readonly skipped: number;
}
