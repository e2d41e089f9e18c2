import { type Box, bars, columns, lines, type Sample, text, timeSeries } from './charts.ts'
import { paletteStyle } from './svg.ts'

/** A widget of a CloudWatch dashboard, as far as the picture shows it; places and sizes in units of its grid of 24 columns. */
export type Widget = {
  type: string
  x: number
  y: number
  width: number
  height: number
  properties: { title: string; view: string; stacked?: boolean; metrics?: unknown[][] }
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

/** The metric that a SEARCH expression looks for. */
const metricOf = ([metric]: readonly unknown[] = []): string =>
  String((Object(metric) as { expression?: string }).expression?.match(/MetricName="(\w+)"/)?.[1])

const logTable = (lines: Sample['logLines'], box: Box): string =>
  [
    text(box.x, box.y + 8, '@timestamp', 'dim'),
    text(box.x + 170, box.y + 8, 'message', 'dim'),
    ...lines.flatMap(({ time, message }, i) => {
      const y = box.y + 34 + i * 24
      return [text(box.x, y, time, 'log'), text(box.x + 170, y, message, 'log')]
    }),
  ].join('\n')
