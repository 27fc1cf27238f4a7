/** A text with its label as the file writes it. */
export interface LabelledRecord {
  readonly text: string;
  readonly label: string;
  /** Value of the column that texts are grouped by. */
  readonly group?: string | undefined;
  /** Where it is in the file, for messages: `line 3`. */
  readonly place: string;
}
