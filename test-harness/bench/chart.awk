# The chart: a panel for each measure, with a scale of its own, and in it a bar for each engine: its
# median, its lowest and highest round as a whisker. A line across the bars of the engines that share
# it is the C limit. Needs figures.awk; `subtitle` says where and when.

BEGIN {
  COLUMNS = 2
  MARGIN = 32
  GUTTER = 40
  PANEL = 560        # width of a panel, of which are:
  NAMES = 112        #   the engines' names
  FIGURES = 168      #   the figures after the bars
  BARS = PANEL - NAMES - FIGURES
  BAR = 16
  STEP = 24          # from bar to bar
  HEAD = 30          # a panel's title
  GAP = 22           # below a panel
  SECTION = 44
  WIDTH = 2 * MARGIN + COLUMNS * PANEL + (COLUMNS - 1) * GUTTER

  colour["kernel"] = "#8b95a1"
  colour["stock"] = "#d9822b"
  colour["ours"] = "#1769aa"
  colour["peer"] = "#7d6b91"
  INK = "#1c2733"
  FAINT = "#5d6b7a"
  LINE = "#d5dbe1"
  LIMIT = "#c62828"
}

END {
  header()
  for (k = 1; k <= measures; k++) if (measured[measure[k]]) place(measure[k])
  end_row()
  footer()
  print_page()
}

# --- layout ---------------------------------------------------------------------------------------

# Panels go from left to right and on to the next row; a section starts a row of its own.
function place(m) {
  if (section[m] != current_section) {
    end_row()
    heading(section[m])
    current_section = section[m]
  }
  if (in_row == COLUMNS) end_row()
  panel(m, MARGIN + in_row * (PANEL + GUTTER), y)
  in_row++
  if (panel_height(m) > row_height) row_height = panel_height(m)
}

function end_row() {
  if (in_row > 0) y += row_height + GAP
  in_row = 0
  row_height = 0
}

function heading(title) {
  stroke("M" MARGIN " " dot(y) " H" (WIDTH - MARGIN), LINE, 1)
  text(MARGIN, y + 24, "start", 16, "bold", INK, title)
  y += SECTION
}

function has_bar(m, e) { return role[e] != "limit" && (known(m, e) || missing(m, e)) }

function panel_height(m,    i, n) {
  for (i = 1; i <= engines; i++) if (has_bar(m, engine[i])) n++
  return HEAD + n * STEP + (limits_text(m) != "" ? 14 : 0)
}

# --- a panel --------------------------------------------------------------------------------------

function panel(m, x, top,    i, bar_y) {
  text(x, top + 14, "start", 14, "bold", INK, measure_title[m])
  text(x + PANEL, top + 14, "end", 12, "normal", FAINT, unit[m] ", " better[m] " is better")
  bar_y = top + HEAD
  for (i = 1; i <= engines; i++) {
    if (!has_bar(m, engine[i])) continue
    bar(m, engine[i], x, bar_y)
    if (known(m, limit[engine[i]])) limit_line(m, limit[engine[i]], x, bar_y)
    bar_y += STEP
  }
  stroke("M" dot(x + NAMES) " " dot(top + HEAD - 5) " L" dot(x + NAMES) " " dot(bar_y - STEP + BAR + 5), FAINT, 1)
  text(x + NAMES, bar_y + 8, "start", 11, "normal", LIMIT, limits_text(m))
}

# Where the scale ends. Beside a message queue without any daemon the other bars would be too short
# to compare: if the kernel's own is more than twice as long as all else, its bar is shown broken.
function scale_end(m,    i, e, most) {
  for (i = 1; i <= engines; i++) {
    e = engine[i]
    if (role[e] == "limit" && known(m, e) && median(m, e) > most) most = median(m, e)
    if (has_bar(m, e) && known(m, e) && role[e] != "kernel" && high(m, e) > most) most = high(m, e)
  }
  e = of_role(m, "kernel")
  if (known(m, e) && high(m, e) > most && (most == 0 || median(m, e) <= 2 * most)) most = high(m, e)
  return most
}

function bar(m, e, x, top,    middle, end, full, last) {
  middle = top + BAR / 2
  text(x + NAMES - 8, middle + 4.5, "end", 12, role[e] == "ours" ? "bold" : "normal", INK, engine_title[e])
  if (!known(m, e)) {
    text(x + NAMES + 8, middle + 4.5, "start", 12, "normal", FAINT, why_not[m, e])
    return
  }
  full = scale_end(m)
  end = median(m, e) / full * BARS
  last = high(m, e) / full * BARS
  if (end > BARS) {
    rect(x + NAMES, top, BARS, BAR, colour[role[e]])
    broken(x + NAMES + BARS - 26, top)
    last = BARS
  } else {
    rect(x + NAMES, top, end < 1 ? 1 : end, BAR, colour[role[e]])
    if (count[m, e] > 1) whisker(x + NAMES + low(m, e) / full * BARS, x + NAMES + last, middle)
  }
  last = largest(last, end > BARS ? BARS : end)
  if (known(m, limit[e])) last = largest(last, median(m, limit[e]) / full * BARS)
  value(m, e, x + NAMES + last + 8, middle + 4.5)
}

function value(m, e, x, base) {
  print_later("<text x=\"" dot(x) "\" y=\"" dot(base) "\" font-size=\"12\" fill=\"" INK "\">" \
    "<tspan font-weight=\"bold\">" number(median(m, e)) "</tspan>" \
    (count[m, e] > 1 ? "<tspan dx=\"6\" fill=\"" FAINT "\" font-size=\"11\">" range(m, e) "</tspan>" : "") "</text>")
}

function whisker(from, to, middle) {
  stroke("M" dot(from) " " dot(middle - 4) " v8 m0 -4 H" dot(to) " m0 -4 v8", "#ffffff", 3.2)
  stroke("M" dot(from) " " dot(middle - 4) " v8 m0 -4 H" dot(to) " m0 -4 v8", INK, 1.2)
}

function broken(x, top) {
  stroke("M" dot(x) " " dot(top + BAR + 2) " l6 " dot(-BAR - 4) " m5 0 l-6 " dot(BAR + 4), "#ffffff", 2.5)
}

function largest(a, b) { return a > b ? a : b }

function limit_line(m, e, x, top,    at) {
  at = x + NAMES + median(m, e) / scale_end(m) * BARS
  stroke("M" dot(at) " " dot(top - 4) " v" STEP, LIMIT, 2)
}

function limits_text(m,    i, texts) {
  for (i = 1; i <= engines; i++)
    if (role[engine[i]] == "limit" && known(m, engine[i]))
      texts = texts (texts == "" ? "" : ",  ") engine_title[engine[i]] " " number(median(m, engine[i]))
  return texts
}

function header() {
  text(MARGIN, 46, "start", 24, "bold", INK, "synchmess benchmark")
  text(MARGIN, 70, "start", 13, "normal", FAINT, subtitle)
  y = 96
}

function footer() {
  stroke("M" MARGIN " " dot(y) " H" (WIDTH - MARGIN), LINE, 1)
  text(MARGIN, y + 22, "start", 12, "normal", FAINT, "Bars: medians of the rounds. Whiskers, and the figures " \
    "beside the medians: lowest and highest. Each panel has its own scale; a broken bar is longer than it is drawn.")
  text(MARGIN, y + 40, "start", 12, "normal", LIMIT, "Red lines: the limit, a C server that does nothing " \
    "but queue, on /dev/fuse for stock, jnr-fuse and kernel, on FUSE over io_uring for kernel+uring.")
  y += 62
}

# --- SVG ------------------------------------------------------------------------------------------

function print_page(    i) {
  print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" WIDTH "\" height=\"" y "\" viewBox=\"0 0 " WIDTH " " y "\" " \
    "font-family=\"'DejaVu Sans', Verdana, 'Segoe UI', Helvetica, Arial, sans-serif\">"
  print "<title>synchmess benchmark</title>"
  print "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"
  for (i = 1; i <= shapes; i++) print shape[i]
  print "</svg>"
}

function print_later(markup) { shape[++shapes] = markup }

function text(x, base, anchor, size, weight, fill, content) {
  print_later("<text x=\"" dot(x) "\" y=\"" dot(base) "\" text-anchor=\"" anchor "\" font-size=\"" size \
    "\" font-weight=\"" weight "\" fill=\"" fill "\">" escape(content) "</text>")
}

function stroke(path, ink, thickness, dashes) {
  print_later("<path d=\"" path "\" fill=\"none\" stroke=\"" ink "\" stroke-width=\"" thickness "\"" \
    (dashes ? " stroke-dasharray=\"" dashes "\"" : "") "/>")
}

function rect(x, top, w, h, fill) {
  print_later("<rect x=\"" dot(x) "\" y=\"" dot(top) "\" width=\"" dot(w) "\" height=\"" h "\" rx=\"2\" fill=\"" fill "\"/>")
}

function dot(x) { return sprintf("%.1f", x) }

function escape(content) {
  gsub(/&/, "\\&amp;", content)
  gsub(/</, "\\&lt;", content)
  gsub(/>/, "\\&gt;", content)
  return content
}
