import { binomialGate, ledoitWolf, moments, normal, ols, psr, sfc32, wilson } from '@of/stats'

const gate = binomialGate({ trades: 30, abovePercent: 55 })
console.log('a coin passes', gate.passProbability(0.5).toFixed(4), 'with', gate.minWins, 'wins of 30, 95 %:', wilson(gate.minWins, 30))

const random = sfc32(7) // the same seed, the same numbers, on every machine
const market = Array.from({ length: 500 }, () => normal(random))
const returns = market.map((move) => 0.06 + 0.5 * move + normal(random))
const { kurtosis, mean, n, sd, skew } = moments(returns)!
console.log('sure of a Sharpe ratio above zero:', psr({ sharpe: mean / sd, n, skew, kurtosis })?.toFixed(3))
console.log('told apart from the market: p', ledoitWolf(returns, market, { lags: 'auto' })?.pTwoSided.toFixed(3))

const fit = ols(returns, [market], { hac: 'auto' })!
console.log('β', fit.coefficients[1]!.toFixed(2), 't', fit.t[1]!.toFixed(1), 'R²', fit.r2.toFixed(2), 'lags', fit.lags)
