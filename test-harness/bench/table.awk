# The table for a terminal: a measure takes two lines, medians and below them the lowest and highest
# of the rounds. Needs figures.awk.

BEGIN {
  TITLE = 27
  CELL = 16
  RATIO = 10
}

END {
  columns()
  head()
  for (k = 1; k <= measures; k++) if (measured[measure[k]]) row(measure[k])
  print rule()
  print "Medians; in brackets the lowest and the highest of the rounds. Ratios are of medians."
  print "kernel's own: POSIX message queues; for the barrier, a futex that wakes as many threads."
  if (any("refused")) print "refused: the engine answers EAGAIN to so many callers at once."
  if (any("failed")) print "failed: the client gave up; the reason is in the output above."
  for (g = 1; g <= goals; g++) print_goal(g)
}

# A column for the kernel's own means together, then one for each engine.
function columns(    i) {
  column[++width] = "kernel"
  for (i = 1; i <= engines; i++) if (role[engine[i]] != "kernel") column[++width] = engine[i]
}

function engine_in(c, m) { return column[c] == "kernel" ? of_role(m, "kernel") : column[c] }

function head(    c, top, ratios) {
  for (c = 1; c <= width; c++) {
    top = top right(column[c] == "kernel" ? "kernel's own" : engine_title[column[c]], CELL)
    if (role[column[c]] == "ours") ratios = ratios right("to kernel", RATIO) right("to stock", RATIO)
  }
  print left("", TITLE) top ratios
  print rule()
}

function rule(    c, n, text) {
  n = TITLE + CELL * width
  for (c = 1; c <= width; c++) if (role[column[c]] == "ours") n += 2 * RATIO
  while (n-- > 0) text = text "─"
  return text
}

function row(m,    c, e, medians, ranges, ratios) {
  for (c = 1; c <= width; c++) {
    e = engine_in(c, m)
    medians = medians right(middle(m, e), CELL)
    ranges = ranges right(known(m, e) ? "[" range(m, e) "]" : "", CELL)
    if (role[e] == "ours")
      ratios = ratios ratio(m, e, of_role(m, "kernel")) ratio(m, e, of_role(m, "stock"))
  }
  print left(measure_title[m], TITLE) medians ratios
  print left("  " unit[m], TITLE) ranges
}

function middle(m, e) {
  if (known(m, e)) return number(median(m, e))
  return missing(m, e) ? why_not[m, e] : "-"
}

function ratio(m, e, other) {
  if (!known(m, e) || !known(m, other)) return right("-", RATIO)
  return right(number(median(m, e) / median(m, other)) " ×", RATIO)
}

function print_goal(g,    times) {
  print "Goal: " goal_text[g]
  if (!goal_known(g)) {
    print "      (" measure_title[goal_measure[g]] "): not measured."
    return
  }
  times = median(goal_measure[g], goal_engine[g]) / median(goal_measure[g], goal_against[g])
  print "      (" measure_title[goal_measure[g]] "): " number(times) " times, " \
    (goal_reached(g) ? "reached." : "MISSED.")
}

function any(word,    key) {
  for (key in why_not) if (why_not[key] == word) return 1
  return 0
}

# Characters, not bytes.
function characters(text) {
  gsub(/[\200-\277]/, "", text)
  return length(text)
}

function blanks(n) { return n > 0 ? sprintf("%" n "s", "") : "" }
function left(text, n) { return text blanks(n - characters(text)) }
function right(text, n) { return blanks(n - characters(text)) text }
