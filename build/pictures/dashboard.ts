import { escapeXml, paletteStyle } from './svg.ts'

/** A widget of a CloudWatch dashboard, as far as the picture shows it; places and sizes in units of its grid of 24 columns. */
export type Widget = {
  type: string
  x: number
  y: number
  width: number
  height: number
  properties: { title: string; view: string; stacked?: boolean; metrics?: unknown[][] }
}

/** What a dashboard would show: sums by name of the metric, points of each function by name of the metric, log lines. */
export type Sample = {
  totals: Record<string, number>
  series: (metric: string) => { name: string; points: readonly number[] }[]
  logLines: readonly { time: string; message: string }[]
}

/** In pixels. */
const size = { column: 37, row: 34, gap: 8, pad: 14 }

/**
 * The dashboard of template.yaml with sample data, as an SVG picture that follows the reader's light or dark theme.
 * The JSON of widgets: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export const dashboard = (widgets: readonly Widget[], sample: Sample): string => {
  const width = 24 * size.column
  const height = Math.max(...widgets.map(({ y, height }) => y + height)) * size.row
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    '<title>The CloudWatch dashboard of the installed stack, with sample data</title>',
    `<style>${paletteStyle}${style}</style>`,
    ...widgets.map(widget => frame(widget, sample)),
    '</svg>',
    '',
  ].join('\n')
}

const style = `
text{font:12px system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;fill:var(--text)}
.title{font-weight:600;font-size:13px}.dim{fill:var(--dim)}.log{font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:11px}
.frame{fill:var(--window);stroke:var(--line)}.axis{stroke:var(--line);fill:none}.line{fill:none;stroke-width:2}
`

/** A part of the picture to draw in, in pixels. */
type Box = { x: number; y: number; width: number; height: number }

const frame = (widget: Widget, sample: Sample): string => {
  const outer = {
    x: widget.x * size.column + size.gap / 2,
    y: widget.y * size.row + size.gap / 2,
    width: widget.width * size.column - size.gap,
    height: widget.height * size.row - size.gap,
  }
  const box = {
    x: outer.x + size.pad,
    y: outer.y + 34,
    width: outer.width - 2 * size.pad,
    height: outer.height - 34 - size.pad,
  }
  return [
    `<rect class="frame" x="${outer.x}" y="${outer.y}" width="${outer.width}" height="${outer.height}" rx="6"/>`,
    text(box.x, outer.y + 22, widget.properties.title, 'title'),
    contents(widget, sample, box),
  ].join('\n')
}

const contents = (widget: Widget, sample: Sample, box: Box): string => {
  const { view, stacked = false, metrics = [] } = widget.properties
  if (widget.type === 'log') return logTable(sample.logLines, box)
  if (view === 'bar') return bars(metrics, sample, box)
  return timeSeries(sample.series(metricOf(metrics[0])), stacked ? columns : lines, box)
}

/** `[namespace, name, { color }]` → one bar each. */
const bars = (metrics: readonly unknown[][], { totals }: Sample, box: Box): string => {
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

/** The metric that a SEARCH expression looks for. */
const metricOf = ([metric]: readonly unknown[] = []): string =>
  String((Object(metric) as { expression?: string }).expression?.match(/MetricName="(\w+)"/)?.[1])

type Series = ReturnType<Sample['series']>

const timeSeries = (series: Series, draw: (series: Series, plot: Box) => string[], box: Box): string => {
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

const lines = (series: Series, plot: Box): string[] => {
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
const columns = (series: Series, plot: Box): string[] => {
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

const logTable = (lines: Sample['logLines'], box: Box): string =>
  [
    text(box.x, box.y + 8, '@timestamp', 'dim'),
    text(box.x + 170, box.y + 8, 'message', 'dim'),
    ...lines.flatMap(({ time, message }, i) => {
      const y = box.y + 34 + i * 24
      return [text(box.x, y, time, 'log'), text(box.x + 170, y, message, 'log')]
    }),
  ].join('\n')

const text = (x: number, y: number, content: string, className?: string): string =>
  `<text${className ? ` class="${className}"` : ''} x="${x.toFixed(1)}" y="${y.toFixed(1)}">${escapeXml(content)}</text>`
