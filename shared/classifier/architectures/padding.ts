/** How many rows of `<pad>` a post needs around it, at least behind and exactly in front. */
export interface Padding {
  readonly front: number;
  readonly behind: number;
}
