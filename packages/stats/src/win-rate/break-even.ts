/** What trades win, lose and cost on average, all positive and in the same unit, before costs. */
export interface Payoff {
  readonly win: number
  readonly loss: number
  readonly cost: number
}

/** The win rate at which such trades earn nothing: (loss + cost) / (win + loss). Above 1 where no win rate is enough; `undefined` where nothing is at stake. */
export function breakEvenWinRate({ win, loss, cost }: Payoff): number | undefined {
  return win + loss > 0 ? (loss + cost) / (win + loss) : undefined
}
