/**
 * What is measured, against what. `npm run bench` runs all, `npm run bench -- NAME` one; each prints a table and, with `--json`, one
 * last line `{"name":…,"metrics":{…}}`. Figures are medians and ratios within one run: machines differ, ratios travel.
 */
import { checkoutBench } from './checkout.ts'
import { dayCloseBench } from './day-close.ts'
import { memberSearchBench } from './member-search.ts'
import { quoteBench } from './quote.ts'
import type { Bench } from './report.ts'
import { reportsBench } from './reports.ts'
import { startBench } from './start.ts'
import { verifyBench } from './verify.ts'

const benches: readonly Bench[] = [quoteBench, checkoutBench, startBench, memberSearchBench, dayCloseBench, reportsBench, verifyBench]

const names = process.argv.slice(2).filter((a) => !a.startsWith('--'))
const isJson = process.argv.includes('--json')
const unknown = names.find((name) => !benches.some((b) => b.name === name))
if (unknown !== undefined) {
  process.stderr.write(`there is no benchmark ${unknown}; there are: ${benches.map((b) => b.name).join(', ')}\n`)
  process.exit(2)
}

for (const bench of benches.filter((b) => names.length === 0 || names.includes(b.name))) {
  process.stdout.write(`\n${bench.name}: ${bench.about}\n`)
  const rows = await bench.run((line) => process.stdout.write(`  ${line}\n`))
  const width = Math.max(...rows.map((r) => r.metric.length))
  for (const row of rows) {
    const target = row.target === undefined ? '' : `   (${row.target})`
    process.stdout.write(
      `  ${row.metric.padEnd(width)}  ${row.value.toLocaleString('en', { maximumFractionDigits: 3 }).padStart(12)} ${row.unit}${target}\n`,
    )
  }
  if (isJson)
    process.stdout.write(`${JSON.stringify({ name: bench.name, metrics: Object.fromEntries(rows.map((r) => [r.metric, r.value])) })}\n`)
}
