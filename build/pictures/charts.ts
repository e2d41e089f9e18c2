import { escapeXml } from './svg.ts'

/** What a dashboard would show: sums by name of the metric, points of each function by name of the metric, log lines. */
export type Sample = {
  totals: Record<string, number>
  series: (metric: string) => { name: string; points: readonly number[] }[]
  logLines: readonly { time: string; message: string }[]
}

/** A part of the picture to draw in, in pixels. */
export type Box = { x: number; y: number; width: number; height: number }

/** `[namespace, name, { color }]` → one bar each. */
export const bars = (metrics: readonly unknown[][], { totals }: Sample, box: Box): string => {
  const most = Math.max(...metrics.map(([, name]) => totals[String(name)] ?? 0))
  const step = box.height / metrics.length
  return metrics
    .map(([, name, options], i) => {
      const total = totals[String(name)] ?? 0
      const { color = 'currentColor' } = Object(options) as { color?: string }
      const y = box.y + i * step
      const length = Math.max(1, ((box.width - 170) * total) / most)
      return [
        text(box.x, y + step / 2 + 4, String(name)),
        `<rect x="${box.x + 120}" y="${y + step * 0.2}" width="${length.toFixed(1)}" height="${(step * 0.6).toFixed(1)}" rx="2" fill="${color}"/>`,
        text(box.x + 128 + length, y + step / 2 + 4, String(total), 'dim'),
      ].join('')
    })
    .join('\n')
}

type Series = ReturnType<Sample['series']>

export const timeSeries = (series: Series, draw: (series: Series, plot: Box) => string[], box: Box): string => {
  const plot = { ...box, height: box.height - 24 }
  const bottom = plot.y + plot.height
  const legend = series.map(({ name }, i) => {
    const x = plot.x + i * 90
    return `<rect x="${x}" y="${bottom + 12}" width="10" height="10" fill="${colorOf(i)}"/>${text(x + 15, bottom + 21, name, 'dim')}`
  })
  return [
    `<path class="axis" d="M${plot.x} ${plot.y}V${bottom}H${plot.x + plot.width}"/>`,
    ...draw(series, plot),
    ...legend,
  ].join('\n')
}

export const lines = (series: Series, plot: Box): string[] => {
  const most = Math.max(1, ...series.flatMap(({ points }) => points))
  const drawn = series.map(({ points }, i) => {
    const places = points.map((value, at) => {
      const x = plot.x + (at * plot.width) / Math.max(1, points.length - 1)
      return `${x.toFixed(1)},${(plot.y + plot.height * (1 - (0.9 * value) / most)).toFixed(1)}`
    })
    return `<polyline class="line" stroke="${colorOf(i)}" points="${places.join(' ')}"/>`
  })
  return [...drawn, scale(most, plot)]
}

/** The functions' values of one point in time stand on top of each other. */
export const columns = (series: Series, plot: Box): string[] => {
  const times = series[0]?.points.map((_, at) => series.map(({ points }) => points[at] ?? 0)) ?? []
  const most = Math.max(1, ...times.map(values => values.reduce((sum, value) => sum + value, 0)))
  const step = plot.width / Math.max(1, times.length)
  const unit = (0.9 * plot.height) / most
  const drawn = times.flatMap((values, at) =>
    values.map((value, i) => {
      const below = values.slice(0, i + 1).reduce((sum, value) => sum + value, 0)
      const y = plot.y + plot.height - below * unit
      return value === 0
        ? ''
        : `<rect x="${(plot.x + at * step + 2).toFixed(1)}" y="${y.toFixed(1)}" width="${(step - 4).toFixed(1)}" height="${(value * unit).toFixed(1)}" fill="${colorOf(i)}"/>`
    }),
  )
  return [...drawn.filter(Boolean), scale(most, plot)]
}

const scale = (most: number, plot: Box): string => text(plot.x + 5, plot.y + 9, String(most), 'dim')

/** CloudWatch's own first colors. */
const colorOf = (i: number): string => ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728'][i % 4] ?? 'currentColor'

export const text = (x: number, y: number, content: string, className?: string): string =>
  `<text${className ? ` class="${className}"` : ''} x="${x.toFixed(1)}" y="${y.toFixed(1)}">${escapeXml(content)}</text>`
